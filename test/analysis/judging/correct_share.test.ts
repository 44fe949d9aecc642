import { describe, expect, it } from 'vitest';
import { contenders } from '../../../src/analysis/contenders.ts';
import { certifiedOf } from '../../../src/analysis/judging/correct_share.ts';
import type { Share } from '../../../src/analysis/share_types.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { shuffled, trial, uniform } from '../trials.ts';
import { type Kind, report } from '../workload.ts';
import { type Accuracy, judgedTrial, labelled, verdict } from './judged.ts';

const id = (i: number) => `t${10000 + i}`;

interface JudgedKind extends Kind {
  readonly judge: Accuracy;
}

function kindAt(kinds: readonly JudgedKind[], place: number): JudgedKind {
  let end = 0;
  for (const kind of kinds) {
    end += kind.part;
    if (place < end) return kind;
  }
  return kinds.at(-1)!;
}

/** n tasks of these kinds, answered by both models, judged, and `labels` answers of each labelled. */
function workload(n: number, kinds: readonly JudgedKind[], labels: number, draw: () => number): Trial[] {
  const tasks = Array.from({ length: n }, () => {
    const kind = kindAt(kinds, draw());
    const [u, shared] = [draw(), Number(draw() < 0.8)];
    const strong = u < kind.loss ? 1 : u < kind.loss + kind.gain ? 0 : shared;
    const weak = u < kind.loss ? 0 : u < kind.loss + kind.gain ? 1 : shared;
    return { kind, truth: { strong, weak } };
  });
  return (['strong', 'weak'] as const).flatMap((model) => {
    const scores = tasks.map(({ kind, truth }) => verdict(truth[model], kind.judge, draw));
    const sample = labelled(scores, labels, 'random', draw);
    return tasks.map(({ kind, truth }, i) =>
      judgedTrial(id(i), model, scores[i]!, sample.has(i) ? truth[model] : undefined, { segment: kind.segment }),
    );
  });
}

const right = (accuracy: number): Accuracy => ({ sensitivity: accuracy, specificity: accuracy });
const equal = (judge: Accuracy): JudgedKind[] => [{ segment: 'a', part: 1, loss: 0.01, gain: 0.01, judge }];

describe('when there is nothing to correct, or not enough to do it', () => {
  const [first] = report(workload(100, equal(right(0.9)), 19, uniform(1)), 100).shares;
  it('too few labels of a model: null, and the raw share counts', () => {
    expect(first!.corrected).toBeNull();
    expect(certifiedOf(first!)).toBe(first!.certified);
  });
  it('too few on the tested half: a corrected difference, nothing certified', () => {
    const [share] = report(workload(100, equal(right(0.9)), 24, uniform(1)), 100).shares;
    expect(share!.corrected).toMatchObject({ labels: 48, certified: null });
    expect(certifiedOf(share!)).toBeNull();
  });
  it('no judge: null', () => {
    const trials = Array.from({ length: 40 }, (_, i) => [trial(id(i), 'strong', 1), trial(id(i), 'weak', 1)]).flat();
    expect(report(trials, 40).shares[0]!.corrected).toBeNull();
  });
  it('answers judged on one side only: the labels of that side are enough', () => {
    const trials = Array.from({ length: 200 }, (_, i) => [
      trial(id(i), 'strong', 1),
      judgedTrial(id(i), 'weak', 1, i % 2 === 0 ? 1 : undefined),
    ]).flat();
    expect(report(trials, 200).shares[0]!.corrected).toMatchObject({ delta: 0, labels: 100 });
  });
});

describe('labels everywhere', () => {
  const draw = uniform(5);
  const trials = workload(500, equal(right(0.8)), 500, draw);
  const truth = trials.map(({ task_id, model, label }) => trial(task_id, model, label, { segment: 'a' }));
  it('the corrected share is the share of the labels', () => {
    const [ours, exact] = [report(trials, 500), report(truth, 500)];
    for (const [i, share] of ours.shares.entries()) {
      const { delta, delta_low, delta_high, noninferior_p, certified } = exact.shares[i]!;
      // The order is still learnt from the judge, so with one segment it is the same.
      expect(share.corrected).toEqual({ delta, delta_low, delta_high, noninferior_p, labels: 1000, certified });
    }
    expect(ours.headline).toEqual({ ...exact.headline, basis: 'corrected' });
  });
});

it('by hand: a judge that passes everything, and people who do not', () => {
  // Of 100 answers each, every second one is labelled: strong is right on all, weak on 40 of 50.
  const trials = Array.from({ length: 100 }, (_, i) => [
    judgedTrial(id(i), 'strong', 1, i % 2 ? 1 : undefined),
    judgedTrial(id(i), 'weak', 1, i % 2 ? Number(i % 10 !== 1) : undefined),
  ]).flat();
  const [share] = report(trials, 100, { quality_floors: [0.05] }).shares;
  expect(share).toMatchObject({ delta: 0, corrected: { delta: expect.closeTo(-0.2, 12), labels: 100 } });
  expect(share!.corrected!.delta_low).toBeLessThan(-0.3);
  expect(share!.corrected!.delta_high).toBeGreaterThan(-0.1);
  expect(share!.corrected!.noninferior_p).toBeGreaterThan(0.9);
});

