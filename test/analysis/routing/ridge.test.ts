import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conjugateGradient, ridge } from '../../../src/analysis/routing/ridge.ts';
import { denseRows, sparseRows } from '../../../src/analysis/routing/rows.ts';
import { normal, uniform } from '../trials.ts';

/** Solves a small system by elimination: slow, obvious, and nothing like conjugate gradients. */
function solve(matrix: readonly (readonly number[])[], side: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, side[i]!]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.slice(k).reduce((best, row) => (Math.abs(row[k]!) > Math.abs(best[k]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(k, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[k]! / pivot[k]!;
      for (let j = k; j < row.length; j++) row[j]! -= factor * pivot[j]!;
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

/** The normal equations written out: sum w (x - m)(x - m)' + l2 I, with l2 = 10 x mean squared distance from the mean. */
function written(rows: readonly (readonly number[])[], targets: readonly number[], weights: readonly number[]) {
  const total = weights.reduce((a, b) => a + b, 0);
  const w = weights.map((weight) => (weight * rows.length) / total);
  const mean = (value: (i: number) => number) => w.reduce((sum, weight, i) => sum + weight * value(i), 0) / rows.length;
  const middle = rows[0]!.map((_, j) => mean((i) => rows[i]![j]!));
  const target = mean((i) => targets[i]!);
  const off = rows.map((row) => row.map((x, j) => x - middle[j]!));
  const l2 = 10 * mean((i) => off[i]!.reduce((sum, x) => sum + x * x, 0));
  const cell = (a: (i: number) => number, j: number) => w.reduce((sum, v, i) => sum + v * a(i) * off[i]![j]!, 0);
  const matrix = middle.map((_, j) => middle.map((_, k) => cell((i) => off[i]![k]!, j) + (j === k ? l2 : 0)));
  const solution = solve(
    matrix,
    middle.map((_, j) => cell((i) => targets[i]! - target, j)),
  );
  return { l2, weights: solution, intercept: target - solution.reduce((sum, x, j) => sum + x * middle[j]!, 0) };
}

describe('ridge regression', () => {
  const draw = uniform(5);
  const rows = Array.from({ length: 40 }, () => Array.from({ length: 7 }, (_, j) => normal(draw) * (j + 1) + j));
  const targets = rows.map((row) => 0.1 * row[2]! - 0.05 * row[6]! + normal(draw));
  const weights = rows.map(() => 0.2 + draw());
  const expected = written(rows, targets, weights);

  it.each([
    ['dense', denseRows(7, rows)],
    [
      'sparse',
      sparseRows(
        7,
        rows.map((row) => ({ index: Int32Array.from(row.keys()), value: Float64Array.from(row) })),
      ),
    ],
  ])('%s: the normal equations, solved by elimination', (_, matrix) => {
    const found = ridge(matrix, targets, weights);
    expect(found.l2).toBeCloseTo(expected.l2, 9);
    for (const [j, weight] of found.weights.entries()) expect(weight).toBeCloseTo(expected.weights[j]!, 7);
    expect(found.intercept).toBeCloseTo(expected.intercept, 6);
  });
  it('the scale of weights does not matter', () => {
    const scaled = ridge(
      denseRows(7, rows),
      targets,
      weights.map((weight) => weight * 1000),
    );
    expect([...scaled.weights]).toEqual(expected.weights.map((weight) => expect.closeTo(weight, 7)));
  });
  it('predictions do not depend on the scale of the rows', () => {
    const scaled = ridge(
      denseRows(
        7,
        rows.map((row) => row.map((x) => x * 1000)),
      ),
      targets,
      weights,
    );
    expect([...scaled.weights].map((weight) => weight * 1000)).toEqual(
      expected.weights.map((weight) => expect.closeTo(weight, 7)),
    );
  });
  it('rows that are all the same, no columns and no rows teach the mean alone', () => {
    const same = ridge(
      denseRows(
        2,
        [1, 2, 3].map(() => [0.3, 0.7]),
      ),
      [1, 0, 0],
      [1, 1, 1],
    );
    expect(same).toEqual({ weights: Float64Array.of(0, 0), intercept: expect.closeTo(1 / 3, 14), l2: 0 });
    expect(ridge(sparseRows(0, []), [], [])).toEqual({ weights: new Float64Array(0), intercept: 0, l2: 0 });
  });
});

it('conjugate gradients solve any positive definite system', () => {
  const entry = fc.integer({ min: -30, max: 30 }).map((tenths) => tenths / 10);
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 6 })
        .chain((n) =>
          fc.tuple(
            fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
            fc.array(entry, { minLength: n, maxLength: n }),
          ),
        ),
      ([root, side]) => {
        // root' root + I is positive definite whatever the root.
        const matrix = side.map((_, j) =>
          side.map((_, k) => root.reduce((sum, row) => sum + row[j]! * row[k]!, j === k ? 1 : 0)),
        );
        const apply = (x: Float64Array) =>
          Float64Array.from(matrix, (row) => row.reduce((sum, value, k) => sum + value * x[k]!, 0));
        const x = conjugateGradient(apply, Float64Array.from(side));
        const size = Math.hypot(...side);
        for (const [j, value] of apply(x).entries())
          expect(Math.abs(value - side[j]!)).toBeLessThanOrEqual(2e-6 * size);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
