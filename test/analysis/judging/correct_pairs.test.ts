import { describe, expect, it } from 'vitest';
import { correctedP, correctPairs } from '../../../src/analysis/judging/correct_pairs.ts';
import { fullTally, pairUp } from '../../../src/analysis/pairs.ts';
import { noninferiorityP } from '../../../src/analysis/stats/noninferiority.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import { judgedTrial } from './judged.ts';

/** `n` tasks that the judge passes for both; every `every`-th is labelled, and people agree. */
function agreeing(n: number, every: number) {
  const trials = Array.from({ length: n }, (_, i) =>
    ['strong', 'weak'].map((model) => judgedTrial(`t${10000 + i}`, model, 1, i % every === 0 ? 1 : undefined)),
  ).flat();
  const table = tabulate(trials, ['strong', 'weak'], n);
  const pairs = pairUp(
    table,
    table.columns[1]!,
    table.columns[0]!,
    Uint32Array.from({ length: n }, (_, i) => i),
  );
  return correctPairs(pairs, table.columns[1]!, table.columns[0]!, n)!;
}

describe('labels that all agree', () => {
  const p = (n: number, every: number, floor: number) => {
    const corrected = agreeing(n, every);
    return correctedP(corrected, fullTally(corrected.pairs), floor);
  };
  it('prove about as much as so many tasks without a loss, however many answers the judge passed', () => {
    // Graded at random, 70 tasks without a loss are the fewest that pass at 5 points.
    expect(p(1000, 10, 0.05)).toBeLessThan(0.05);
    expect(p(600, 10, 0.05)).toBeGreaterThan(0.05);
    expect(p(6000, 100, 0.05)).toBeGreaterThan(0.05);
    expect(p(1000, 10, 0.02)).toBeGreaterThan(0.05);
  });
  it('on all answers, are tested like any scores', () => {
    const corrected = agreeing(80, 1);
    expect(corrected).toMatchObject({ df: undefined, pairs: { method: 'tango' } });
    const tally = fullTally(corrected.pairs);
    expect(correctedP(corrected, tally, 0.05)).toBe(noninferiorityP(tally, 'tango', 0.05));
  });
});

it('too few labels of either model: nothing to test', () => {
  expect(agreeing(200, 11)).toBeUndefined();
});
