import { type Alignment, align } from '../../../src/analysis/gate/align.ts';
import { gate } from '../../../src/analysis/gate/gate.ts';
import type { GateSpec, GateVerdict, Limits } from '../../../src/analysis/gate/gate_types.ts';
import type { Side, SideCell, SideModel } from '../../../src/analysis/gate/side.ts';
import type { Draw } from '../../../src/analysis/stats/random.ts';

export const CELL: SideCell = { scores: [], missing: 0, usd: null, rebased_usd: null, ms: null, asked_in: [] };

export const MODEL: Omit<SideModel, 'cells'> = {
  identity: 'same',
  fixed: false,
  fixed_cost: false,
  measured: false,
  recorded: false,
  asked_in: new Set(),
  judged_in: new Set(),
  by_run: [],
  price: null,
};

/** A side whose models have these cells, by task number. */
export function side(
  name: string,
  models: Readonly<Record<string, readonly Partial<SideCell>[]>>,
  more: Partial<Side> & { model?: Partial<SideModel> } = {},
): Side {
  const { model = {}, ...rest } = more;
  const n = Math.max(...Object.values(models).map((cells) => cells.length));
  const id = (i: number) => `t${String(i).padStart(5, '0')}`;
  return {
    name,
    dataset: { path: 'tasks.csv', sha256: 'abc', tasks: n },
    scorers: ['exact@1'],
    judge: null,
    repeats: 1,
    tasks: new Map(Array.from({ length: n }, (_, i) => [id(i), { weight: 1, print: 'p' }] as const)),
    models: new Map(
      Object.entries(models).map(([key, cells]) => [
        key,
        { ...MODEL, ...model, cells: new Map(cells.map((cell, i) => [id(i), { ...CELL, ...cell }] as const)) },
      ]),
    ),
    ...rest,
  };
}

export function spec(limits: Limits, more: Partial<GateSpec> = {}): GateSpec {
  return { baseline: 'main', underpowered: 'warn', limits, by_model: {}, places: {}, ...more };
}

export function aligned(before: Side, after: Side): Alignment {
  const found = align(before, after);
  if (!('tasks' in found)) throw new Error(JSON.stringify(found));
  return found;
}

export function verdictOf(before: Side, after: Side, wanted: GateSpec, allow_missing = 0): GateVerdict {
  return gate({
    before,
    after,
    alignment: aligned(before, after),
    spec: wanted,
    certified: [],
    allow_missing,
    seed: 1,
  });
}

/** Chance of a verdict to flip in one run, so that two runs differ on 5 % of tasks: 2 q (1 - q) = 0.05. */
export const Q = 0.0256584;
const GRAIN = 1 << 24;

/** A night: 85 % of tasks are right but for chance; the first `dropped` of these got wrong for good. `repeats` trials a task. */
export function night(name: string, n: number, dropped: number, draw: Draw, repeats = 1): Side {
  const right = Math.round(0.85 * n);
  const cells = Array.from({ length: n }, (_, i) => {
    const base = i < right && i >= dropped ? 1 : 0;
    const scores = Array.from({ length: repeats }, () => (draw(GRAIN) < Q * GRAIN ? 1 - base : base));
    return { scores };
  });
  return side(name, { m: cells }, { repeats });
}
