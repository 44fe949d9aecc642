import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noiseOf } from '../../src/analysis/noise.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { noShared, outcomes, reference } from './shared.ts';
import { trial, uniform } from './trials.ts';

/** Verdicts by model and task, repeat by repeat; undefined: no verdict. */
type Runs = Record<string, Record<string, readonly (number | undefined)[]>>;

function noise(runs: Runs, of = 'strong', weight: (task: string) => number = () => 1) {
  const trials = Object.entries(runs).flatMap(([model, tasks]) =>
    Object.entries(tasks).flatMap(([task, scores]) =>
      scores.map((score, repeat) => trial(task, model, score, { repeat, weight: weight(task) })),
    ),
  );
  const models = Object.keys(runs);
  return noiseOf(tabulate(trials, models, 0), models, of);
}

/** `n` tasks of which the first `onlyA` are right in run A alone, the next `onlyB` in run B alone, then `both`. */
function twoRuns(n: number, onlyA: number, onlyB: number, both: number) {
  return Object.fromEntries(
    Array.from({ length: n }, (_, i) => {
      const right = i < onlyA ? [1, 0] : i < onlyA + onlyB ? [0, 1] : i < onlyA + onlyB + both ? [1, 1] : [0, 0];
      return [`t${String(i).padStart(4, '0')}`, right];
    }),
  );
}

it('is null without a second verdict of any task', () => {
  expect(noise({ strong: { a: [1], b: [0] } })).toBeNull();
  expect(noise({ strong: { a: [1, undefined], b: [undefined, 0] } })).toBeNull();
});

describe.skipIf(noShared)('two runs of one model on SWE-bench (../shared/data/openhands, ../shared/reference)', () => {
  const pairs = Object.entries(reference('openhands_swe_bench')['swe-bench']?.same_model_two_runs_noise_floor ?? {});
  const rows = noShared ? [] : outcomes('openhands/outcomes.csv').filter(({ benchmark }) => benchmark === 'swe-bench');
  const verdicts = (name: string) =>
    new Map(rows.flatMap(({ model, task_id, score }) => (model === name ? [[task_id!, Number(score)] as const] : [])));

  it.each(pairs)('%s', (names, expected) => {
    // biome-ignore lint/suspicious/noExplicitAny: a reference file, read field by field.
    const { strong_only, cheap_only, discordance, oracle_share_cheap_not_worse } = expected as any;
    const [first, second] = names.split(' | ').map(verdicts);
    const found = noise({
      strong: Object.fromEntries([...first!].map(([id, score]) => [id, [score, second!.get(id)]])),
    })!;
    const [own] = found.models;
    expect(own!.tasks).toBe(500);
    expect(own!.disagreement).toBeCloseTo(discordance, 12);
    expect(own!.flaky).toBe(strong_only + cheap_only);
    // The file's oracle share takes the second run as the strong one; either may be: the mean of both ways.
    const otherWay = 1 - cheap_only / 500;
    expect(found.reference_oracle).toBeCloseTo((oracle_share_cheap_not_worse + otherWay) / 2, 12);
  });

  it('finds 8 % of 500 tasks between 5.9 and 10.7 % (Wilson, by hand)', () => {
    // p = .08, n = 500, z = 1.959964: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)
    const own = noise({ strong: twoRuns(500, 20, 20, 364) })!.models[0]!;
    expect(own.disagreement_low).toBeCloseTo(0.059298129, 8);
    expect(own.disagreement_high).toBeCloseTo(0.107106317, 8);
  });
});

describe('pass@k and pass^k', () => {
  /** Both by trying every choice of k verdicts. */
  function byEnumeration(scores: readonly number[], k: number) {
    let [choices, some, all] = [0, 0, 0];
    for (let mask = 0; mask < 2 ** scores.length; mask++) {
      const chosen = scores.filter((_, i) => (mask >> i) & 1);
      if (chosen.length !== k) continue;
      choices++;
      if (chosen.includes(1)) some++;
      if (!chosen.includes(0)) all++;
    }
    return [some / choices, all / choices] as const;
  }

  it('are what every choice of k verdicts gives', () => {
    const binary = fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(binary, { minLength: 1, maxLength: 5 }), (tasks) => {
        const { pass } = noise({ strong: Object.fromEntries(tasks.map((scores, i) => [`t${i}`, scores])) })!.models[0]!;
        for (const { k, tasks: counted, pass_at, pass_all } of pass) {
          const enough = tasks.filter((scores) => scores.length >= k).map((scores) => byEnumeration(scores, k));
          expect(counted).toBe(enough.length);
          expect(pass_at).toBeCloseTo(enough.reduce((sum, [some]) => sum + some, 0) / enough.length, 10);
          expect(pass_all).toBeCloseTo(enough.reduce((sum, [, all]) => sum + all, 0) / enough.length, 10);
        }
        const most = Math.max(...tasks.map(({ length }) => length));
        const expected = [1, 2, 4].filter((k) => k < most);
        expect(pass.map(({ k }) => k)).toEqual([...expected, most]);
      }),
    );
  });

  it('give Chen et al.: 3 right of 10 is pass@1 .3, pass@4 1 - C(7,4)/C(10,4) = 1 - 35/210, pass@8 1', () => {
    const { pass } = noise({ strong: { a: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0] } })!.models[0]!;
    expect(pass.map(({ k }) => k)).toEqual([1, 2, 4, 8, 10]);
    const at = Object.fromEntries(pass.map(({ k, pass_at }) => [k, pass_at]));
    expect(at[1]).toBeCloseTo(0.3, 12);
    expect(at[4]).toBeCloseTo(1 - 35 / 210, 12);
    expect(at[8]).toBe(1);
    // pass^2 = C(3,2)/C(10,2) = 3/45
    expect(pass[1]!.pass_all).toBeCloseTo(3 / 45, 12);
    expect(pass[2]!.pass_all).toBe(0);
  });

  it('are weighted by task, and absent with graded scores', () => {
    const runs = { strong: { a: [1, 1], b: [0, 0] } };
    expect(noise(runs, 'strong', (task) => (task === 'a' ? 3 : 1))!.models[0]!.pass[0]!.pass_at).toBeCloseTo(0.75, 12);
    expect(noise({ strong: { a: [0.5, 1] } })!.models[0]!.pass).toEqual([]);
  });
});

