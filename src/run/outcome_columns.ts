import { Problem } from '../domain/problem.ts';
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
  scorer: ['scorer'],
  cost_usd: ['cost_usd'],
  input_tokens: ['input_tokens', 'prompt_tokens'],
  output_tokens: ['output_tokens', 'completion_tokens'],
  cached_tokens: ['cached_tokens'],
  latency_ms: ['latency_ms'],
} as const;

export type Role = keyof typeof ROLES;

/** The cells of one row, by role; roles without a column are absent. */
export type OutcomeCells = Readonly<Partial<Record<Role, Json>>>;

/** Reads `task_id=question,score=passed` (also given several times). Problem (exit 2) for a role that does not exist. */
export function parseColumns(texts: readonly string[]): Readonly<Partial<Record<Role, string>>> {
  const mapped: Partial<Record<Role, string>> = {};
  for (const pair of texts.flatMap((text) => text.split(','))) {
    const [role, column] = splitPair(pair, '--columns', 'task_id=question');
    if (!Object.hasOwn(ROLES, role)) {
      throw new Problem(2, {
        code: 'USAGE',
        message: `--columns: there is no "${role}"`,
        hint: `use ${Object.keys(ROLES).join(', ')}`,
      });
    }
    mapped[role as Role] = column;
  }
  return mapped;
}

/** A row filter made of `column=value` conditions, all of which must hold. */
export type Where = readonly (readonly [column: string, value: string])[];

/** Reads the conditions of `--where`. */
export function parseWhere(texts: readonly string[]): Where {
  return texts.map((text) => splitPair(text, '--where', 'benchmark=swe-bench'));
}

function splitPair(text: string, flag: string, example: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  throw new Problem(2, {
    code: 'USAGE',
    message: `${flag} takes name=value, not "${text}"`,
    hint: `for example ${flag} ${example}`,
  });
}

/** Picks the cells of each role out of a row's columns; made once from the columns of the first row. */
export function openColumns(
  found: readonly string[],
  mapped: Readonly<Partial<Record<Role, string>>>,
  where: Where,
  file: string,
): (values: Readonly<Record<string, Json>>) => OutcomeCells | undefined {
  const columns = Object.entries(ROLES).flatMap(([role, names]) => {
    const column = mapped[role as Role] ?? names.find((name) => found.includes(name));
    return column === undefined ? [] : [[role as Role, column] as const];
  });
  const missing = [...columns.map(([, column]) => column), ...where.map(([column]) => column)].filter(
    (name) => !found.includes(name),
  );
  const roles = new Set(columns.map(([role]) => role));
  if (missing.length > 0) throw noColumn(`no column ${missing.map((name) => `"${name}"`).join(', ')}`, found, file);
  for (const role of ['task_id', 'model'] as const) {
    if (!roles.has(role)) throw noColumn(`no column "${role}"`, found, file, role);
  }
  if (!roles.has('score') && !roles.has('output'))
    throw noColumn('neither a column "score" nor "output"', found, file, 'score');
  return (values) =>
    where.every(([column, value]) => textOf(values[column]) === value)
      ? Object.fromEntries(
          columns.map(([role, column]) => [role, values[column]]).filter(([, value]) => value !== undefined),
        )
      : undefined;
}

function noColumn(message: string, found: readonly string[], file: string, role: Role = 'task_id'): Problem {
  return new Problem(2, {
    code: 'IMPORT',
    message: `${message}; found ${found.slice(0, 20).join(', ')}`,
    file,
    hint: `say which column it is: --columns ${role}=${found[0] ?? 'column'}`,
  });
}

/** A cell as text; "" for a missing or null one. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
