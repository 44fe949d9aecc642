import { describe, expect, it } from 'vitest';
import { certifiedCount } from '../../src/analysis/certify.ts';
import { fullTally, type Pairs, pairUp } from '../../src/analysis/pairs.ts';
import { noninferiorityP } from '../../src/analysis/stats/noninferiority.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { trial } from './trials.ts';

function pairsOf(differences: readonly number[], weight: (i: number) => number = () => 1): Pairs {
  const trials = differences.flatMap((difference, i) => {
    const [id, extra] = [String(10000 + i), { weight: weight(i) }];
    return [trial(id, 'strong', difference > 0 ? 0 : 1, extra), trial(id, 'weak', difference < 0 ? 0 : 1, extra)];
  });
  const table = tabulate(trials, ['strong', 'weak'], differences.length);
  return pairUp(table, table.columns[1]!, table.columns[0]!, Uint32Array.from(differences.keys()));
}
const inOrder = (pairs: Pairs) => Array.from(pairs.task.keys());
const zeros = (n: number) => new Array<number>(n).fill(0);

describe('fixed-sequence testing', () => {
  it('all tasks move when nothing is ever lost and there are enough of them', () => {
    const pairs = pairsOf(zeros(180));
    expect(certifiedCount(pairs, inOrder(pairs), 0.02)).toBe(180);
  });
  it('nothing moves with too few tasks, however good the candidate looks', () => {
    const pairs = pairsOf(zeros(179));
    expect(certifiedCount(pairs, inOrder(pairs), 0.02)).toBe(0);
  });
  it('stops before the losses begin to weigh', () => {
    const pairs = pairsOf([...zeros(500), ...new Array<number>(500).fill(-1)]);
    const count = certifiedCount(pairs, inOrder(pairs), 0.02);
    expect(count).toBeGreaterThanOrEqual(500);
    expect(count).toBeLessThan(520);
  });
  it('gains far down the order do not rescue what failed before them', () => {
    const pairs = pairsOf([...new Array<number>(100).fill(-1), ...new Array<number>(300).fill(1)]);
    expect(noninferiorityP(fullTally(pairs), pairs.method, 0.02)).toBeLessThan(0.001);
    expect(certifiedCount(pairs, inOrder(pairs), 0.02)).toBeLessThan(10);
  });
  it('steps are in weight, not in tasks', () => {
    // The first ten tasks carry half of the weight and none of the losses.
    const pairs = pairsOf([...zeros(10), ...new Array<number>(990).fill(-1)], (i) => (i < 10 ? 99 : 1));
    expect(certifiedCount(pairs, inOrder(pairs), 0.02)).toBe(0);
    // At 30 points of 1,980 units of weight fewer than 594 losses may move, and the first ten tasks all do.
    const count = certifiedCount(pairs, inOrder(pairs), 0.3);
    expect(count).toBeGreaterThan(10);
    expect(count).toBeLessThan(10 + 594);
  });
});
