import { expect, it } from 'vitest';
import { bySegment, crossFitted, orderByScore, segmentRanking, segmentScores } from '../../src/analysis/order.ts';
import { type Pairs, pairUp } from '../../src/analysis/pairs.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { trial } from './trials.ts';

/** Pairs in task order from [segment, candidate's score, weight] where the reference is always right. */
function pairsOf(rows: readonly (readonly [string, number, number?])[]): Pairs {
  const trials = rows.flatMap(([segment, score, weight = 1], i) => {
    const id = String(1000 + i);
    return [trial(id, 'strong', 1, { segment, weight }), trial(id, 'weak', score, { segment, weight })];
  });
  const table = tabulate(trials, ['strong', 'weak'], rows.length);
  return pairUp(table, table.columns[1]!, table.columns[0]!, Uint32Array.from(rows.keys()));
}

it('segment means are shrunk with ten tasks of the overall mean: by hand', () => {
  // x: -1, -1 (mean -1); y: 0, 0 (mean 0); overall -.5. (-2 - 5) / 12 and (0 - 5) / 12.
  const pairs = pairsOf([
    ['x', 0],
    ['x', 0],
    ['y', 1],
    ['y', 1],
  ]);
  const scores = segmentScores(pairs, () => true);
  expect([scores[0], scores[1]]).toEqual([expect.closeTo(-7 / 12, 12), expect.closeTo(-5 / 12, 12)]);
});

it('only the tasks that teach count, and a segment without any has the overall mean', () => {
  const pairs = pairsOf([
    ['x', 0],
    ['x', 1],
    ['y', 1],
  ]);
  const scores = segmentScores(pairs, (i) => i < 2);
  expect(scores[1]).toBeCloseTo(-0.5, 12);
});

it('the scale of weights does not matter, their proportions do', () => {
  const rows = [
    ['x', 0, 1],
    ['x', 1, 3],
    ['y', 1, 2],
  ] as const;
  const scaled = rows.map(([segment, score, weight]) => [segment, score, weight * 100] as const);
  const [a, b] = [segmentScores(pairsOf(rows), () => true), segmentScores(pairsOf(scaled), () => true)];
  for (const [i, score] of a.entries()) expect(score).toBeCloseTo(b[i]!, 12);
  expect(a[0]).not.toBeCloseTo(
    segmentScores(
      pairsOf([
        ['x', 0],
        ['x', 1],
        ['y', 1],
      ]),
      () => true,
    )[0]!,
    3,
  );
});

it('the highest score first, ties as they stand', () => {
  expect(orderByScore(Float64Array.of(-0.2, 0.5, 0.5, -1, 0))).toEqual([1, 2, 4, 0, 3]);
});

it('safest segment first, ties by name', () => {
  expect(segmentRanking(Float64Array.of(-0.2, 0.1, -0.2, 0))).toEqual([1, 3, 0, 2]);
  const pairs = pairsOf([
    ['x', 0],
    ['y', 1],
    ['x', 1],
    ['y', 0],
  ]);
  expect(bySegment(pairs, [1, 0, 2])).toEqual([1, 3, 0, 2]);
});

it('no task has a say in its own place: its own outcome changes nothing', () => {
  const rows = Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 'x' : 'y', i % 4 === 0 ? 0 : 1] as [string, number]);
  const fold = Uint8Array.from(rows, (_, i) => Math.floor(i / 2) % 5);
  const before = crossFitted(pairsOf(rows), fold);
  // Task 0 and the only other tasks of fold 0 in its segment keep their places among fold 0 when task 0's outcome flips.
  const flipped = rows.map(([segment, score], i) => [segment, i === 0 ? 1 - score : score] as [string, number]);
  const after = crossFitted(pairsOf(flipped), fold);
  const inFold = (order: number[]) => order.filter((i) => fold[i] === 0);
  expect(inFold(after)).toEqual(inFold(before));
});

it('the better segment goes first, out of fold too', () => {
  const rows = Array.from(
    { length: 100 },
    (_, i) => [i % 2 === 0 ? 'bad' : 'good', i % 2 === 0 ? 0 : 1] as [string, number],
  );
  const order = crossFitted(
    pairsOf(rows),
    Uint8Array.from(rows, (_, i) => Math.floor(i / 2) % 5),
  );
  expect(order.slice(0, 50).every((i) => i % 2 === 1)).toBe(true);
  expect([...order].sort((a, b) => a - b)).toEqual([...rows.keys()]);
});

it('one segment alone stays in random order', () => {
  const rows = Array.from({ length: 20 }, (_, i) => ['', i % 3 === 0 ? 0 : 1] as [string, number]);
  expect(
    crossFitted(
      pairsOf(rows),
      Uint8Array.from(rows, (_, i) => i % 5),
    ),
  ).toEqual([...rows.keys()]);
});