describe('the headline', () => {
  const kinds: JudgedKind[] = [
    // The judge does not see what the weaker model loses.
    { segment: 'a', part: 1, loss: 0.3, gain: 0, judge: { sensitivity: 0.98, specificity: 0.02 } },
  ];
  const trials = workload(600, kinds, 300, uniform(8));
  it('rests on the corrected share wherever there is one', () => {
    const { headline, shares } = report(trials, 600);
    expect(shares[1]!.certified!.task_share).toBe(1);
    expect(shares[1]!.corrected!.certified!.task_share).toBeLessThan(0.2);
    expect(headline.basis).toBe('corrected');
    expect(headline.verdict).not.toBe('whole_workload');
  });
  it('says what else its numbers rest on', () => {
    const basis = (some: Trial[]) => report(some, 600).headline.basis;
    expect(basis(trials.map(({ label: _, ...bare }) => bare))).toBe('not_validated');
    const first = (n: number) =>
      trials.map(({ label, ...bare }, i) => (label !== undefined && i < n ? { ...bare, label } : bare));
    expect(basis(first(10)), 'fewer labels than the correction needs').toBe('not_validated');
    expect(basis(trials.map(({ label: _, judged: __, ...bare }) => bare))).toBe('exact');
  });
  it('where nothing is certified: how many tasks it takes with as many labelled', () => {
    const { headline } = report(workload(300, equal(right(0.86)), 100, uniform(2)), 300, { quality_floors: [0.02] });
    expect(headline).toMatchObject({ verdict: 'too_few_tasks', basis: 'corrected' });
    expect(headline.needed_tasks).toBeGreaterThan(3000);
  });
  it('the candidate is chosen by the judge on the other half: labels do not change it', () => {
    const two = [
      ...trials,
      ...workload(600, equal(right(0.95)), 600, uniform(3))
        .filter(({ model }) => model === 'weak')
        .map((t) => ({ ...t, model: 'other' })),
    ];
    const models = ['strong', 'weak', 'other'];
    const chosen = (some: Trial[]) =>
      contenders(tabulate(some, models, 600), models, 'strong', 1, [0.05]).map(
        ({ candidate }) => candidate.learn_order,
      );
    expect(chosen(two)).toEqual(chosen(two.map(({ label: _, ...bare }) => bare)));
  });
});

it('the order of arrival changes nothing', () => {
  const draw = uniform(6);
  const trials = workload(200, equal(right(0.9)), 60, draw);
  expect(report(shuffled(trials, draw), 200)).toEqual(report(trials, 200));
});

describe('the corrected certified share keeps its promise (simulation with the real code)', () => {
  const kinds = (judge: (segment: string) => Accuracy): JudgedKind[] =>
    [
      { segment: 'easy', part: 0.4, loss: 0.02, gain: 0.01 },
      { segment: 'hard', part: 0.2, loss: 0.45, gain: 0 },
      { segment: 'odd', part: 0.4, loss: 0.05, gain: 0.03 },
    ].map((kind) => ({ ...kind, judge: judge(kind.segment) }));
  const truth = (moved: NonNullable<Share['certified']>, of: readonly JudgedKind[]) =>
    of.reduce((sum, { segment, part, loss, gain }) => {
      const fraction = moved.segments.find((move) => move.segment === segment)?.fraction ?? 0;
      return sum + part * fraction * (gain - loss);
    }, 0);
  const beyond = (moved: Share['certified'], of: readonly JudgedKind[]) =>
    moved !== null && truth(moved, of) < -0.05 - 1e-12;
  it.each([
    ['right on 90 percent', () => right(0.9), 0.7],
    ['lenient', () => ({ sensitivity: 0.99, specificity: 0.5 }), 0.7],
    [
      'blind to the losses of one segment',
      (s: string) => (s === 'hard' ? { sensitivity: 0.99, specificity: 0.02 } : right(0.97)),
      0.7,
    ],
  ] as const)('a judge %s: true loss beyond the floor in at most 6 percent of workloads', (_, judge, claimed) => {
    const [draw, rounds, of] = [uniform(77), 250, kinds(judge)];
    let [violated, claims, misled, inside] = [0, 0, 0, 0];
    const delta = of.reduce((sum, { part, loss, gain }) => sum + part * (gain - loss), 0);
    for (let round = 0; round < rounds; round++) {
      const table = tabulate(workload(700, of, 350, draw), ['strong', 'weak'], 700);
      const [{ shares }] = contenders(table, ['strong', 'weak'], 'strong', round, [0.05]) as [
        ReturnType<typeof contenders>[0],
      ];
      const { certified, corrected } = shares[0]!.share;
      if (beyond(corrected!.certified, of)) violated++;
      if (beyond(certified, of)) misled++;
      if (corrected!.certified!.task_share > 0) claims++;
      if (corrected!.delta_low <= delta && delta <= corrected!.delta_high) inside++;
    }
    expect(violated / rounds).toBeLessThanOrEqual(0.06);
    expect(claims / rounds).toBeGreaterThan(claimed);
    // Three standard errors of 250 rounds below 95 %.
    expect(inside / rounds).toBeGreaterThanOrEqual(0.91);
    // What the same order certifies on the judge's word alone.
    expect(misled / rounds).toBeGreaterThan(0.06);
  });
});
