import { flipRate, type RunFigures, type Side, type SideCell, type SideModel } from '../analysis/gate/side.ts';
import type { BaselineCell, BaselineFile, BaselineModel, BaselineRun, BaselineTask } from '../results/baseline.ts';
import type { RunFile, RunModel } from '../results/run_file.ts';
import { kindOf, sumOf } from './compare_side.ts';

/** A saved baseline as one side of a comparison. */
export function sideOfBaseline(file: BaselineFile): Side {
  const tasks = file.tasks.map(({ task, sha, weight }) => [task, { weight: weight ?? 1, print: sha ?? null }] as const);
  const models = Object.entries(file.models).map(([id, model]) => {
    const cells = file.tasks.flatMap(({ task, models: own }) =>
      Object.hasOwn(own, id) ? [[task, savedCell(own[id]!)] as const] : [],
    );
    const kind = kindOf(model.provider, model.price);
    const sources = {
      asked_in: new Set(model.asked_in ?? file.runs),
      judged_in: new Set(model.judged_in ?? (file.judge ? file.runs : [])),
      by_run: (model.by_run ?? []).map(({ usd, ms }) => ({ usd: usd ?? null, ms: ms ?? null })),
    };
    return [id, { ...kind, ...sources, identity: model.identity, cells: new Map(cells) }] as const;
  });
  return {
    name: file.name,
    dataset: file.dataset,
    scorers: file.scorers,
    judge: file.judge ?? null,
    repeats: file.repeats,
    tasks: new Map(tasks),
    models: new Map(models),
  };
}

function savedCell({ score, missing, cost_usd, ms }: BaselineCell): SideCell {
  const scores = score === undefined ? [] : typeof score === 'number' ? [score] : score;
  return { scores, missing: missing ?? 0, usd: cost_usd ?? null, rebased_usd: null, ms: ms ?? null, asked_in: [] };
}

/** Several runs of the same side as one: their trials stand side by side. The sides must have the same tasks. */
export function pooled(sides: readonly Side[]): Side {
  const [first, ...rest] = sides;
  if (!first) throw new Error('nothing to pool');
  let { repeats, models } = first;
  for (const side of rest) {
    models = pooledModels({ ...first, models }, side);
    repeats += side.repeats;
  }
  return { ...first, repeats, models };
}

function pooledModels(a: Side, b: Side): Side['models'] {
  const models = [...a.models].flatMap(([id, model]) => {
    const other = b.models.get(id);
    if (!other) return [];
    const cells = pooledCells(model, other, [...a.tasks.keys()]);
    const asked_in = new Set([...model.asked_in, ...other.asked_in]);
    const judged_in = new Set([...model.judged_in, ...other.judged_in]);
    const by_run = [...model.by_run, ...other.by_run];
    return [[id, { ...model, cells, asked_in, judged_in, by_run }] as const];
  });
  return new Map(models);
}

function pooledCells(a: SideModel, b: SideModel, tasks: readonly string[]): SideModel['cells'] {
  const none: SideCell = { scores: [], missing: 1, usd: null, rebased_usd: null, ms: null, asked_in: [] };
  return new Map(
    tasks.map((id) => {
      const [x, y] = [a.cells.get(id) ?? none, b.cells.get(id) ?? none];
      const [n, m] = [x.scores.length + x.missing, y.scores.length + y.missing];
      const ms = x.ms === null || y.ms === null ? null : (x.ms * n + y.ms * m) / (n + m);
      const cell: SideCell = {
        scores: [...x.scores, ...y.scores],
        missing: x.missing + y.missing,
        usd: sumOf([x.usd, y.usd]),
        rebased_usd: null,
        ms,
        asked_in: [],
      };
      return [id, cell];
    }),
  );
}

/** A side as the file that keeps it. Times are kept where asked for: they differ with every run. */
export function baselineOf(side: Side, name: string, runs: readonly RunFile[], latency: boolean): BaselineFile {
  const providers = new Map(runs[0]!.models.map((model) => [model.id, model]));
  const models = [...side.models].map(
    ([id, model]) =>
      [
        id,
        savedModel(
          model,
          providers.get(id)!,
          side,
          runs.map((run) => run.id),
          latency,
        ),
      ] as const,
  );
  return {
    format: 'bench.baseline/1',
    name,
    runs: runs.map(({ id }) => id),
    dataset: side.dataset,
    scorers: side.scorers.toSorted(),
    ...(side.judge ? { judge: side.judge } : {}),
    repeats: side.repeats,
    models: Object.fromEntries(models),
    tasks: [...side.tasks.keys()].sort().map((id) => savedTask(id, side, latency)),
  };
}

function savedModel(
  model: SideModel,
  { provider, price_used }: RunModel,
  { judge }: Side,
  runs: readonly string[],
  latency: boolean,
): BaselineModel {
  const asked = [...model.asked_in].sort();
  const elsewhere = asked.some((run) => !runs.includes(run));
  const pooled = model.by_run.length > 1 && (model.measured || latency);

  const flips = flipRate(model);
  return {
    identity: model.identity,
    provider,
    ...(flips === null ? {} : { flip_rate: Number(flips.toFixed(6)) }),
    ...(price_used ? { price: price_used } : {}),
    ...(elsewhere ? { asked_in: asked } : {}),
    ...(judge ? { judged_in: [...model.judged_in].sort() } : {}),
    ...(pooled ? { by_run: model.by_run.map((run) => savedRun(run, latency)) } : {}),
  };
}

function savedRun({ usd, ms }: RunFigures, latency: boolean): BaselineRun {
  return { ...(usd === null ? {} : { usd }), ...(latency && ms !== null ? { ms: Number(ms.toFixed(1)) } : {}) };
}

function savedTask(id: string, side: Side, latency: boolean): BaselineTask {
  const { weight, print } = side.tasks.get(id)!;
  const models = [...side.models].flatMap(([model, { cells }]) => {
    const cell = cells.get(id);
    return cell ? [[model, saved(cell, latency)] as const] : [];
  });
  return {
    task: id,
    ...(print === null ? {} : { sha: print }),
    ...(weight === 1 ? {} : { weight }),
    models: Object.fromEntries(models),
  };
}

function saved({ scores, missing, usd, ms }: SideCell, latency: boolean): BaselineCell {
  return {
    ...(scores.length === 0 ? {} : { score: scores.length === 1 ? scores[0]! : scores }),
    ...(missing === 0 ? {} : { missing }),
    ...(usd === null ? {} : { cost_usd: usd }),
    ...(latency && ms !== null ? { ms: Number(ms.toFixed(1)) } : {}),
  };
}
