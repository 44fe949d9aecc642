import { dirname, resolve } from 'node:path';
import type { GateSpec } from '../analysis/gate/gate_types.ts';
import { usd } from '../domain/money.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import { collect, type Origin, secretDetails } from './collect.ts';
import type { Config, Surroundings } from './config.ts';
import { financeOf } from './finance_schema.ts';
import { fraction } from './fraction.ts';
import { gateOf } from './gate.ts';
import { complainOfIssues } from './issues.ts';
import { judgeOf } from './judge.ts';
import { applyOverrides, listed, overridesOf } from './overrides.ts';
import { complainOfRules } from './rules.ts';
import { type ConfigFile, schema } from './schema.ts';
import { findSecrets } from './secrets.ts';
import { readSource } from './source.ts';
import { warnOf } from './warnings.ts';

const NOTHING_AROUND: Surroundings = { flags: {}, env: {}, cwd: '/' };

/**
 * Checks the text of a config file and fills in what flags, `BENCH_*` variables and defaults say, in this order of precedence: flag, variable, file,
 * default. Throws a Problem (exit 2, code CONFIG) that holds everything that is wrong, each with file, line and column.
 */
export function loadConfig(text: string, file: string, around: Surroundings = NOTHING_AROUND): Config {
  const source = readSource(text, file);
  const overrides = overridesOf(around);
  const chosen = around.flags.models === undefined ? undefined : listed(around.flags.models);
  const origin: Origin = { source, text, file, overrides, secrets: findSecrets(text, around.env) };
  const data = applyOverrides(source.data, overrides);
  const parsed = schema.safeParse(data);
  const found = collect(origin, (complain) => {
    complainOfIssues(parsed.error?.issues ?? [], data, complain);
    complainOfRules(data, chosen, complain);
  });
  const [first, ...rest] = [...secretDetails(origin), ...found];
  if (first !== undefined) throw new Problem(2, first, ...rest);
  const config = parsed.data as ConfigFile;
  const warnings = collect(origin, (warn) => warnOf(config, warn));
  const gate = gateOf(config.gate, config.models, source, file);
  return configOf(config, { file, chosen, cwd: around.cwd, warnings, ...(gate ? { gate } : {}) });
}

interface Finish {
  readonly file: string;
  readonly chosen: readonly string[] | undefined;
  readonly cwd: string;
  readonly warnings: readonly ProblemDetail[];
  readonly gate?: GateSpec;
}

function configOf(written: ConfigFile, { file, chosen, cwd, warnings, gate }: Finish): Config {
  const {
    dataset,
    prompt,
    scorer,
    scorers,
    judge,
    models,
    reference,
    quality_floors,
    max_cost,
    finance,
    gate: _,
    ...rest
  } = written;
  const folder = dirname(resolve(cwd, file));
  const spec = typeof dataset === 'string' ? { path: dataset, columns: {}, allow_unlabelled: false } : dataset;
  const running = models.filter(({ id }) => chosen === undefined || chosen.includes(id));
  return {
    ...rest,
    file,
    folder,
    dataset: spec,
    prompt: prompt ?? `{{${spec.columns.input ?? 'input'}}}`,
    scorer: scorers ?? scorer ?? 'exact',
    ...(judge === undefined ? {} : { judge: judgeOf(judge) }),
    models: running.map(({ gate: _gate, ...model }) => ({ ...model, model: model.model ?? model.id })),
    reference: reference ?? running[0]!.id,
    quality_floors: [...new Set(quality_floors.map(fraction))].toSorted((a, b) => a - b),
    results: resolve(folder, rest.results),
    ...(max_cost === undefined ? {} : { max_cost: usd(max_cost) }),
    ...(finance === undefined ? {} : { finance: financeOf(finance) }),
    ...(gate ? { gate } : {}),
    warnings,
  };
}
