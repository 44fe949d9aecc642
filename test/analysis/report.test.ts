import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/report.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { noShared, outcomes, reference } from './shared.ts';
import { trial, uniform, unknownCost } from './trials.ts';
import { report, workload } from './workload.ts';

const index = reference('openhands_swe_bench')['swe-bench'];
const shares = reference('openhands_swe_bench_share')['swe-bench'];

function openhands(): Trial[] {
  return outcomes('openhands/outcomes.csv')
    .filter(({ benchmark }) => benchmark === 'swe-bench')
    .map(({ task_id, segment, model, score, cost_usd }) =>
      trial(task_id!, model!, score === '' ? undefined : Number(score), {
        segment: segment!,
        cost: cost_usd === '' ? unknownCost : { state: 'known', usd: cost_usd!, source: 'recorded' },
      }),
    );
}

describe.skipIf(noShared)('OpenHands Index, SWE-bench, 34 models (skipped without ../shared)', () => {
  const trials = noShared ? [] : openhands();
  const models: string[] = (index?.models ?? []).map(({ model }: { model: string }) => model);
  const made = noShared ? undefined : report(trials, 500, { reference: 'GPT-5.5', models });
  it('accuracy, interval and mean cost of every model', () => {
    for (const [i, expected] of index.models.entries()) {
      const row = made!.standings[i]!;
      expect(Math.round(row.quality! * row.scored)).toBe(expected.correct);
      expect(Number(row.cost_per_task_usd)).toBeCloseTo(expected.mean_cost, 10);
      expect(Number(row.cost_usd)).toBeCloseTo(expected.total_cost, 9);
      expect(500 - row.cost_unknown).toBe(expected.n_cost);
      // The index counts the few unknown scores as wrong; here they have no verdict.
      if (row.scored < 500) continue;
      expect(row.quality).toBeCloseTo(expected.accuracy, 12);
      expect([row.quality_low, row.quality_high]).toEqual(expected.wilson95.map((x: number) => expect.closeTo(x, 10)));
    }
  });
  it('frontier', () => {
    expect(made!.frontier.pareto).toEqual(index.pareto);
    expect(made!.frontier.hull).toEqual(index.hull);
    expect(made!.frontier.aiq).toBeCloseTo(index.aiq, 12);
  });
  it.each(Object.keys(index?.pairs ?? {}))('paired cells and intervals: %s', (pair) => {
    const [candidate, strong] = pair.split(' vs ') as [string, string];
    const expected = index.pairs[pair];
    const two = trials.filter(({ model }) => model === candidate || model === strong);
    const share = report(two, 500, { reference: strong, models: [candidate, strong] }).shares[0]!;
    expect(share).toMatchObject({
      pairs: expected.n,
      both_right: expected.both_right,
      losses: expected.strong_only,
      gains: expected.cheap_only,
      both_wrong: expected.both_wrong,
    });
    const interval = expected.delta_ci95_tango.map((x: number) => expect.closeTo(x, 9));
    expect([share.delta, share.delta_low, share.delta_high]).toEqual([expect.closeTo(expected.delta, 12), ...interval]);
    expect(share.mcnemar_p).toBeCloseTo(expected.mcnemar_exact_p, 9);
  });
  it('cross-fitted shares, mean over 100 seeds, within 4 points of the reference', () => {
    const SEEDS = 100;
    const gaps: number[] = [];
    for (const pair of Object.keys(shares)) {
      const [candidate, strong] = pair.split(' vs ') as [string, string];
      const two = trials.filter(({ model }) => model === candidate || model === strong);
      const sum = [0, 0];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const at = report(two, 500, { reference: strong, models: [candidate, strong], seed }).shares;
        for (const i of [0, 1]) sum[i] = sum[i]! + at[i]!.estimate!.task_share / SEEDS;
      }
      gaps.push(
        sum[0]! - shares[pair]['segment_oof m=0.02'].task_share,
        sum[1]! - shares[pair]['segment_oof m=0.05'].task_share,
      );
    }
    for (const gap of gaps) expect(Math.abs(gap)).toBeLessThan(0.04);
  });
});

const kinds = [
  { segment: 'a', part: 0.5, loss: 0.01, gain: 0.01 },
  { segment: 'b', part: 0.5, loss: 0.2, gain: 0.05 },
];

it('passes the facts of the run through, floors ascending', () => {
  const run = { id: 'x', dataset: 'd.csv', dataset_sha256: 'ab', started_at: '2026-11-22T00:00:00Z' };
  const options = {
    run,
    reference: 'strong',
    models: ['weak', 'strong'],
    quality_floors: [0.05, 0.02],
    seed: 7,
    tasks: 40,
  };
  expect(analyse(workload(40, kinds, uniform(1)), options).run).toEqual({
    ...run,
    ...{
      tasks: 40,
      repeats: 1,
      reference: 'strong',
      models: ['weak', 'strong'],
      quality_floors: [0.02, 0.05],
      seed: 7,
      segments: ['a', 'b'],
    },
  });
});

it('is pure data: no NaN, no infinity, nothing undefined', () => {
  for (const trials of [
    [],
    workload(1, kinds, uniform(1)),
    workload(50, kinds, uniform(2)),
    workload(400, kinds, uniform(3)),
  ]) {
    const made = report(trials, 400, { quality_floors: [0, 0.02] });
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  }
});

it('another seed splits the tasks differently', () => {
  const trials = workload(400, kinds, uniform(3));
  expect(report(trials, 400, { seed: 1 }).shares).not.toEqual(report(trials, 400, { seed: 2 }).shares);
});

it('a reference that is not among the models is a bug of the caller', () => {
  expect(() => report([], 1, { reference: 'nobody' })).toThrow('nobody');
});

it('segment shares, certified and estimated shares on graded scores say so', () => {
  const draw = uniform(6);
  const trials = Array.from({ length: 300 }, (_, i) => {
    const score = Math.round(draw() * 10) / 10;
    return [trial(`t${i}`, 'strong', score), trial(`t${i}`, 'weak', Math.max(0, score - (i % 10 === 0 ? 0.1 : 0)))];
  }).flat();
  const [at] = report(trials, 300, { quality_floors: [0.05] }).shares;
  expect(at).toMatchObject({ method: 'bounded_t', both_right: null, both_wrong: null, mcnemar_p: null });
  expect(at!.certified!.task_share).toBe(1);
});
