import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Trial } from '../../src/domain/trial.ts';

/** A trial with a verdict and a cost, unless told otherwise. */
export function trial(task_id: string, model: string, score: number | undefined, extra: Partial<Trial> = {}): Trial {
  const verdict = score === undefined ? { why: 'no verdict' } : { score };
  const cost = { state: 'known', usd: model === 'strong' ? '0.01' : '0.001', source: 'config' } as const;
  return { task_id, model, repeat: 0, segment: '', weight: 1, status: 'ok', ...verdict, cost, reused: false, ...extra };
}

export const unknownCost = { state: 'unknown', why: 'no price' } as const;

/** Seeded uniform numbers in [0, 1). */
export function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** Standard normal numbers (Box & Muller). */
export function normal(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

export function shuffled<T>(items: readonly T[], draw: () => number): T[] {
  return items
    .map((item) => ({ item, key: draw() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
