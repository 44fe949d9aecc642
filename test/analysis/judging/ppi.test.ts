import { describe, expect, it } from 'vitest';
import { ppi, ppiWeight } from '../../../src/analysis/judging/ppi.ts';
import { noShared, reference } from '../shared.ts';

const toy = reference('stat_reference_values').ppi;
const unlabelled = [...new Array<number>(70).fill(1), ...new Array<number>(30).fill(0)];

describe.skipIf(noShared)('PPI++ against the reference (skipped without ../shared)', () => {
  it.each([
    ['lambda=0.0', 0],
    ['lambda=1.0', 1],
    ['lambda=opt', undefined],
  ] as const)('%s', (name, weight) => {
    const made = ppi(toy['labelled Y'], toy['judge on labelled'], unlabelled, weight);
    expect(made.mean).toBeCloseTo(toy[name].theta, 9);
    expect(made.standard_error).toBeCloseTo(toy[name].se, 9);
    expect(made.lambda).toBeCloseTo(toy[name].lam, 9);
  });
});

describe('by hand', () => {
  it('the interval is a t interval on the labels', () => {
    // Labels 1, 0, 1, 1 with lambda 0: mean .75, standard error .25, t(.975, 3) = 3.182446.
    const { low, high } = ppi([1, 0, 1, 1], [1, 1, 0, 1], [1, 0], 0);
    expect([low, high]).toEqual([expect.closeTo(0.75 - 3.182446 * 0.25, 5), expect.closeTo(0.75 + 3.182446 * 0.25, 5)]);
  });
  it('a judge that says the opposite gets no weight, nor does one that never varies; none gets more than 1', () => {
    expect(ppiWeight(-0.1, 0.2, 10, 90)).toBe(0);
    expect(ppiWeight(0, 0, 10, 90)).toBe(0);
    expect(ppiWeight(9, 0.2, 10, 90)).toBe(1);
    expect(ppiWeight(0.1, 0.2, 10, 30)).toBeCloseTo(0.5 / (1 + 10 / 30), 12);
  });
  it('with nothing left to label the judge has no say', () => {
    expect(ppiWeight(0.2, 0.2, 10, 0)).toBe(0);
  });
});
