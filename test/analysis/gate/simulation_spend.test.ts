import { describe, expect, it } from 'vitest';
import { confirmedBy, confirmingAlpha } from '../../../src/analysis/gate/confirm.ts';
import type { Limits } from '../../../src/analysis/gate/gate_types.ts';
import type { Side } from '../../../src/analysis/gate/side.ts';
import { dice } from '../../../src/analysis/stats/random.ts';
import { side, spec, verdictOf } from './nights.ts';

/** Uniform and normal draws. */
function random(seed: number) {
  const draw = dice(20261123, seed);
  const uniform = () => (draw(2 ** 24) + 0.5) / 2 ** 24;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

interface Nights {
  readonly limits: Limits;
  readonly nights: number;
  /** A baseline, and runs of the same workload that are like it. */
  readonly pair: () => { readonly baseline: Side; readonly run: () => Side };
}

/** How often unchanged pairs fail, alone, with a confirming run, and with one that need not be surer than the first. */
function alarms({ limits, nights, pair }: Nights) {
  const wanted = spec(limits);
  let [single, confirmed, careless] = [0, 0, 0];
  for (let i = 0; i < nights; i++) {
    const { baseline, run } = pair();
    const first = verdictOf(baseline, run(), wanted);
    if (first.exit_code !== 1) continue;
    single++;
    const again = run();
    const second = verdictOf(baseline, again, wanted);
    if (second.exit_code === 1) careless++;
    const alpha = confirmingAlpha(baseline.repeats, again.repeats);
    if (confirmedBy(first, second, { alpha }).exit_code === 1) confirmed++;
  }
  return { single: single / nights, confirmed: confirmed / nights, careless: careless / nights };
}

/** Three standard errors above, of a simulation whose true rate is `rate`. */
const upTo = (rate: number, nights: number) => rate + 3 * Math.sqrt((rate * (1 - rate)) / nights);

/** Costs of tasks differ by orders of magnitude, and those of one task from trial to trial by `spread` (of the logarithm). */
function costs(tasks: number, [before, after]: readonly [number, number], spread: number, seed: number) {
  const { normal } = random(seed);
  return () => {
    const typical = Array.from({ length: tasks }, () => 0.001 * Math.exp(normal()));
    const run = (repeats: number) => () => {
      const cells = typical.map((usd) => {
        const each = Array.from({ length: repeats }, () => (usd * Math.exp(spread * normal())).toFixed(12));
        const sum = each.reduce((total, one) => total + Number(one), 0).toFixed(12);
        return { scores: each.map(() => 1), usd: sum, usd_each: each };
      });
      return side('x', { m: cells }, { repeats });
    };
    return { baseline: run(before)(), run: run(after) };
  };
}

describe('cost: unchanged runs', () => {
  it('fail a limit of 0 in 5 % of pairs, and with a confirming run in at most 1 %', () => {
    const nights = 3000;
    const seen = alarms({ limits: { max_cost_increase: 0 }, nights, pair: costs(10, [1, 1], 0.5, 1) });
    expect(seen.single).toBeLessThanOrEqual(upTo(0.05, nights));
    // The test is exact: less would be power thrown away.
    expect(seen.single).toBeGreaterThan(0.04);
    expect(seen.confirmed).toBeLessThanOrEqual(upTo(0.01, nights));
  });

  it.each([
    { tasks: 30, trials: [1, 1], spread: 0.5, allowed: 0 },
    { tasks: 30, trials: [1, 1], spread: 1, allowed: 0.1 },
    { tasks: 12, trials: [1, 3], spread: 1, allowed: 0 },
    { tasks: 30, trials: [3, 1], spread: 0.5, allowed: 0 },
  ] as const)('$tasks tasks, $trials trials, spread $spread, $allowed allowed: at most 5 %', (one) => {
    const nights = 200;
    const pair = costs(one.tasks, one.trials, one.spread, one.tasks + 10 * one.trials[1]);
    const seen = alarms({ limits: { max_cost_increase: one.allowed }, nights, pair });
    expect(seen.single).toBeLessThanOrEqual(upTo(0.05, nights));
    expect(seen.confirmed).toBeLessThanOrEqual(upTo(0.01, nights));
  });
});

/** Whole runs are slower or faster by the load of the machine; `runs` of them are pooled in the baseline. */
function loads(runs: number, seed: number) {
  const { normal } = random(seed);
  const figures = () => ({ usd: null, ms: 200 * Math.exp(0.2 * normal()) });
  const cells = Array.from({ length: 6 }, () => ({ scores: [1], ms: 200 }));
  // What tasks took moves with their run.
  const sideOf = (by_run: readonly { usd: null; ms: number }[]) => {
    const ms = by_run.reduce((sum, run) => sum + run.ms, 0) / by_run.length;
    const moved = cells.map((cell) => ({ ...cell, ms }));
    return side('x', { m: moved }, { model: { by_run } });
  };
  return () => ({ baseline: sideOf(Array.from({ length: runs }, figures)), run: () => sideOf([figures()]) });
}

describe('latency: unchanged runs', () => {
  it.each([3, 5, 10])('of a baseline of %i: at most 5 %, confirmed at most 1 %', (runs) => {
    const nights = 6000;
    const seen = alarms({ limits: { max_latency_increase: 0 }, nights, pair: loads(runs, runs) });
    expect(seen.single).toBeLessThanOrEqual(upTo(0.05, nights));
    expect(seen.single).toBeGreaterThan(0.04);
    expect(seen.confirmed).toBeLessThanOrEqual(upTo(0.01, nights));
    // Were 5 % enough for the second test too: 1.47 % by 2,000,000 draws of Student's t with a shared baseline of three.
    if (runs === 3) expect(seen.careless).toBeGreaterThan(0.01);
  });

  it('of a baseline of one or two runs never fail: nobody knows how runs differ', () => {
    for (const runs of [1, 2])
      expect(alarms({ limits: { max_latency_increase: 0 }, nights: 100, pair: loads(runs, 20 + runs) }).single).toBe(0);
  });
});

it('a rise that is there is found: cost up by half on 30 tasks, latency doubled', () => {
  const { baseline, run } = costs(30, [1, 1], 0.3, 77)();
  const dearer = run();
  const cells = [...dearer.models.get('m')!.cells].map(
    ([id, cell]) => [id, { ...cell, usd: (1.5 * Number(cell.usd)).toFixed(12) }] as const,
  );
  const risen = { ...dearer, models: new Map([['m', { ...dearer.models.get('m')!, cells: new Map(cells) }]]) };
  expect(verdictOf(baseline, risen, spec({ max_cost_increase: 0.1 })).exit_code).toBe(1);
  const timed = side('x', { m: [{ scores: [1], ms: 200 }] }, { model: { by_run: [190, 200, 210].map(run200) } });
  const slow = side('x', { m: [{ scores: [1], ms: 400 }] }, { model: { by_run: [run200(400)] } });
  expect(verdictOf(timed, slow, spec({ max_latency_increase: 0.2 })).exit_code).toBe(1);
});

const run200 = (ms: number) => ({ usd: null, ms });
