import { describe, expect, it } from 'vitest';
import type { JudgedTrial } from '../../../src/analysis/gather.ts';
import { correctedQuality } from '../../../src/analysis/judging/correct.ts';
import type { CorrectedQuality } from '../../../src/analysis/judging/judging_types.ts';
import { ppi } from '../../../src/analysis/judging/ppi.ts';
import { trial, uniform } from '../trials.ts';
import { report } from '../workload.ts';
import { type Accuracy, judgedTrial, labelled, verdict } from './judged.ts';

const id = (i: number) => `t${10000 + i}`;

function corrected(scores: readonly number[], label: (i: number) => number | undefined): CorrectedQuality | null {
  const trials = scores.map((score, i) => judgedTrial(id(i), 'strong', score, label(i)));
  return report(trials, scores.length, { models: ['strong'] }).standings[0]!.corrected;
}

describe('by hand', () => {
  // 40 answers that the judge calls good, 20 bad. Labelled: 20 good ones of which 16 are good, 10 bad ones of which 1 is good.
  const scores = [...new Array<number>(40).fill(1), ...new Array<number>(20).fill(0)];
  const label = (i: number) => {
    if (i < 20) return i < 16 ? 1 : 0;
    if (i >= 40 && i < 50) return i < 41 ? 1 : 0;
    return undefined;
  };
  it('each class of verdicts is worth what its labels say', () => {
    expect(corrected(scores, label)).toMatchObject({
      quality: expect.closeTo((40 * 0.8 + 20 * 0.1) / 60, 12),
      labels: 30,
    });
  });
  it('its error: answers differ, and labels are few, worked out by hand', () => {
    // psi: 1.2 +- for labels. Between classes (2/3)(1/3)(.7)^2; within, with 1/pi = 2: good .16 * 2 * stretch, bad .09 * 2 * stretch;
    // stretch 1 + .5/19 and 1 + .5/9. Guard: four disagreements seen in the good class are enough, one in the bad class leaves two thirds; half of it is unlabelled.
    const between = (2 / 9) * 0.49;
    const good = 0.16 * 2 * (1 + 0.5 / 19);
    const bad = 0.09 * 2 * (1 + 0.5 / 9);
    const sampled = (between + (2 / 3) * good + (1 / 3) * bad) / 59;
    const guard = ((1 / 3) ** 2 * 0.5 * (2 / 3)) / (10 * 9);
    const half = 2.048407 * Math.sqrt(sampled + guard);
    const { quality, quality_low, quality_high } = corrected(scores, label)!;
    expect(quality_high - quality).toBeCloseTo(half, 5);
    expect(quality - quality_low).toBeCloseTo(half, 5);
  });
  it('one class with too few labels to stand alone: the plain PPI++ estimate', () => {
    const some = (i: number) => (i < 30 ? Number(i % 6 > 0) : i < 42 && i >= 40 ? 0 : undefined);
    const people = [...scores.keys()].flatMap((i) => some(i) ?? []);
    const judge = scores.filter((_, i) => some(i) !== undefined);
    const rest = scores.filter((_, i) => some(i) === undefined);
    const expected = ppi(people, judge, rest);
    expect(corrected(scores, some)).toMatchObject({
      quality: expect.closeTo(expected.mean, 12),
      lambda: expect.closeTo(expected.lambda, 12),
    });
  });
  it('graded scores: too', () => {
    const draw = uniform(4);
    const graded = Array.from({ length: 200 }, () => 0.55 + Math.round(draw() * 4) / 10);
    const people = graded.map((score) => Math.min(1, Math.max(0, score + (draw() - 0.5) / 2)));
    const expected = ppi(people.slice(0, 60), graded.slice(0, 60), graded.slice(60));
    expect(expected.lambda).toBeGreaterThan(0.5);
    expect(corrected(graded, (i) => (i < 60 ? people[i] : undefined))).toMatchObject({
      quality: expect.closeTo(expected.mean, 12),
      lambda: expect.closeTo(expected.lambda, 12),
    });
  });
  it('tasks count by weight, repeats by their part of a task', () => {
    // Forty tasks of weight 3 with one trial, forty of weight 1 with two, all passed; the labels say .5 of the former and 1 of the latter.
    const trials = Array.from({ length: 80 }, (_, i) => {
      const heavy = i < 40;
      const seen = i % 40 < 20;
      const label = seen ? (heavy ? i % 2 : 1) : undefined;
      const one = judgedTrial(id(i), 'strong', 1, label, { weight: heavy ? 3 : 1 });
      return heavy ? [one] : [one, judgedTrial(id(i), 'strong', 1, label, { weight: 1, repeat: 1 })];
    }).flat();
    const [row] = report(trials, 80, { models: ['strong'] }).standings;
    expect(row!.corrected).toMatchObject({ quality: expect.closeTo((3 * 0.5 + 1 * 1) / 4, 12), labels: 60 });
  });
});

