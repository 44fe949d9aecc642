import { describe, expect, it } from 'vitest';
import { midRanks, spearman } from '../../../src/analysis/stats/ranks.ts';

it('ties share their mean rank', () => {
  expect([...midRanks([10, 20, 20, 5, 20])]).toEqual([2, 4, 4, 1, 4]);
});

describe("Spearman's rank correlation", () => {
  it.each([
    // scipy.stats.spearmanr
    [[106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17], -0.17575757575757575],
    [[1, 2, 2, 3, 5, 5], [2, 1, 4, 4, 6, 5], 0.8508410434878082],
    [[1, 2, 3], [10, 100, 1000], 1],
    [[1, 2, 3], [3, 2, 1], -1],
  ])('%j and %j', (x, y, rho) => expect(spearman([{ x, y }])).toBeCloseTo(rho, 12));
  it('what differs between groups does not count', () => {
    const [short, long] = [
      { x: [0, 1, 0, 1], y: [1, 1, 2, 2] },
      { x: [5, 6, 5, 6], y: [100, 100, 200, 200] },
    ];
    expect(spearman([short, long])).toBe(0);
    expect(spearman([{ x: [...short.x, ...long.x], y: [...short.y, ...long.y] }])).toBeGreaterThan(0.7);
  });
  it('nothing varies: null', () => {
    expect([spearman([]), spearman([{ x: [1, 1], y: [1, 2] }]), spearman([{ x: [1, 2], y: [3, 3] }])]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('the order of the pairs does not change a bit', () => {
    const pairs = Array.from({ length: 300 }, (_, i) => [(i * 37) % 11, (i * 53) % 97] as const);
    const rho = (of: typeof pairs) => spearman([{ x: of.map(([x]) => x), y: of.map(([, y]) => y) }]);
    expect(rho(pairs.toReversed())).toBe(rho(pairs));
    expect(rho(pairs.toSorted((a, b) => a[1] - b[1]))).toBe(rho(pairs));
  });
});
