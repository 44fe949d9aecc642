import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/analysis/report_types.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { normal, trial, uniform } from './trials.ts';
import { report } from './workload.ts';

const ROUNDS = 1000;

interface Drawn {
  readonly strong: number;
  readonly weak: number;
}

interface World {
  readonly n: number;
  readonly draw: (u: () => number) => Drawn;
  /** Expected score of the candidate, and expected difference. */
  readonly quality: number;
  readonly delta: number;
  /** The hull of two intervals, one of which reckons with full losses not seen yet: wider than it has to be. */
  readonly wide?: boolean;
}

/** Lognormal costs with this mean: logarithms of recorded costs per task have standard deviations of about .64. */
const SIGMA = 0.64;
const MEAN = 0.02 * Math.exp(SIGMA ** 2 / 2);

function trialsOf({ n, draw }: World, dice: () => number): Trial[] {
  const cost = () =>
    ({ state: 'known', usd: (0.02 * Math.exp(SIGMA * normal(dice))).toFixed(12), source: 'recorded' }) as const;
  return Array.from({ length: n }, (_, i) => {
    const { strong, weak } = draw(dice);
    return [trial(`t${i}`, 'strong', strong, { cost: cost() }), trial(`t${i}`, 'weak', weak, { cost: cost() })];
  }).flat();
}

/** Which intervals of one report hold the truth: the candidate's quality and cost per task, and the difference. */
function holds({ standings, shares }: Report, { quality, delta }: World): Record<string, boolean> {
  const row = standings.find(({ model }) => model === 'weak')!;
  const [share] = shares;
  return {
    quality: row.quality_low! <= quality && quality <= row.quality_high!,
    cost: Number(row.cost_low_usd) <= MEAN && MEAN <= Number(row.cost_high_usd),
    delta: share!.delta_low! <= delta && delta <= share!.delta_high!,
  };
}

function coverage(world: World, seed: number): Record<string, number> {
  const dice = uniform(seed);
  const counts: Record<string, number> = { quality: 0, cost: 0, delta: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const made = report(trialsOf(world, dice), world.n, { quality_floors: [0.05], resamples: 1 });
    for (const [name, held] of Object.entries(holds(made, world))) counts[name]! += held ? 1 / ROUNDS : 0;
  }
  return counts;
}

/** 0/1 scores from the chances of a loss, a gain and both wrong. */
function binary(n: number, loss: number, gain: number, wrong: number): World {
  const draw = (dice: () => number): Drawn => {
    const u = dice();
    if (u < loss) return { strong: 1, weak: 0 };
    if (u < loss + gain) return { strong: 0, weak: 1 };
    return u < loss + gain + wrong ? { strong: 0, weak: 0 } : { strong: 1, weak: 1 };
  };
  return { n, draw, quality: 1 - loss - wrong, delta: gain - loss };
}

/** Scores in tenths: the candidate's is the reference's, or up to .4 below or above it. */
const graded: World = {
  n: 150,
  wide: true,
  draw: (dice) => {
    const strong = 0.4 + Math.floor(3 * dice()) / 10;
    return { strong, weak: strong + (Math.floor(9 * dice()) - 4) / 10 };
  },
  quality: 0.5,
  delta: 0,
};

describe('95 % intervals of a report cover in 93 to 97 % of 1,000 workloads', () => {
  it.each<[string, World]>([
    ['0/1, 200 tasks, a third wrong', binary(200, 0.15, 0.1, 0.2)],
    ['0/1, 250 tasks, as on half of SWE-bench', binary(250, 0.09, 0.072, 0.146)],
    ['0/1, 300 tasks, nearly all right', binary(300, 0.04, 0.03, 0.02)],
    ['graded, 150 tasks', graded],
  ])('%s', (_, world) => {
    const made = coverage(world, world.n);
    for (const [name, covered] of Object.entries(made)) {
      expect(covered, name).toBeGreaterThanOrEqual(0.93);
      if (!(world.wide && name === 'delta')) expect(covered, name).toBeLessThanOrEqual(0.97);
    }
  });
});
