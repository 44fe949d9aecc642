import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plane } from '../../../src/analysis/gather.ts';
import { portfolioOf } from '../../../src/analysis/portfolio/portfolio.ts';
import { promise } from '../../../src/analysis/promise.ts';
import { splitTasks } from '../../../src/analysis/split.ts';
import { type Table, tabulate } from '../../../src/analysis/table.ts';
import { uniform } from '../trials.ts';

/** By segment, the chance of each model to be right, and what a call costs. */
interface World {
  readonly rates: Readonly<Record<string, readonly number[]>>;
  readonly usd: readonly (number | null)[];
}

const MODELS = ['strong', 'mid', 'cheap', 'tiny'];

function plane(n: number, of: (task: number) => number | null): Plane {
  const values = Array.from({ length: n }, (_, task) => of(task));
  return {
    values: Float64Array.from(values, (value) => value ?? 0),
    mask: Uint8Array.from(values, (value) => (value === null ? 0 : 1)),
  };
}

/** n tasks, segments in turn; every model is right at its own rate, on the same coin: a better model is right wherever a worse one is. */
function drawn(n: number, { rates, usd }: World, draw: () => number): Table {
  const segments = Object.keys(rates).sort();
  const coins = Array.from({ length: n }, draw);
  const rate = (task: number, model: number) => rates[segments[task % segments.length]!]![model]!;
  const empty = tabulate([], usd.map(String), 0);
  return {
    n,
    ids: coins.map((_, task) => String(task)),
    weight: new Float64Array(n).fill(1),
    segment: Uint32Array.from(coins, (_, task) => task % segments.length),
    segments,
    repeats: 1,
    columns: usd.map((cost, model) => ({
      ...empty.columns[model]!,
      score: plane(n, (task) => (coins[task]! < rate(task, model) ? 1 : 0)),
      cost: plane(n, () => cost),
    })),
  };
}

/** What each model is good at: mid at a, cheap at b, nobody but the reference at c. */
const THREE: World = {
  rates: { a: [0.9, 0.9, 0.6, 0.5], b: [0.9, 0.6, 0.92, 0.5], c: [0.9, 0.5, 0.5, 0.4] },
  usd: [10, 1, 1.2, 0.1],
};

const modelsOf = ({ usd }: World) => MODELS.slice(0, usd.length);
const chosen = (world: World, table: Table, floors: readonly number[], most?: number, seed = 1) =>
  portfolioOf(table, modelsOf(world), 'strong', splitTasks(table, seed), floors, most);

