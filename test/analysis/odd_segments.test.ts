import { describe, expect, it } from 'vitest';
import { oddSegments } from '../../src/analysis/odd_segments.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { normal, trial, uniform } from './trials.ts';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

interface World {
  readonly models: number;
  readonly segments: number;
  /** Tasks of a segment. */
  readonly size: number;
  readonly graded?: true;
  /** Spread of what a model can do on one segment more or less than elsewhere, in logits. */
  readonly taste: number;
}

/** Findings of a generated run; the chance to answer right is `broken` for model 0 on segment 0, where that is given. */
function found({ models, segments, size, graded, taste }: World, seed: number, broken?: number) {
  const draw = uniform(seed);
  const names = Array.from({ length: models }, (_, m) => `m${m}`);
  const ability = names.map(() => 1 + 0.7 * normal(draw));
  const hardness = Array.from({ length: segments }, () => normal(draw));
  const own = names.map(() => hardness.map(() => taste * normal(draw)));
  const trials = hardness.flatMap((hard, s) =>
    Array.from({ length: size }, (_, i) => {
      const task = normal(draw);
      return names.map((name, m) => {
        const p = logistic(ability[m]! - hard + own[m]![s]! + task);
        const right = draw() < (m === 0 && s === 0 && broken !== undefined ? broken : p);
        const score = graded ? (right ? 0.5 + 0.5 * draw() : 0.4 * draw()) : right ? 1 : 0;
        return trial(`s${s}-${i}`, name, score, { segment: `s${s}` });
      });
    }).flat(),
  );
  return oddSegments(tabulate(trials, names, segments * size), names);
}

describe('false alarms on clean runs, by simulation', () => {
  it.each<[string, World]>([
    ['8 models, 10 segments of 30', { models: 8, segments: 10, size: 30, taste: 0.3 }],
    ['3 models, 20 segments of 8', { models: 3, segments: 20, size: 8, taste: 0.3 }],
    ['2 models, 5 segments of 40', { models: 2, segments: 5, size: 40, taste: 0.3 }],
    ['4 models, graded', { models: 4, segments: 6, size: 25, taste: 0.3, graded: true }],
    ['6 models with strong tastes of their own', { models: 6, segments: 8, size: 30, taste: 0.6 }],
  ])('%s: at most 5 percent of runs', (_, world) => {
    const rounds = 150;
    let alarms = 0;
    for (let seed = 0; seed < rounds; seed++) if (found(world, seed).length > 0) alarms++;
    expect(alarms / rounds).toBeLessThanOrEqual(0.05);
  });
});

describe('a broken segment', () => {
  it.each<[string, World, number]>([
    ['8 models, 10 segments of 30', { models: 8, segments: 10, size: 30, taste: 0.3 }, 0.85],
    ['2 models, 5 segments of 40', { models: 2, segments: 5, size: 40, taste: 0.3 }, 0.75],
  ])('%s: named, and nothing else', (_, world, power) => {
    const rounds = 60;
    let named = 0;
    for (let seed = 1000; seed < 1000 + rounds; seed++) {
      const all = found(world, seed, 0);
      if (all.some((one) => 'segment' in one && one.model === 'm0' && one.segment === 's0')) named++;
      expect(all.length).toBeLessThanOrEqual(2);
    }
    expect(named / rounds).toBeGreaterThan(power);
  });
  it('with its numbers: the odds of the others here, times what the model leads by elsewhere', () => {
    // Elsewhere a 50 of 50, b 40 of 50; here b 30 of 50, a none. Odds with a half added to both sides: 30.5/20.5 x (50.5/0.5) / (40.5/10.5) = 38.96.
    const trials = Array.from({ length: 100 }, (_, i) => {
      const segment = i < 50 ? 'here' : 'elsewhere';
      const [a, b] = i < 50 ? [0, i < 30 ? 1 : 0] : [1, i < 90 ? 1 : 0];
      return [trial(`t${i}`, 'a', a, { segment }), trial(`t${i}`, 'b', b, { segment })];
    }).flat();
    expect(oddSegments(tabulate(trials, ['a', 'b'], 100), ['a', 'b'])).toEqual([
      {
        ...{ code: 'segment_out_of_line', model: 'a', segment: 'here', tasks: 50, quality: 0 },
        ...{ expected: expect.closeTo(38.958 / 39.958, 5), p: expect.any(Number) },
      },
    ]);
  });
  it('a segment that is hard for everybody, and a model that is weak everywhere, are in line', () => {
    const trials = Array.from({ length: 120 }, (_, i) => {
      const segment = i % 2 === 0 ? 'hard' : 'easy';
      const right = (chance: number) => (Math.floor(i / 2) % 20 < chance * 20 ? 1 : 0);
      const score = (m: string) => right(segment === 'hard' ? 0.1 : m === 'weak' ? 0.4 : 0.9);
      return ['weak', 'b', 'c'].map((m) => trial(`t${i}`, m, score(m), { segment }));
    }).flat();
    expect(oddSegments(tabulate(trials, ['weak', 'b', 'c'], 120), ['weak', 'b', 'c'])).toEqual([]);
  });
  it('without segments, with one model, or with few tasks there is nothing to say', () => {
    const one = Array.from({ length: 50 }, (_, i) => trial(`t${i}`, 'a', 0));
    expect(oddSegments(tabulate(one, ['a'], 50), ['a'])).toEqual([]);
    const few = Array.from({ length: 20 }, (_, i) => {
      const segment = i < 4 ? 'here' : 'elsewhere';
      return [trial(`t${i}`, 'a', i < 4 ? 0 : 1, { segment }), trial(`t${i}`, 'b', i % 4 === 3 ? 0 : 1, { segment })];
    }).flat();
    expect(oddSegments(tabulate(few, ['a', 'b'], 20), ['a', 'b'])).toEqual([]);
  });
});
