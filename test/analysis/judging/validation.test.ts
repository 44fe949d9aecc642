import { describe, expect, it } from 'vitest';
import { judgingOf } from '../../../src/analysis/judging/judging.ts';
import type { Validation } from '../../../src/analysis/judging/judging_types.ts';
import { addVerdict, newVerdicts, validationOf } from '../../../src/analysis/judging/validation.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { trial, uniform } from '../trials.ts';
import { judgedTrial, times } from './judged_trials.ts';

const validate = (trials: readonly Trial[]): Validation | null => judgingOf(trials, undefined)!.validation;

/** Answers by (judge, people): good by both, judge alone, people alone, bad by both; then unlabelled good and bad ones. */
function answers(cells: readonly number[], model = 'm', segment = ''): Trial[] {
  const [both = 0, judge = 0, people = 0, none = 0, good = 0, bad = 0] = cells;
  const of = (n: number, name: string, score: number, label?: number) =>
    times(n, `${model}${segment}${name}`, score, { model, segment, ...(label === undefined ? {} : { label }) });
  return [
    ...[...of(both, 'gg', 1, 1), ...of(judge, 'gb', 1, 0), ...of(people, 'bg', 0, 1), ...of(none, 'bb', 0, 0)],
    ...[...of(good, 'g', 1), ...of(bad, 'b', 0)],
  ];
}

describe('judge against people', () => {
  it('no labels, or labels on nothing that a judge graded: null', () => {
    expect(validate(answers([0, 0, 0, 0, 5, 5]))).toBeNull();
    expect(
      validate([
        ...answers([0, 0, 0, 0, 5]),
        trial('x', 'm', 1, { label: 1 }),
        judgedTrial('y', undefined, { label: 1 }),
      ]),
    ).toBeNull();
  });
  it('cells, rates and kappa of all, by model and by segment', () => {
    const made = validate([...answers([20, 5, 10, 15], 'a', 'x'), ...answers([45, 5, 5, 45], 'b', 'y')])!;
    expect(made.by_model.map(({ model, labels, kappa }) => [model, labels, kappa.value])).toEqual([
      ['a', 50, expect.closeTo(0.4, 12)],
      ['b', 100, expect.closeTo(0.8, 12)],
    ]);
    expect(made.by_segment.map(({ segment, both_good }) => [segment, both_good])).toEqual([
      ['x', 20],
      ['y', 45],
    ]);
    expect(made).toMatchObject({
      labels: 150,
      both_good: 65,
      judge_only: 10,
      people_only: 15,
      both_bad: 60,
      raters: 1,
    });
    expect(made.agreement).toMatchObject({ value: 125 / 150, n: 150 });
    expect(made.sensitivity).toMatchObject({ value: 65 / 80, n: 80 });
    expect(made.specificity).toMatchObject({ value: 60 / 70, n: 70 });
    expect(made.bias).toBeCloseTo(-5 / 150, 12);
    expect(made.weighted).toBeUndefined();
  });
  it('J19: 5 labels, agreement 80 % (28-99 %)', () => {
    const { agreement } = validate(answers([3, 1, 0, 1]))!;
    expect(agreement).toMatchObject({
      value: 0.8,
      low: expect.closeTo(0.284, 3),
      high: expect.closeTo(0.995, 3),
      n: 5,
    });
  });
  it('J19: kappa is undefined when all labels are equal; what has no trials has no rate', () => {
    const made = validate(answers([8, 0, 2, 0]))!;
    expect(made.kappa).toEqual({ value: null, low: null, high: null, n: 10 });
    expect(made.specificity).toEqual({ value: null, low: null, high: null, n: 0 });
    expect(made.sensitivity).toMatchObject({ value: 0.8, n: 10 });
    expect(made.rogan_gladen).toBeNull();
  });
  it('graded scores are cut above 1/2, the bias is not', () => {
    const of = (score: number, label: number, i: number) => judgedTrial(i, score, { kind: 'pointwise', label });
    const made = validate([of(0.75, 1, 0), of(0.5, 0.75, 1), of(0.25, 0.5, 2), of(0.6, 0.4, 3)])!;
    expect(made).toMatchObject({ both_good: 1, people_only: 1, both_bad: 1, judge_only: 1, rogan_gladen: null });
    expect(made.bias).toBeCloseTo((-0.25 - 0.25 - 0.25 + 0.2) / 4, 12);
  });
  it('pairwise: win, tie and loss are three classes; the four cells put ties with the losses', () => {
    const of = (n: number, score: number, label: number) =>
      times(n, `${score}${label}`, score, { kind: 'pairwise', label });
    const made = validate([...of(4, 1, 1), ...of(3, 0.5, 0.5), ...of(2, 0.5, 0), ...of(1, 1, 0.5), ...of(2, 0, 0)])!;
    expect(made.agreement.value).toBeCloseTo(9 / 12, 12);
    // Rows loss, win, tie of the judge: [2 0 0] [0 4 1] [2 0 3]; po 9/12, pe (2*4 + 5*4 + 5*4) / 144.
    expect(made.kappa.value).toBeCloseTo((9 / 12 - 48 / 144) / (1 - 48 / 144), 12);
    expect(made).toMatchObject({ both_good: 4, judge_only: 1, people_only: 0, both_bad: 7 });
  });
});