describe('disagreement', () => {
  it('is what all pairs of verdicts of a task show, averaged over tasks', () => {
    const score = fc.option(fc.constantFrom(0, 0.5, 1), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(fc.array(score, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 6 }),
        (tasks) => {
          const found = noise({ strong: Object.fromEntries(tasks.map((scores, i) => [`t${i}`, scores])) });
          const rates = tasks
            .map((scores) => scores.filter((one) => one !== undefined))
            .filter(({ length }) => length > 1)
            .map((scores) => {
              const pairs = scores.flatMap((a, i) => scores.slice(i + 1).map((b) => (a === b ? 0 : 1) as number));
              return pairs.reduce((sum, differs) => sum + differs, 0) / pairs.length;
            });
          expect(found === null).toBe(rates.length === 0);
          if (found === null) return;
          const own = found.models[0]!;
          expect(own.tasks).toBe(rates.length);
          expect(own.disagreement).toBeCloseTo(rates.reduce((sum, rate) => sum + rate, 0) / rates.length, 10);
          expect(own.disagreement_low).toBeLessThanOrEqual(own.disagreement + 1e-12);
          expect(own.disagreement_high).toBeGreaterThanOrEqual(own.disagreement - 1e-12);
        },
      ),
    );
  });

  it('covers the true chance in 93-97 % of simulations with four repeats', () => {
    // A task's chance of success is uniform: two answers differ with E[2 p (1 - p)] = 1/3.
    const draw = uniform(5);
    let covered = 0;
    for (let run = 0; run < 1000; run++) {
      const tasks = Array.from({ length: 120 }, (_, i) => {
        const p = draw();
        return [`t${i}`, Array.from({ length: 4 }, () => (draw() < p ? 1 : 0))] as const;
      });
      const { disagreement_low, disagreement_high } = noise({ strong: Object.fromEntries(tasks) })!.models[0]!;
      if (disagreement_low <= 1 / 3 && 1 / 3 <= disagreement_high) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(930);
    expect(covered).toBeLessThanOrEqual(970);
  });
});

describe('the share of the variance that repeats would take away', () => {
  it('is Miller 2024 on a case by hand', () => {
    // Task means 1, .5, 0: variance .25. Within: 0, .5, 0 by task, over K = 2: mean (.25)/3 = 1/12. Share 1/3.
    expect(noise({ strong: { a: [1, 1], b: [1, 0], c: [0, 0] } })!.models[0]!.within_share).toBeCloseTo(1 / 3, 12);
  });

  it('is about 1 where tasks do not differ, about 0 where answers do not', () => {
    const draw = uniform(6);
    const many = (chance: (i: number) => number) =>
      Object.fromEntries(
        Array.from({ length: 4000 }, (_, i) => {
          const p = chance(i);
          return [`t${i}`, Array.from({ length: 5 }, () => (draw() < p ? 1 : 0))];
        }),
      );
    expect(noise({ strong: many(() => 0.5) })!.models[0]!.within_share).toBeGreaterThan(0.9);
    expect(noise({ strong: many((i) => i % 2) })!.models[0]!.within_share).toBe(0);
    // p uniform: E[p(1-p)]/5 = 1/30 of 1/12 + 1/30: 2/7.
    const mixed = noise({ strong: many(() => draw()) })!.models[0]!.within_share;
    expect(mixed).toBeCloseTo(2 / 7, 1);
  });

  it('is null where the mean does not vary', () => {
    expect(noise({ strong: { a: [1, 1], b: [1, 1] } })!.models[0]!.within_share).toBeNull();
    expect(noise({ strong: { a: [1, 0] } })!.models[0]!.within_share).toBeNull();
  });
});

describe('flaky tasks', () => {
  it('come most divided first, ties by the number of verdicts, then by name; steady ones not at all', () => {
    const found = noise({
      strong: { steady: [1, 1, 1, 1], once: [1, 1, 1, 0], even: [1, 1, 0, 0], short: [1, 0, undefined, undefined] },
      weak: { also: [0, 1, 1, 0], steady: [0, 0] },
    })!;
    expect(found.flaky).toEqual([
      { task_id: 'also', model: 'weak', scores: [0, 1, 1, 0] },
      { task_id: 'even', model: 'strong', scores: [1, 1, 0, 0] },
      { task_id: 'short', model: 'strong', scores: [1, 0] },
      { task_id: 'once', model: 'strong', scores: [1, 1, 1, 0] },
    ]);
    expect(found.flaky_count).toBe(4);
    expect(found.models.map(({ model, flaky }) => [model, flaky])).toEqual([
      ['strong', 3],
      ['weak', 1],
    ]);
  });

  it('are 50 at most, and counted all', () => {
    const found = noise({ strong: twoRuns(80, 30, 30, 10) })!;
    expect([found.flaky.length, found.flaky_count]).toEqual([50, 60]);
  });
});

it('knows no oracle share without repeats of the reference, and leaves out models without repeats', () => {
  const found = noise({ strong: { a: [1], b: [1] }, weak: { a: [1, 0], b: [1, 1] } })!;
  expect(found.reference_oracle).toBeNull();
  expect(found.models.map(({ model }) => model)).toEqual(['weak']);
});