describe('when there is nothing to correct, or not enough to do it', () => {
  it('no judge: null, and labels on answers that no judge graded change nothing', () => {
    const trials = Array.from({ length: 50 }, (_, i) => trial(id(i), 'strong', 1, { label: 0 }));
    expect(report(trials, 50, { models: ['strong'] }).standings[0]).toMatchObject({ corrected: null, quality: 1 });
  });
  it('19 labels are too few, 20 are enough', () => {
    const scores = new Array<number>(100).fill(1);
    expect(corrected(scores, (i) => (i < 19 ? 1 : undefined))).toBeNull();
    expect(corrected(scores, (i) => (i < 20 ? 1 : undefined))).toMatchObject({ labels: 20, quality: 1 });
  });
  it('a few judged answers, all labelled, are corrected like any others', () => {
    const exact = Array.from({ length: 90 }, (_, i) => trial(id(i), 'strong', i % 2));
    const judge = Array.from({ length: 10 }, (_, i) => judgedTrial(id(90 + i), 'strong', 1, 0));
    const [row] = report([...exact, ...judge], 100, { models: ['strong'] }).standings;
    expect(row).toMatchObject({ quality: 0.55, corrected: { quality: 0.45, labels: 10 } });
  });
  it('locally graded answers are exact: their share of the error is that of any score', () => {
    const exact = Array.from({ length: 950 }, (_, i) => trial(id(i), 'strong', i % 2));
    const judge = Array.from({ length: 50 }, (_, i) => judgedTrial(id(950 + i), 'strong', 1, i < 25 ? 1 : undefined));
    const [row] = report([...exact, ...judge], 1000, { models: ['strong'] }).standings;
    expect(row!.corrected!.quality).toBeCloseTo(row!.quality!, 12);
    expect(row!.corrected!.quality_high - row!.corrected!.quality_low).toBeLessThan(
      1.1 * (row!.quality_high! - row!.quality_low!),
    );
  });
});

describe('false certainty', () => {
  it('labels that all agree do not make an interval of no width', () => {
    const { quality, quality_low, quality_high } = corrected(new Array<number>(200).fill(1), (i) =>
      i < 30 ? 1 : undefined,
    )!;
    expect([quality, quality_high]).toEqual([1, 1]);
    expect(quality_low).toBeLessThan(0.95);
  });
  it('a perfect judge with labels everywhere: corrected is raw', () => {
    const scores = Array.from({ length: 120 }, (_, i) => Number(i % 3 > 0));
    const trials = scores.map((score, i) => judgedTrial(id(i), 'strong', score, score));
    const [row] = report(trials, 120, { models: ['strong'] }).standings;
    const { quality, quality_low, quality_high } = row!;
    expect(row!.corrected).toEqual({ quality, quality_low, quality_high, labels: 120, lambda: null });
  });
});

/** Coverage of the 95 % interval over simulated models, and how many times the variance of labels alone it saves. */
function simulate(
  tasks: number,
  quality: number,
  judge: Accuracy,
  n: number,
  design: 'random' | 'stratified',
  rounds: number,
) {
  const draw = uniform(tasks + n);
  let [covered, ours, alone] = [0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const truth = Array.from({ length: tasks }, () => Number(draw() < quality));
    const scores = truth.map((y) => verdict(y, judge, draw));
    const sample = labelled(scores, n, design, draw);
    const judged = scores.map((score, task): JudgedTrial => {
      const label = sample.has(task) ? { label: truth[task]! } : {};
      return { task, repeat: 0, part: 1, score, ...label };
    });
    const plane = { values: Float64Array.from(scores), mask: new Uint8Array(tasks).fill(1) };
    const table = { n: tasks, weight: new Float64Array(tasks).fill(1) };
    const made = correctedQuality({ judged, score: plane }, table)!;
    if (made.quality_low <= quality && quality <= made.quality_high) covered++;
    ours += (made.quality_high - made.quality_low) ** 2;
    const rate = [...sample].reduce((sum, task) => sum + truth[task]!, 0) / n;
    alone += (2 * 2.0095752) ** 2 * ((rate * (1 - rate)) / (n - 1));
  }
  return { coverage: covered / rounds, tighter: alone / ours };
}

describe('intervals cover (simulation with the real code)', () => {
  const right = (accuracy: number) => ({ sensitivity: accuracy, specificity: accuracy });
  it('a judge right on 86 percent, 50 labels: 93-97 percent, and 1.5 times tighter than labels alone', () => {
    const made = [0.5, 0.6, 0.7].map((quality) => simulate(1200, quality, right(0.86), 50, 'random', 700));
    const coverage = made.reduce((sum, one) => sum + one.coverage, 0) / made.length;
    expect(coverage).toBeGreaterThanOrEqual(0.93);
    expect(coverage).toBeLessThanOrEqual(0.97);
    for (const { tighter } of made) expect(tighter).toBeGreaterThanOrEqual(1.5);
  });
  it.each([
    { judge: right(0.8), quality: 0.5, n: 200 },
    { judge: right(0.95), quality: 0.95, n: 50 },
    { judge: right(0.99), quality: 0.95, n: 30 },
    { judge: right(0.99), quality: 0.8, n: 100 },
    { judge: { sensitivity: 0.98, specificity: 0.6 }, quality: 0.8, n: 100 },
  ])(
    '$judge.sensitivity, $judge.specificity, quality $quality, $n labels: at least 93 percent in both designs',
    (c) => {
      for (const design of ['random', 'stratified'] as const)
        expect(simulate(400, c.quality, c.judge, c.n, design, 400).coverage).toBeGreaterThanOrEqual(0.93);
    },
  );
});
