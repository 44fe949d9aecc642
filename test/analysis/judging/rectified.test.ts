import { describe, expect, it } from 'vitest';
import type { JudgedTrial } from '../../../src/analysis/gather.ts';
import { rectify } from '../../../src/analysis/judging/rectified.ts';
import { uniform } from '../trials.ts';
import { labelled } from './judged.ts';

function judged(n: number, score: (i: number) => number, label: (i: number) => number | undefined): JudgedTrial[] {
  return Array.from({ length: n }, (_, task) => {
    const given = label(task);
    return { task, repeat: 0, part: 1, score: score(task), ...(given === undefined ? {} : { label: given }) };
  });
}
const places = (n: number) => Int32Array.from({ length: n }, (_, i) => i);
const ones = (n: number) => new Float64Array(n).fill(1);

describe('pseudo-outcomes', () => {
  it('by hand: an unlabelled answer is worth the mean label, a labelled one what its own adds, times 1 / pi', () => {
    const { shift, unit, labels, complete } = rectify(
      judged(
        80,
        () => 1,
        (i) => (i < 40 ? Number(i % 4 > 0) : undefined),
      ),
      places(80),
      ones(80),
    )!;
    expect(shift[79]).toBeCloseTo(-0.25, 12);
    const stretch = Math.sqrt(1 + 0.5 / 39);
    expect([shift[0], shift[1]]).toEqual([
      expect.closeTo(-0.25 - 1.5 * stretch, 12),
      expect.closeTo(-0.25 + 0.5 * stretch, 12),
    ]);
    expect({ unit, labels, complete }).toEqual({ unit: 2, labels: 40, complete: false });
  });
  it('tasks that are left out count for nothing', () => {
    const place = Int32Array.from({ length: 80 }, (_, i) => (i < 40 ? i : -1));
    const made = rectify(
      judged(
        80,
        () => 1,
        () => 0,
      ),
      place,
      ones(40),
    )!;
    expect(made).toMatchObject({ judged: 40, labels: 40, complete: true, unit: 1, guard: 0, lambda: null });
    expect([...made.shift]).toEqual(new Array(40).fill(-1));
  });
  it('no judged answer: nothing to add', () => {
    expect(rectify([], places(3), ones(3))).toMatchObject({
      judged: 0,
      complete: true,
      shift: new Float64Array(3),
      unit: 1,
      guard: 0,
    });
  });
  it('any part of the tasks is estimated without bias, also where the judge errs there alone', () => {
    // The judge passes everything; of the first fifth all is bad, of the rest nothing.
    const draw = uniform(3);
    let [part, whole] = [0, 0];
    for (let round = 0; round < 2000; round++) {
      const sample = labelled(new Array<number>(100).fill(1), 30, 'random', draw);
      const { shift } = rectify(
        judged(
          100,
          () => 1,
          (i) => (sample.has(i) ? Number(i >= 20) : undefined),
        ),
        places(100),
        ones(100),
      )!;
      part += shift.slice(0, 20).reduce((sum, x) => sum + x, 0) / 2000;
      whole += shift.reduce((sum, x) => sum + x, 0) / 2000;
    }
    expect(whole).toBeCloseTo(-20, 0);
    expect(part).toBeGreaterThan(-21);
    expect(part).toBeLessThan(-19);
  });
});
