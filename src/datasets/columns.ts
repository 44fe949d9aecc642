import { nearest } from '../domain/nearest.ts';
import type { ProblemDetail } from '../domain/problem.ts';
import type { ColumnMap } from '../domain/task.ts';
import { detail, quoted } from './fault.ts';

/** Column names by role; every name is looked up in each record, and `named` are those that the user asked for. */
export interface Roles {
  readonly id: string;
  readonly input: string;
  readonly expected: string;
  readonly segment: readonly string[];
  readonly weight: string;
  readonly scorer: string;
  readonly messages: string;
  /** Columns that the mapping names: they must exist. */
  readonly named: readonly string[];
  readonly allow_unlabelled: boolean;
}

/** Fills a column mapping with the defaults: each role is a column of its own name. */
export function rolesOf(columns: ColumnMap, allowUnlabelled: boolean): Roles {
  const { segment = 'segment', ...single } = columns;
  return {
    id: 'id',
    input: 'input',
    expected: 'expected',
    weight: 'weight',
    scorer: 'scorer',
    messages: 'messages',
    ...single,
    segment: typeof segment === 'string' ? [segment] : segment,
    named: [...new Set(Object.values(columns).flat())],
    allow_unlabelled: allowUnlabelled,
  };
}

/** What is wrong with a header: columns that the mapping names or a dataset needs, and that are not there. */
export function missingColumns(found: readonly string[], roles: Roles): readonly string[] {
  const missing = roles.named.filter((name) => !found.includes(name));
  const wanted = roles.allow_unlabelled ? [] : [roles.expected];
  if (!found.includes(roles.messages)) wanted.unshift(roles.input);
  return [...new Set([...missing, ...wanted.filter((name) => !found.includes(name))])];
}

/** The Problem detail for one missing column: what is there, and what was probably meant. */
export function missingColumn(name: string, found: readonly string[], file: string, line: number): ProblemDetail {
  const near = nearest(name, found);
  const meant = near === undefined ? '' : `did you mean ${quoted(near)}? `;
  const mend = ROLES.has(name)
    ? `Rename the column, or map it in bench.yaml: columns: {${name}: ${near ?? 'its name in this file'}}`
    : 'Correct the name under columns in bench.yaml';
  return detail(file, line, `no column ${quoted(name)}; found ${listed(found)}`, meant + mend);
}

const ROLES: ReadonlySet<string> = new Set(['id', 'input', 'expected', 'segment', 'weight', 'scorer', 'messages']);

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(quoted).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown || 'none';
}
