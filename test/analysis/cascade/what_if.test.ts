import { describe, expect, it } from 'vitest';
import { whatIf, whatIfs } from '../../../src/analysis/cascade/what_if.ts';
import { pairUp } from '../../../src/analysis/pairs.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import { noShared, outcomes, reference } from '../shared.ts';
import { trial, unknownCost } from '../trials.ts';
import { pairsOf } from './cases.ts';

interface Expected {
  readonly sens: number;
  readonly spec: number;
  readonly accept_share: number;
  readonly quality: number;
  readonly cost: number;
}

function check(got: ReturnType<typeof whatIf>, expected: Expected): void {
  expect(got.sensitivity).toBe(expected.sens);
  expect(got.specificity).toBe(expected.spec);
  expect(got.accept_share).toBeCloseTo(expected.accept_share, 12);
  expect(got.quality).toBeCloseTo(expected.quality, 12);
  expect(Number(got.cost_per_task_usd)).toBeCloseTo(expected.cost, 10);
}

describe.skipIf(noShared)('against the reference (skipped without ../shared)', () => {
  it.each(Object.entries(noShared ? {} : (reference('golden_toys')['cascade:toy'] as Record<string, Expected>)))(
    'the toy pair at %s',
    (_name, expected) => {
      const { cheap, strong, cost_cheap, cost_strong } = reference('golden_toys')['pair:toy'];
      const rows = cheap.map((score: number, i: number) => ({
        cheap: score,
        strong: strong[i],
        cheap_usd: cost_cheap,
        strong_usd: cost_strong,
      }));
      check(whatIf(pairsOf(rows), expected.sens, expected.spec), expected);
    },
  );

  const cascades: Record<string, Expected[]> = noShared ? {} : reference('openhands_swe_bench')['swe-bench'].cascade;
  it.each(Object.entries(cascades))('openhands swe-bench, %s', (pair, expected) => {
    const models = pair.split('->');
    const rows = outcomes('openhands/outcomes.csv').filter(
      ({ benchmark, model }) => benchmark === 'swe-bench' && models.includes(model!),
    );
    const trials = rows.map(({ task_id, model, score, cost_usd }) =>
      trial(task_id!, model!, score === '' ? undefined : Number(score), {
        cost: cost_usd === '' ? unknownCost : { state: 'known', usd: Number(cost_usd).toFixed(15), source: 'recorded' },
      }),
    );
    const table = tabulate(trials, models, 500);
    const pairs = pairUp(table, table.columns[0]!, table.columns[1]!, Uint32Array.from(Array(500).keys()));
    const got = whatIfs(pairs);
    expect(got).toHaveLength(expected.length);
    for (const [i, one] of expected.entries()) check(got[i]!, one);
  });
});

describe('what a verifier would make of a pair', () => {
  it('weighs tasks, and counts cost where both are known', () => {
    const rows = [
      { cheap: 1, strong: 0, weight: 3, cheap_usd: 1, strong_usd: 10 },
      { cheap: 0, strong: 1, weight: 1, cheap_usd: null },
    ];
    // Accepted: 0.9 of 3 and 0.2 of 1; quality: 0.9 x 3 + 0.8 x 1; cost of the priced task: 1 + 0.1 x 10.
    check(whatIf(pairsOf(rows), 0.9, 0.8), { sens: 0.9, spec: 0.8, accept_share: 2.9 / 4, quality: 3.5 / 4, cost: 2 });
  });
  it('says nothing of cost where none is known, of graded scores or of nothing', () => {
    expect(whatIfs(pairsOf([{ cheap: 1, strong: 1, cheap_usd: null }]))[0]!.cost_per_task_usd).toBeNull();
    expect(whatIfs(pairsOf([{ cheap: 0.5, strong: 1 }]))).toEqual([]);
    expect(whatIfs(pairsOf([]))).toEqual([]);
  });
});
