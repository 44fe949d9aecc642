import { resolve } from 'node:path';
import type { Path } from './complaint.ts';
import { isMap } from './complaint.ts';
import type { Flags, Surroundings } from './config.ts';

/** One value that did not come from the file: where it belongs and what the user calls it. */
export interface Override {
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
}

interface Rule {
  readonly flag: keyof Flags;
  readonly name: string;
  readonly env?: string;
  readonly path: Path;
  readonly read: (text: string | readonly string[], cwd: string) => unknown;
}

// To let a flag or a variable override a field of the file, add a line.
const RULES: readonly Rule[] = [
  { flag: 'reference', name: '--reference', path: ['reference'], read: String },
  { flag: 'floors', name: '--floors', path: ['quality_floors'], read: (text) => listed(text).map(numeric) },
  { flag: 'repeats', name: '--repeats', path: ['repeats'], read: numeric },
  {
    flag: 'concurrency',
    name: '--concurrency',
    env: 'BENCH_CONCURRENCY',
    path: ['limits', 'concurrency'],
    read: numeric,
  },
  { flag: 'maxCost', name: '--max-cost', env: 'BENCH_MAX_COST', path: ['max_cost'], read: numeric },
  { flag: 'seed', name: '--seed', env: 'BENCH_SEED', path: ['seed'], read: numeric },
  {
    flag: 'results',
    name: '--results',
    env: 'BENCH_RESULTS',
    path: ['results'],
    read: (text, cwd) => (text === '' ? '' : resolve(cwd, String(text))),
  },
];

/** What flags and variables say, a flag before its variable; an empty variable says nothing. */
export function overridesOf({ flags, env, cwd }: Surroundings): readonly Override[] {
  return RULES.flatMap((rule) => {
    const { flag, path, read } = rule;
    const fromEnv = rule.env === undefined ? undefined : env[rule.env] || undefined;
    const text = flags[flag] ?? fromEnv;
    if (text === undefined) return [];
    return [{ name: flags[flag] === undefined ? String(rule.env) : rule.name, path, value: read(text, cwd) }];
  });
}

/** The data of the file with the overrides in place; what is no map is left alone, for the schema to refuse. */
export function applyOverrides(data: unknown, overrides: readonly Override[]): unknown {
  return overrides.reduce((changed, { path, value }) => placed(changed, path, value), data);
}

function placed(data: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (data !== undefined && !isMap(data)) return data;
  return { ...data, [step]: placed(data?.[step], rest, value) };
}

/** The items of a flag that takes several, given again or separated by commas. */
export function listed(text: string | readonly string[]): readonly string[] {
  return [text]
    .flat()
    .flatMap((part) => part.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A plain decimal becomes a number; other text stays as it is, for the schema to refuse. */
function numeric(text: string | readonly string[]): unknown {
  const trimmed = String(text).trim();
  return /^-?\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}