describe('a portfolio', () => {
  const table = drawn(3000, THREE, uniform(1));
  const { shares, max_models } = chosen(THREE, table, [0.02])!;
  const { portfolio, pair } = shares[0]!;

  it('gives each segment to the model that is good at it', () => {
    expect(max_models).toBe(3);
    expect(portfolio.choices).toEqual([
      { segment: 'a', model: 'mid' },
      { segment: 'b', model: 'cheap' },
      { segment: 'c', model: 'strong' },
    ]);
    expect(portfolio.models).toEqual(['mid', 'cheap', 'strong']);
    expect(portfolio).toMatchObject({ certified: true, floor: 0.02, cost_reference_usd: '10' });
    expect(portfolio.saving).toBeCloseTo(1 - (1 + 1.2 + 10) / 30, 2);
  });
  it('two models save less', () => {
    expect(pair.models).toHaveLength(2);
    expect(pair.saving!).toBeLessThan(portfolio.saving! - 0.2);
  });
  it('is reported on the other half alone, by its definition', () => {
    const { half } = splitTasks(table, 1);
    const tested = Array.from(half.keys()).filter((task) => half[task] === 1);
    const placeOf = (task: number) => MODELS.indexOf(portfolio.choices[table.segment[task]!]!.model);
    const mean = (of: (task: number) => number) => tested.reduce((sum, task) => sum + of(task), 0) / tested.length;
    const quality = mean((task) => table.columns[placeOf(task)]!.score.values[task]!);
    const reference = mean((task) => table.columns[0]!.score.values[task]!);
    expect(portfolio.tested).toBe(tested.length);
    expect(portfolio.quality).toBeCloseTo(quality, 12);
    expect(portfolio.quality_reference).toBeCloseTo(reference, 12);
    expect(portfolio.delta).toBeCloseTo(quality - reference, 12);
    const cost = mean((task) => table.columns[placeOf(task)]!.cost.values[task]!);
    expect(Number(portfolio.cost_per_task_usd)).toBeCloseTo(cost, 9);
  });
  it('the half that tests has no say in the choice', () => {
    const { half } = splitTasks(table, 1);
    const spoilt: Table = {
      ...table,
      columns: table.columns.map((column, model) => ({
        ...column,
        score: plane(table.n, (task) => (half[task] === 0 ? column.score.values[task]! : model === 0 ? 1 : 0)),
      })),
    };
    const after = chosen(THREE, spoilt, [0.02])!.shares[0]!.portfolio;
    expect(after.choices).toEqual(portfolio.choices);
    expect(after.learned).toEqual(portfolio.learned);
    expect(after.certified).toBe(false);
  });
  it('of one segment is the best single model', () => {
    const world: World = { rates: { all: [0.9, 0.9, 0.9, 0.3] }, usd: [10, 2, 1, 0.1] };
    const { portfolio: one } = chosen(world, drawn(1000, world, uniform(2)), [0.02])!.shares[0]!;
    expect(one.choices).toEqual([{ segment: 'all', model: 'cheap' }]);
    expect(one).toMatchObject({ models: ['cheap'], certified: true, delta: 0 });
    expect(one.saving).toBeCloseTo(0.9, 12);
  });
  it('leaves all with the reference where nothing keeps the floor and saves; that is no certificate', () => {
    const worlds: World[] = [
      { rates: { a: [0.9, 0.3, 0.3], b: [0.9, 0.3, 0.3] }, usd: [10, 1, 1] },
      { rates: { a: [0.9, 0.9, 0.9], b: [0.9, 0.9, 0.9] }, usd: [10, 11, null] },
      { rates: { a: [0.9, 0.9, 0.9], b: [0.9, 0.9, 0.9] }, usd: [null, 1, 1] },
    ];
    for (const world of worlds) {
      const { portfolio: none } = chosen(world, drawn(600, world, uniform(3)), [0.02])!.shares[0]!;
      expect(none).toMatchObject({ models: ['strong'], certified: false, delta: 0, tested: 300 });
      expect(none.saving).toBe(world.usd[0] === null ? null : 0);
      expect(none).not.toHaveProperty('learned');
    }
  });
  it('is none with one candidate, without segments, or without a task to test', () => {
    const one: World = { rates: { a: [0.9, 0.9] }, usd: [10, 1] };
    expect(chosen(one, drawn(600, one, uniform(3)), [0.02])).toBeNull();
    const plain: World = { rates: { '': [0.9, 0.9, 0.9] }, usd: [10, 1, 1] };
    expect(chosen(plain, drawn(600, plain, uniform(3)), [0.02])).toBeNull();
    expect(chosen(THREE, drawn(1, THREE, uniform(3)), [0.02])).toBeNull();
  });
  it('leaves out tasks where the model of the segment, or the reference, has no verdict', () => {
    const holes = (column: number, every: number): Table => ({
      ...table,
      columns: table.columns.map((one, i) =>
        i === column
          ? { ...one, score: plane(table.n, (task) => (task % every === 0 ? null : one.score.values[task]!)) }
          : one,
      ),
    });
    const { half } = splitTasks(table, 1);
    const count = (left: (task: number) => boolean) => Array.from(half.keys()).filter((t) => half[t] === 1 && left(t));
    const without = chosen(THREE, holes(0, 4), [0.02])!.shares[0]!.portfolio;
    expect(without.tested).toBe(count((task) => task % 4 !== 0).length);
    const some = chosen(THREE, holes(1, 4), [0.02])!.shares[0]!.portfolio;
    expect(some.choices).toEqual(portfolio.choices);
    expect(some.tested).toBe(count((task) => task % 3 !== 0 || task % 4 !== 0).length);
  });
});

