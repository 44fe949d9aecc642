import { nearest } from '../domain/nearest.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Json } from '../domain/task.ts';

/** What a column of outcomes can be. The first entry of each list is its own name; the others are names the same thing goes by elsewhere. */
const ROLES = {
  task_id: ['task_id', 'id'],
  model: ['model'],
  repeat: ['repeat'],
  score: ['score'],
  output: ['output'],
  expected: ['expected'],
  segment: ['segment'],
  weight: ['weight'],
  cost_usd: ['cost_usd'],
  input_tokens: ['input_tokens', 'prompt_tokens'],
  output_tokens: ['output_tokens', 'completion_tokens'],
  cached_tokens: ['cached_tokens'],
  latency_ms: ['latency_ms'],
} as const;

export type Role = keyof typeof ROLES;

/** The cells of one row, by role; roles without a column are absent. */
export type OutcomeCells = Readonly<Partial<Record<Role, Json>>>;

/** The column of each role that has one. */
export type RoleColumns = ReadonlyMap<Role, string>;

/** Reads `task_id=question,score=passed` (also given several times). Problem (exit 2) for a role that does not exist. */
export function parseColumns(texts: readonly string[]): Readonly<Partial<Record<Role, string>>> {
  const mapped: Partial<Record<Role, string>> = {};
  for (const pair of texts.flatMap((text) => text.split(','))) {
    const [role, column] = splitPair(pair, '--columns', 'task_id=question');
    if (!Object.hasOwn(ROLES, role)) {
      const near = nearest(role, Object.keys(ROLES));
      throw new Problem(2, {
        code: 'USAGE',
        message: `--columns: there is no "${role}"`,
        hint: near === undefined ? `use ${Object.keys(ROLES).join(', ')}` : `did you mean ${near}=${column}?`,
      });
    }
    mapped[role as Role] = column;
  }
  return mapped;
}

/** The two sides of `name=value`; Problem (exit 2) that shows an example where there are not two. */
export function splitPair(text: string, flag: string, example: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new Problem(2, {
    code: 'USAGE',
    message: `${flag} takes name=value, not "${text}"`,
    hint: `for example ${flag} ${example}`,
  });
}

/** Finds the column of each role among the columns of the first row: as mapped by the user, else by its names. A mapped column may be one that is not there. */
export function roleColumns(
  found: readonly string[],
  mapped: Readonly<Partial<Record<Role, string>>>,
): Map<Role, string> {
  const columns = new Map<Role, string>();
  for (const [role, names] of Object.entries(ROLES) as [Role, readonly string[]][]) {
    const column = mapped[role] ?? names.find((name) => found.includes(name));
    if (column !== undefined) columns.set(role, column);
  }
  return columns;
}

/** What an import cannot do without: one of each list. */
const REQUIRED: readonly (readonly Role[])[] = [['task_id'], ['model'], ['score', 'output']];

/** All columns that are missing in one detail; undefined when none is. The hint maps each role to the column that is probably meant. */
export function missingColumns(
  columns: RoleColumns,
  found: readonly string[],
  file: string,
): ProblemDetail | undefined {
  const absent = [...columns].filter(([, column]) => !found.includes(column));
  const unfilled = REQUIRED.filter((roles) => !roles.some((role) => columns.has(role)));
  if (absent.length + unfilled.length === 0) return undefined;
  const missing = [
    ...absent.map(([role, column]) => `"${column}" for ${role}`),
    ...unfilled.map((roles) => roles.map((role) => `"${role}"`).join(' or ')),
  ];
  const free = found.filter((name) => ![...columns.values()].includes(name));
  const pairs = [
    ...absent.map(([role, column]) => `${role}=${nearest(column, free) ?? likely(role, free) ?? 'COLUMN'}`),
    ...unfilled.map((roles) => pairFor(roles, free)),
  ];
  return {
    code: 'IMPORT',
    message: `no column ${missing.join(', ')}; found ${listed(found)}`,
    file,
    hint: `say which column it is: --columns ${pairs.join(',')}`,
  };
}

function pairFor(roles: readonly Role[], free: readonly string[]): string {
  const role = roles.find((one) => likely(one, free) !== undefined);
  return role === undefined ? `${roles[0]}=COLUMN` : `${role}=${likely(role, free)}`;
}

function likely(role: Role, free: readonly string[]): string | undefined {
  return nearest(role, free) ?? free.find((name) => name.toLowerCase().includes(role));
}

/** Up to 20 names, for a message. */
export function listed(names: readonly string[]): string {
  return names.slice(0, 20).join(', ') + (names.length > 20 ? ', ...' : '');
}

/** The cells of a row, by role. */
export function cellsOf(values: Readonly<Record<string, Json>>, columns: RoleColumns): OutcomeCells {
  const cells: Partial<Record<Role, Json>> = {};
  for (const [role, column] of columns) {
    const value = values[column];
    if (value !== undefined) cells[role] = value;
  }
  return cells;
}

/** A cell as text; "" for a missing or null one. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
