import { describe, expect, it } from 'vitest';
import { contenders } from '../../../src/analysis/contenders.ts';
import { certifiedOf } from '../../../src/analysis/judging/correct_share.ts';
import { compareOrderings } from '../../../src/analysis/routing/comparison.ts';
import type { RouterKind } from '../../../src/analysis/routing/routing_types.ts';
import { splitTasks } from '../../../src/analysis/split.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { judgedTrial } from '../judging/judged.ts';
import { trial, uniform } from '../trials.ts';

const idOf = (i: number) => `t${String(i).padStart(4, '0')}`;

/** Easy tasks are short; of the hard ones `weak` loses half. Judged right 19 times of 20, and every third answer labelled, where there is a judge. */
function trialsOf(n: number, seed: number, judged: boolean): Trial[] {
  const draw = uniform(seed);
  return Array.from({ length: n }, (_, i) => {
    const hard = i % 2 === 1;
    const truth = { strong: 1, weak: hard && draw() < 0.5 ? 0 : 1 };
    const segment = hard ? 'hard' : 'easy';
    return (['strong', 'weak'] as const).map((model) => {
      if (!judged) return trial(idOf(i), model, truth[model], { segment });
      const seen = draw() < 0.95 ? truth[model] : 1 - truth[model];
      return judgedTrial(idOf(i), model, seen, i % 3 === 0 ? truth[model] : undefined, { segment });
    });
  }).flat();
}

function compared(trials: readonly Trial[], n: number, router: RouterKind, floor: number, withTexts = true) {
  const table = tabulate(trials, ['strong', 'weak'], n);
  const split = splitTasks(table, 1);
  const [contender] = contenders(table, ['strong', 'weak'], 'strong', 1, [floor]);
  const look = (task: number) => {
    const segment = table.segments[table.segment[task]!]!;
    return { segment, input: 'x'.repeat(segment === 'hard' ? 50 + (task % 9) : 5 + (task % 9)) };
  };
  const options = { ids: { candidate: 'weak', reference: 'strong' }, floor, router, oracle: null, seed: 1 };
  const { candidate, shares } = contender!;
  const comparison = compareOrderings(candidate, table, split, withTexts ? look : undefined, options);
  return { comparison, share: shares[0]!.share };
}

describe('compareOrderings', () => {
  it.each([
    ['graded by rule', false, 400],
    ['judged, and corrected by labels', true, 3000],
  ])('by segment certifies what the report certifies: %s', (_, judged, n) => {
    for (const floor of [0.05, 0.15]) {
      const { comparison, share } = compared(trialsOf(n, 1, judged), n, 'segment', floor);
      expect(share.corrected === null).toBe(!judged);
      const promised = certifiedOf(share)!;
      if (floor === 0.15) expect(promised.task_share).toBeGreaterThan(0.2);
      if (promised.task_share === 0) expect(comparison).toMatchObject({ certified: null, chosen: null });
      else expect(comparison.certified).toEqual(promised);
    }
  });

  it('judged, other routers rest on labels too: with too few of them, nothing is certified', () => {
    const trials = trialsOf(400, 2, true).map(({ label, ...rest }, i) =>
      i < 180 && label !== undefined ? { ...rest, label } : rest,
    );
    const { comparison, share } = compared(trials, 400, 'length', 0.15);
    expect(share.corrected?.certified ?? null).toBeNull();
    expect(comparison).toMatchObject({ certified: null, chosen: null });
    for (const { ordering, certified } of comparison.orderings)
      if (!ordering.startsWith('always')) expect(certified).toBeNull();
  });

  it('lists what texts allow, and both ends', () => {
    const names = (withTexts: boolean) =>
      compared(trialsOf(200, 3, false), 200, 'segment', 0.05, withTexts).comparison.orderings.map(
        (one) => one.ordering,
      );
    expect(names(true)).toEqual([
      'always_reference',
      'segment',
      'length',
      'tfidf',
      'random',
      'oracle',
      'always_candidate',
    ]);
    expect(names(false)).toEqual(['always_reference', 'segment', 'random', 'oracle', 'always_candidate']);
  });

  it('always the candidate: everything, where one test allows it', () => {
    const same = trialsOf(400, 4, false).map((one) => ({ ...one, score: 1 }));
    const { comparison } = compared(same, 400, 'segment', 0.02);
    const ends = comparison.orderings.filter(({ ordering }) => ordering.startsWith('always'));
    expect(ends.map(({ certified }) => certified!.task_share)).toEqual([0, 1]);
    expect(ends[1]!.certified).toMatchObject({ saving: 0.9, quality: 1 });
    // No gap, so nothing to recover.
    expect(comparison.orderings.every(({ apgr }) => apgr === null)).toBe(true);
  });

  it('says how many tasks it would take where nothing is certified', () => {
    const { comparison } = compared(trialsOf(60, 5, false), 60, 'length', 0.02);
    expect(comparison).toMatchObject({ certified: null, chosen: null });
    expect(comparison.needed_tasks).toBeGreaterThan(60);
    expect(compared(trialsOf(60, 5, false), 60, 'length', 0).comparison.needed_tasks).toBeNull();
  });
});