describe('choosing', () => {
  it('more models never promise less on the half that chooses, and use no more than they may', () => {
    const rate = fc.double({ min: 0.5, max: 1, noNaN: true });
    const world = fc.record({
      rates: fc.record({
        a: fc.array(rate, { minLength: 4, maxLength: 4 }),
        b: fc.array(rate, { minLength: 4, maxLength: 4 }),
        c: fc.array(rate, { minLength: 4, maxLength: 4 }),
      }),
      usd: fc.tuple(
        fc.constant(10),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
      ),
    });
    const worth = (learned?: { saving: number | null; noninferior_p: number }) =>
      learned === undefined ? 0 : promise(learned.saving!, learned.noninferior_p);
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 1000 }), (one, seed) => {
        const { portfolio, pair } = chosen(one, drawn(240, one, uniform(seed)), [0.05], 3, seed)!.shares[0]!;
        expect(worth(portfolio.learned)).toBeGreaterThanOrEqual(worth(pair.learned));
        expect(pair.models.length).toBeLessThanOrEqual(2);
        expect(portfolio.models.length).toBeLessThanOrEqual(3);
        expect([...new Set(portfolio.choices.map(({ model }) => model))].sort()).toEqual([...portfolio.models].sort());
      }),
      { numRuns: 60 },
    );
  });
  it('of many models the sets grow one by one, and find the same where it is plain', () => {
    const rates = Object.fromEntries(
      Object.entries(THREE.rates).map(([segment, list]) => [segment, [...list, ...new Array<number>(12).fill(0.2)]]),
    );
    const world: World = { rates, usd: [...THREE.usd, ...new Array<number>(12).fill(9)] };
    const table = drawn(3000, world, uniform(1));
    const models = [...MODELS, ...Array.from({ length: 12 }, (_, i) => `poor${i}`)];
    const found = portfolioOf(table, models, 'strong', splitTasks(table, 1), [0.02])!;
    expect(found.shares[0]!.portfolio.choices.map(({ model }) => model)).toEqual(['mid', 'cheap', 'strong']);
  });
});

describe('what is certified holds', () => {
  it.each<[string, number, World]>([
    ['specialists', 400, { rates: { a: [0.9, 0.88, 0.7], b: [0.9, 0.7, 0.88], c: [0.9, 0.8, 0.8] }, usd: [10, 1, 1] }],
    ['everybody just below the floor', 400, { rates: { a: [0.9, 0.84, 0.84], b: [0.9, 0.84, 0.84] }, usd: [10, 1, 1] }],
    ['one segment, everybody a hair below the floor', 1000, { rates: { a: [0.9, 0.8495, 0.8495] }, usd: [10, 1, 1] }],
  ])('%s: violated in at most 6 % of 1,000 workloads', (_name, n, world) => {
    const [draw, segments] = [uniform(9), Object.keys(world.rates)];
    let [violated, certified] = [0, 0];
    for (let round = 0; round < 1000; round++) {
      const { portfolio } = chosen(world, drawn(n, world, draw), [0.05], 3, round)!.shares[0]!;
      if (!portfolio.certified) continue;
      expect(portfolio.models, 'something moves').not.toEqual(['strong']);
      certified++;
      const lost = portfolio.choices.map(({ segment, model }) => {
        const rates = world.rates[segment]!;
        return rates[MODELS.indexOf(model)]! - rates[0]!;
      });
      if (lost.reduce((sum, one) => sum + one, 0) / segments.length < -0.05 - 1e-12) violated++;
    }
    expect(violated).toBeLessThanOrEqual(60);
    expect(certified).toBeGreaterThan(20);
  });
});
