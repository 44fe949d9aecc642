import { describe, expect, it } from 'vitest';
import { memberships, RESAMPLES } from '../../../src/analysis/frontier/bootstrap.ts';
import { normal, uniform } from '../trials.ts';

interface Made {
  readonly score: readonly (number | undefined)[];
  readonly cost: readonly (number | undefined)[];
}

const plane = (values: readonly (number | undefined)[]) => ({
  values: Float64Array.from(values, (value) => value ?? 0),
  mask: Uint8Array.from(values, (value) => (value === undefined ? 0 : 1)),
});
const column = ({ score, cost }: Made) => ({ score: plane(score), cost: plane(cost) });
const flat = (n: number, value: number) => new Array<number>(n).fill(value);
const ones = (n: number) => new Float64Array(n).fill(1);

/** Five standard errors of a frequency. */
const noise = (p: number) => 5 * Math.sqrt((p * (1 - p)) / RESAMPLES) + 1e-9;

describe('against the exact distribution', () => {
  /** P(G > L) where (G, L) of n draws are multinomial with chances g/n and l/n: by convolution of +1, -1 and 0. */
  function chanceOfLead(n: number, gains: number, losses: number): number {
    let chances = new Map([[0, 1]]);
    for (let draw = 0; draw < n; draw++) {
      const next = new Map<number, number>();
      const put = (lead: number, p: number) => next.set(lead, (next.get(lead) ?? 0) + p);
      for (const [lead, p] of chances) {
        put(lead + 1, (p * gains) / n);
        put(lead - 1, (p * losses) / n);
        put(lead, p * (1 - (gains + losses) / n));
      }
      chances = next;
    }
    return [...chances].reduce((sum, [lead, p]) => sum + (lead > 0 ? p : 0), 0);
  }
  it.each([
    [40, 5, 3],
    [40, 6, 1],
    [100, 10, 10],
  ])('a dearer model on %i tasks with %i gains and %i losses is on the frontier where it leads', (n, gains, losses) => {
    const cheap = Array.from({ length: n }, (_, i) => (i < gains ? 0 : 1));
    const dear = Array.from({ length: n }, (_, i) => (i >= gains && i < gains + losses ? 0 : 1));
    const [first, second] = memberships(
      [column({ score: cheap, cost: flat(n, 1) }), column({ score: dear, cost: flat(n, 2) })],
      ones(n),
      7,
    );
    expect(first).toEqual({ pareto: 1, hull: 1 });
    const expected = chanceOfLead(n, gains, losses);
    expect(Math.abs(second!.pareto - expected)).toBeLessThan(noise(expected));
    expect(second!.hull).toBe(second!.pareto);
  });
});

describe('against a slow bootstrap with other dice', () => {
  const draw = uniform(11);
  const n = 60;
  const weight = Float64Array.from({ length: n }, () => Math.exp(normal(draw) / 2));
  const models = Array.from({ length: 4 }, (_, m): Made => {
    const known = () => draw() > 0.04;
    return {
      score: Array.from({ length: n }, () => (known() ? Math.min(1, 0.55 + 0.05 * m + 0.4 * draw()) : undefined)),
      cost: Array.from({ length: n }, () => (known() ? Math.exp(0.3 * m + 0.6 * normal(draw)) : undefined)),
    };
  });
  function mean(values: readonly (number | undefined)[], drawn: readonly number[]): number {
    const found = drawn.filter((i) => values[i] !== undefined);
    const total = found.reduce((sum, i) => sum + weight[i]!, 0);
    return found.reduce((sum, i) => sum + weight[i]! * values[i]!, 0) / total;
  }
  /** On the hull: on the frontier, and above every straight line between a cheaper and a dearer model. */
  function isOnHull(points: readonly { cost: number; quality: number }[], i: number): boolean {
    const p = points[i]!;
    return points.every((a) =>
      points.every((c) => {
        if (!(a.cost < p.cost && p.cost < c.cost)) return true;
        return p.quality > a.quality + ((c.quality - a.quality) * (p.cost - a.cost)) / (c.cost - a.cost);
      }),
    );
  }
  it('four models with weights and gaps', () => {
    const slow = models.map(() => ({ pareto: 0, hull: 0 }));
    const rounds = 4000;
    for (let r = 0; r < rounds; r++) {
      const drawn = Array.from({ length: n }, () => Math.floor(draw() * n));
      const points = models.map(({ score, cost }) => ({ cost: mean(cost, drawn), quality: mean(score, drawn) }));
      points.forEach((p, i) => {
        if (points.some((o) => o !== p && o.cost <= p.cost && o.quality >= p.quality)) return;
        slow[i]!.pareto += 1 / rounds;
        if (isOnHull(points, i)) slow[i]!.hull += 1 / rounds;
      });
    }
    const fast = memberships(models.map(column), weight, 3);
    for (const [i, { pareto, hull }] of fast.entries()) {
      expect(Math.abs(pareto - slow[i]!.pareto)).toBeLessThan(1.3 * noise(slow[i]!.pareto));
      expect(Math.abs(hull - slow[i]!.hull)).toBeLessThan(1.3 * noise(slow[i]!.hull));
    }
    expect(fast.filter(({ pareto }) => pareto > 0.05 && pareto < 0.95).length).toBeGreaterThan(0);
    expect(fast.some(({ pareto, hull }) => hull < pareto)).toBe(true);
  });
  it('the order of the models does not matter, the seed does', () => {
    const made = memberships(models.map(column), weight, 3);
    expect(memberships(models.toReversed().map(column), weight, 3)).toEqual(made.toReversed());
    expect(memberships(models.map(column), weight, 4)).not.toEqual(made);
  });
});

it('exact ties stay: two models alike are both on the frontier and the hull, always', () => {
  const score = Array.from({ length: 30 }, (_, i) => i % 2);
  const alike = column({ score, cost: flat(30, 0.1) });
  expect(memberships([alike, alike], ones(30), 1)).toEqual([
    { pareto: 1, hull: 1 },
    { pareto: 1, hull: 1 },
  ]);
});

it('a resample in which nothing is known of a model has no place for it', () => {
  const sparse = column({ score: [1, ...new Array<undefined>(9).fill(undefined)], cost: flat(10, 0) });
  const [only] = memberships([sparse], ones(10), 1);
  // The one task is drawn at least once: 1 - .9^10.
  const expected = 1 - 0.9 ** 10;
  expect(Math.abs(only!.pareto - expected)).toBeLessThan(noise(expected));
});

it('nothing to place, nothing placed; one task is always drawn', () => {
  expect(memberships([], ones(3), 1)).toEqual([]);
  expect(memberships([column({ score: [1], cost: [1] })], ones(1), 1)).toEqual([{ pareto: 1, hull: 1 }]);
});

it('as many resamples as asked for, also where they are no multiple of those in one pass', () => {
  const n = 10;
  const [, dear] = memberships(
    [
      column({ score: flat(n, 1).map((_, i) => (i < 5 ? 1 : 0)), cost: flat(n, 1) }),
      column({ score: flat(n, 1).map((_, i) => (i < 5 ? 0 : 1)), cost: flat(n, 2) }),
    ],
    ones(n),
    1,
    7,
  );
  expect((dear!.pareto * 7) % 1).toBeCloseTo(0, 9);
});
