import { dirname, resolve } from 'node:path';
import Big from 'big.js';
import { usd } from '../domain/money.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Complain, Complaint, Path } from './complaint.ts';
import { pathName } from './complaint.ts';
import type { Config, Surroundings } from './config.ts';
import { complainOfIssues } from './issues.ts';
import { applyOverrides, listed, type Override, overridesOf } from './overrides.ts';
import { CHOICE, complainOfRules } from './rules.ts';
import { type ConfigFile, schema } from './schema.ts';
import { type FoundSecret, findSecrets, masked } from './secrets.ts';
import { readSource, type Source } from './source.ts';
import { warnings } from './warnings.ts';

const NOTHING_AROUND: Surroundings = { flags: {}, env: {}, cwd: '/' };

/**
 * Checks the text of a config file and fills in what flags, `BENCH_*` variables and defaults say, in this order of precedence: flag, variable, file,
 * default. Throws a Problem (exit 2, code CONFIG) that holds everything that is wrong, each with file, line and column.
 */
export function loadConfig(text: string, file: string, around: Surroundings = NOTHING_AROUND): Config {
  const source = readSource(text, file);
  const overrides = overridesOf(around);
  const chosen = around.flags.models === undefined ? undefined : listed(around.flags.models);
  const data = applyOverrides(source.data, overrides);
  const parsed = schema.safeParse(data);
  const secrets = findSecrets(text, around.env);
  const found = collect(source, file, overrides, secrets);
  for (const secret of secrets) found.add(secretDetail(secret, text, file));
  if (!parsed.success) complainOfIssues(parsed.error.issues, data, found.complain);
  complainOfRules(data, chosen, found.complain);
  const [first, ...rest] = found.sorted();
  if (first !== undefined) throw new Problem(2, first, ...rest);
  return configOf(parsed.data as ConfigFile, {
    file,
    chosen,
    cwd: around.cwd,
    warnings: warningsOf(parsed.data as ConfigFile, source, file, overrides),
  });
}

interface Collection {
  readonly complain: Complain;
  add(detail: ProblemDetail): void;
  sorted(): readonly ProblemDetail[];
}

function collect(
  source: Source,
  file: string,
  overrides: readonly Override[],
  secrets: readonly FoundSecret[],
): Collection {
  const details: ProblemDetail[] = [];
  const add = (detail: ProblemDetail): void => {
    const { message, hint } = detail;
    details.push({
      ...detail,
      message: masked(message, secrets),
      ...(hint === undefined ? {} : { hint: masked(hint, secrets) }),
    });
  };
  return {
    add,
    complain: (path, complaint, key) => add(detailOf(path, complaint, key === true, { source, file, overrides })),
    sorted: () => details.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)),
  };
}

interface Origin {
  readonly source: Source;
  readonly file: string;
  readonly overrides: readonly Override[];
}

/** Says where a complaint is about: a flag or variable by its name, everything else by file, line and column. */
function detailOf(
  path: Path,
  { message, hint }: Complaint,
  key: boolean,
  { source, file, overrides }: Origin,
): ProblemDetail {
  const override = overrides.find((candidate) => candidate.path.every((step, i) => step === path[i]));
  const name = path === CHOICE ? CHOICE[0] : override?.name;
  const place = name === undefined ? { file, ...source.locate(path, key) } : {};
  const subject = name ?? (path.length === 0 ? 'the config' : pathName(path));
  return { code: 'CONFIG', message: `${subject}: ${message}`, ...(hint === undefined ? {} : { hint }), ...place };
}

function secretDetail({ offset, env }: FoundSecret, text: string, file: string): ProblemDetail {
  const before = text.slice(0, offset).split('\n');
  return {
    code: 'CONFIG',
    message: env === undefined ? 'this looks like an API key' : `this is the value of the environment variable ${env}`,
    hint: `put it into an environment variable and name it: api_key_env: ${env ?? 'NAME'}`,
    file,
    line: before.length,
    column: before.at(-1)!.length + 1,
  };
}

function warningsOf(
  config: ConfigFile,
  source: Source,
  file: string,
  overrides: readonly Override[],
): readonly ProblemDetail[] {
  const found = collect(source, file, overrides, []);
  warnings(config, found.complain);
  return found.sorted();
}

interface Finish {
  readonly file: string;
  readonly chosen: readonly string[] | undefined;
  readonly cwd: string;
  readonly warnings: readonly ProblemDetail[];
}

function configOf(written: ConfigFile, { file, chosen, cwd, warnings }: Finish): Config {
  const { dataset, prompt, models, reference, quality_floors, max_cost, ...rest } = written;
  const folder = dirname(resolve(cwd, file));
  const spec = typeof dataset === 'string' ? { path: dataset, columns: {}, allow_unlabelled: false } : dataset;
  const running = models.filter(({ id }) => chosen === undefined || chosen.includes(id));
  return {
    ...rest,
    file,
    folder,
    dataset: spec,
    prompt: prompt ?? `{{${spec.columns.input ?? 'input'}}}`,
    models: running.map((model) => ({ ...model, model: model.model ?? model.id })),
    reference: reference ?? running[0]!.id,
    quality_floors: [...new Set(quality_floors.map(fraction))].toSorted((a, b) => a - b),
    results: resolve(folder, rest.results),
    ...(max_cost === undefined ? {} : { max_cost: usd(max_cost) }),
    warnings,
  };
}

/** Points to a fraction, correctly rounded: 0.7 gives 0.007, where a division in floats gives 0.006999999999999999. */
function fraction(points: number): number {
  return Number(new Big(points).div(100));
}