describe('labels that hold more of the rarer class', () => {
  // 900 of 1,000 pass; of those 95 % rightly; of the fails 60 % rightly. Labelled: 60 passes, 40 fails.
  const drawn = answers([57, 3, 16, 24, 840, 60]);
  it('count for what they stand for', () => {
    const made = validate(drawn)!;
    expect(made.weighted).toBe(true);
    expect(made.agreement.value).toBeCloseTo(0.9 * 0.95 + 0.1 * 0.6, 12);
    expect(made.sensitivity.value).toBeCloseTo(0.855 / (0.855 + 0.04), 12);
    expect(made.specificity.value).toBeCloseTo(0.06 / (0.06 + 0.045), 12);
    expect(made).toMatchObject({ both_good: 57, judge_only: 3, people_only: 16, both_bad: 24, labels: 100 });
    expect(made.bias).toBeCloseTo(0.9 * 0.05 - 0.1 * 0.4, 12);
  });
  it('each model has weights of its own', () => {
    const made = validate([...drawn, ...answers([30, 5, 2, 63], 'n')])!;
    expect(made.by_model[0]!.agreement.value).toBeCloseTo(0.915, 12);
    expect(made.by_model[1]!.agreement.value).toBeCloseTo(0.93, 12);
    expect(made.agreement.value).toBeCloseTo((0.915 * 1000 + 93) / 1100, 12);
  });
  it('a sample as chance draws it counts as it is', () => {
    const made = validate(answers([84, 4, 5, 7, 812, 88]))!;
    expect(made.weighted).toBeUndefined();
    expect(made.agreement.value).toBe(0.91);
  });
});

describe('intervals cover however labels were drawn (seeded simulation)', () => {
  /** 1,000 answers of a judge who passes `pass`, rightly at `ppv`, and fails rightly at `npv`; n are labelled, a third at least of either class, or at random. */
  function made(draw: () => number, [pass, ppv, npv]: readonly [number, number, number], n: number, even: boolean) {
    const [goods, bads] = [Math.round(1000 * pass), Math.round(1000 * (1 - pass))];
    const fails = even ? Math.round(n * Math.max(1 / 3, 1 - pass)) : hypergeometric(draw, bads, goods, n);
    const verdicts = newVerdicts();
    for (let i = 0; i < n; i++) {
      const score = i < fails ? 0 : 1;
      const right = draw() < (score === 1 ? ppv : npv);
      const cell = { task_id: String(i), model: 'm', repeat: 0, segment: '' };
      addVerdict(verdicts, cell, false, score, right ? score : 1 - score);
    }
    verdicts.classes.set('m', [bads, goods, 0]);
    return validationOf(verdicts, {}, 1)!;
  }
  function hypergeometric(draw: () => number, special: number, rest: number, n: number): number {
    let hits = 0;
    for (let i = 0; i < n; i++) if (draw() < (special - hits) / (special + rest - i)) hits++;
    return hits;
  }
  it.each([
    [[0.9, 0.95, 0.6], 100, true],
    [[0.9, 0.95, 0.6], 100, false],
    [[0.8, 0.9, 0.7], 60, true],
    [[0.8, 0.9, 0.7], 60, false],
  ] as const)('pass rate, right passes, right fails %j, %i labels, drawn by class: %s', (truth, n, even) => {
    const [pass, ppv, npv] = truth;
    const [gg, bb] = [pass * ppv, (1 - pass) * npv];
    const good = gg + (1 - pass) * (1 - npv);
    const chance = pass * good + (1 - pass) * (1 - good);
    const true_ = {
      agreement: gg + bb,
      sensitivity: gg / good,
      specificity: bb / (1 - good),
      kappa: (gg + bb - chance) / (1 - chance),
    };
    const draw = uniform(n + (even ? 1 : 0));
    const all = Array.from({ length: 600 }, () => made(draw, truth, n, even));
    for (const [name, value] of Object.entries(true_)) {
      const hits = all.filter((one) => {
        const { low, high } = one[name as keyof typeof true_];
        return low !== null && low <= value && value <= high!;
      });

      expect([name, hits.length / all.length]).toEqual([name, expect.toSatisfy((rate: number) => rate > 0.91)]);
    }
  });
});

describe('Rogan-Gladen as a cross-check', () => {
  it('pooled over the judged answers of all models', () => {
    const made = validate(answers([72, 4, 8, 16, 688, 212]))!;
    const [p, se, sp] = [764 / 1000, 72 / 80, 16 / 20];
    expect(made.rogan_gladen).toMatchObject({ value: expect.closeTo((p + sp - 1) / (se + sp - 1), 12), n: 1000 });
  });
  it('none where the judge says next to nothing', () => {
    expect(validate(answers([26, 24, 24, 26]))!.rogan_gladen).toBeNull();
  });
});
