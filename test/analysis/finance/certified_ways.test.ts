import { describe, expect, it } from 'vitest';
import type { VerifierReading } from '../../../src/analysis/cascade/cascade_types.ts';
import { strategiesOf } from '../../../src/analysis/finance/strategies.ts';
import type { Report } from '../../../src/analysis/report_types.ts';
import { splitTasks } from '../../../src/analysis/split.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { trial, uniform } from '../trials.ts';
import { report } from '../workload.ts';

const MODELS = ['strong', 'weak', 'other'];
const PARTS = ['red', 'green', 'blue'];
const DOLLARS: Readonly<Record<string, number>> = { strong: 0.01, weak: 0.001, other: 0.002 };
const READING = 0.0002;

interface Situation {
  readonly trials: readonly Trial[];
  readonly study: {
    readonly inputs: ReadonlyMap<string, string>;
    readonly verifiers: readonly {
      readonly verifier: string;
      readonly candidate: string;
      readonly readings: ReadonlyMap<string, VerifierReading>;
    }[];
  };
}

/**
 * `weak` fails on half of blue, `other` on half of red. Blue texts are long. A verifier of `weak` is right in 95 %, and another is always wrong; every ninth
 * task was never read.
 */
function situation(n: number): Situation {
  const draw = uniform(21);
  const [inputs, good, bad] = [
    new Map<string, string>(),
    new Map<string, VerifierReading>(),
    new Map<string, VerifierReading>(),
  ];
  const trials = Array.from({ length: n }, (_, i) => {
    const [id, segment] = [`t${String(i).padStart(4, '0')}`, PARTS[i % 3]!];
    const right = (hard: string) => (draw() < (segment === hard ? 0.5 : 0.02) ? 0 : 1);
    const [weak, other] = [right('blue'), right('red')];
    inputs.set(id, segment === 'blue' ? `a long ${'story '.repeat(20 + (i % 7))}` : `short ${i % 7}`);
    if (i % 9 !== 0) good.set(id, { trust: draw() < 0.95 ? weak : 1 - weak, cost_usd: READING });
    bad.set(id, { trust: 1 - weak, cost_usd: READING });
    const known = (usd: number) => ({ state: 'known', usd: String(usd), source: 'config' }) as const;
    return [
      trial(id, 'strong', draw() < 0.03 ? 0 : 1, { segment }),
      trial(id, 'weak', weak, { segment }),
      trial(id, 'other', other, { segment, cost: known(DOLLARS.other!) }),
    ];
  }).flat();
  const verifiers = [
    { verifier: 'good', candidate: 'weak', readings: good },
    { verifier: 'bad', candidate: 'weak', readings: bad },
  ];
  return { trials, study: { inputs, verifiers } };
}

const { trials, study } = situation(900);
const made = report(trials, 900, { models: MODELS, quality_floors: [0.02, 0.05], detail: true, study });
const { strategies } = strategiesOf(trials, made, study);
const certified = strategies.slice(3);

/** Whatever the report calls certified, by the names of the rows. */
function certifiedIn({ shares, detail }: Report): readonly string[] {
  const end = (floor: number) => `within ${floor * 100} points`;
  const moves = (share: { readonly task_share: number } | null) => share !== null && share.task_share > 0;
  return [
    ...shares
      .filter((share) => moves(share.certified))
      .map(({ candidate, floor }) => `route to ${candidate} by segment ${end(floor)}`),
    ...detail!.routers!.flatMap(({ candidate, routers }) =>
      routers
        .filter(({ ordering }) => ordering !== 'segment' && ordering !== 'oracle')
        .flatMap(({ ordering, shares: own }) =>
          own
            .filter((share) => moves(share.certified))
            .map(
              ({ floor }) =>
                `route to ${candidate} ${ordering === 'random' ? 'at random' : `by ${ordering}`} ${end(floor)}`,
            ),
        ),
    ),
    ...detail!.cascades!.flatMap(({ cascades }) =>
      cascades.flatMap(({ candidate, verifier, shares: own }) =>
        own
          .filter((share) => share.certified)
          .map(({ floor }) => `cascade from ${candidate} by ${verifier} ${end(floor)}`),
      ),
    ),
    ...detail!
      .portfolio!.shares.filter(({ portfolio }) => portfolio.certified)
      .map(({ portfolio }) => `portfolio ${end(portfolio.floor)}`),
  ];
}

const named = (name: string) => {
  const found = strategies.find(({ strategy }) => strategy === name);
  expect(found, name).toBeDefined();
  return found!;
};

describe('certified policies', () => {
  it('are all that the report certifies, and nothing that it does not', () => {
    const names = certified.map(({ strategy }) => strategy);
    expect(names.toSorted()).toEqual(certifiedIn(made).toSorted());
    for (const kind of ['by segment', 'by length', 'by tfidf', 'at random', 'by good', 'portfolio'])
      expect(
        names.some((name) => name.includes(kind)),
        kind,
      ).toBe(true);
    expect(names.some((name) => name.includes('by bad'))).toBe(false);
    expect(new Set(names).size, 'projections find a row by its name').toBe(names.length);
  });

  it('have the figures of the report, to the last digit', () => {
    const router = made.detail!.routers![0]!.routers.find(({ ordering }) => ordering === 'length')!;
    const { certified: share } = router.shares[1]!;
    const way = named('route to weak by length within 5 points');
    expect(way).toMatchObject({ kind: 'routing', decided_by: 'length', candidate: 'weak', floor: 0.05 });
    expect(way.quality).toEqual({ low: share!.quality_low, base: share!.quality, high: share!.quality_high });
    expect(way).toMatchObject({ share_moved: share!.task_share, tasks: share!.tested });
    expect(way.cost_per_task_usd.base).toBe(share!.cost_after_usd);
    const { policy } = made.detail!.cascades![0]!.cascades[0]!.shares[1]!;
    const cascade = named('cascade from weak by good within 5 points');
    expect(cascade.cost_per_task_usd.base).toBe(policy!.cost_per_task_usd);
    expect(cascade.quality.base).toBeCloseTo(policy!.quality, 12);
    expect(cascade.share_moved).toBe(policy!.accept_share);
    const { portfolio } = made.detail!.portfolio!.shares[1]!;
    const several = named('portfolio within 5 points');
    expect(several.cost_per_task_usd.base).toBe(portfolio.cost_per_task_usd);
    expect(several.quality.base).toBe(portfolio.quality);
    expect(several.models).toEqual(portfolio.models);
    expect(several.loss_per_task.base).toBeCloseTo(-portfolio.delta, 12);
  });
});

/** The tasks of the half that tests, with what each model made of them: recomputed from the trials alone. */
const tested = (() => {
  const table = tabulate(trials, MODELS, 900);
  const { half } = splitTasks(table, 1);
  const score = new Map(trials.map(({ task_id, model, score: one }) => [`${task_id} ${model}`, one!]));
  return table.ids
    .filter((_, task) => half[task] === 1)
    .map((id) => ({
      id,
      segment: trials.find(({ task_id }) => task_id === id)!.segment,
      of: (model: string) => score.get(`${id} ${model}`)!,
    }));
})();
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('by another way of reckoning', () => {
  it('a routing by length moves the short texts, and saves $0.009 on each', () => {
    const way = named('route to weak by length within 2 points');
    const lengths = tested.map(({ id }) => study.inputs.get(id)!.length).sort((a, b) => a - b);
    const longest = lengths[Math.round(way.share_moved * tested.length) - 1]!;
    const sure = tested.filter(({ id }) => study.inputs.get(id)!.length < longest);
    const [lost] = [mean(tested.map((task) => (sure.includes(task) ? task.of('strong') - task.of('weak') : 0)))];
    // Texts of equal length stand in the split's own order: what they can lose is at most their part.
    const equal = tested.filter(({ id }) => study.inputs.get(id)!.length === longest).length / tested.length;
    expect(Math.abs(way.loss_per_task.base! - lost)).toBeLessThanOrEqual(equal);
    expect(Number(way.cost_per_task_usd.base)).toBeCloseTo(0.01 - 0.009 * way.share_moved, 12);
    expect(Number(way.saving_per_task_usd.base)).toBeCloseTo(0.009 * way.share_moved, 12);
    expect(way.verifier_cost_per_task_usd).toBeNull();
  });

  it('a cascade pays the candidate on every task, the verifier where it read, the reference where escalated', () => {
    const way = named('cascade from weak by good within 5 points');
    const { readings } = study.verifiers[0]!;
    const accepted = tested.filter(({ id }) => readings.get(id)?.trust === 1);
    const read = tested.filter(({ id }) => readings.has(id)).length / tested.length;
    const share = accepted.length / tested.length;
    expect(way).toMatchObject({
      kind: 'cascade',
      decided_by: 'good',
      models: ['strong', 'weak'],
      tasks: tested.length,
    });
    expect(way.share_moved).toBeCloseTo(share, 12);
    expect(Number(way.verifier_cost_per_task_usd)).toBeCloseTo(READING * read, 12);
    expect(Number(way.cost_per_task_usd.base)).toBeCloseTo(0.001 + READING * read + 0.01 * (1 - share), 12);
    const quality = mean(tested.map((task) => task.of(accepted.includes(task) ? 'weak' : 'strong')));
    expect(way.quality.base).toBeCloseTo(quality, 12);
    expect(way.loss_per_task.base).toBeCloseTo(mean(tested.map((task) => task.of('strong'))) - quality, 12);
    expect(Number(way.cost_per_success_usd)).toBeCloseTo(Number(way.cost_per_task_usd.base) / quality, 9);
  });

  it('a portfolio costs what the models of its segments cost, and moves what leaves the reference', () => {
    const way = named('portfolio within 5 points');
    const { choices } = made.detail!.portfolio!.shares[1]!.portfolio;
    const modelOf = (segment: string) => choices.find((choice) => choice.segment === segment)!.model;
    const models = tested.map(({ segment }) => modelOf(segment));
    expect(way).toMatchObject({ kind: 'portfolio', candidate: null, decided_by: 'segment' });
    expect(Number(way.cost_per_task_usd.base)).toBeCloseTo(mean(models.map((model) => DOLLARS[model]!)), 12);
    expect(way.quality.base).toBeCloseTo(mean(tested.map((task, i) => task.of(models[i]!))), 12);
    expect(way.share_moved).toBeCloseTo(mean(models.map((model) => (model === 'strong' ? 0 : 1))), 12);
  });

  it('the reference costs the same in every row: cost and saving add up to it exactly', () => {
    for (const { strategy, cost_per_task_usd: cost, saving_per_task_usd: saving } of certified) {
      expect(Number(cost.base) + Number(saving.base), strategy).toBeCloseTo(0.01, 15);
      expect(Number(cost.low)).toBeLessThanOrEqual(Number(cost.base));
      expect(Number(cost.high)).toBeGreaterThanOrEqual(Number(cost.base));
    }
  });
});

describe('at other costs', () => {
  it('the policies stay what was certified, though nobody would choose them now', () => {
    const dear = trials.map((one) =>
      one.model === 'strong' ? one : { ...one, cost: { state: 'known', usd: '0.02', source: 'config' } as const },
    );
    const other = { ...report(dear, 900, { models: MODELS, quality_floors: [0.02, 0.05] }), detail: made.detail! };
    const same = strategiesOf(dear, other, study).strategies.slice(3);
    const unchanged = ({ strategy, share_moved, quality, loss_per_task, tasks, models }: (typeof same)[number]) => ({
      ...{ strategy, share_moved, quality, loss_per_task, tasks, models },
    });
    expect(same.map(unchanged)).toEqual(certified.map(unchanged));
    const cascade = same.find(({ kind }) => kind === 'cascade')!;
    const { share_moved, verifier_cost_per_task_usd: verifier } = cascade;
    expect(Number(cascade.cost_per_task_usd.base)).toBeCloseTo(0.02 + Number(verifier) + 0.01 * (1 - share_moved), 12);
    expect(Number(cascade.saving_per_task_usd.base)).toBeLessThan(0);
    // A study at these costs has no cascade and no portfolio that saves.
    const again = report(dear, 900, { models: MODELS, quality_floors: [0.02, 0.05], detail: true, study });
    expect(
      strategiesOf(dear, again, study).strategies.some(({ kind }) => kind === 'cascade' || kind === 'portfolio'),
    ).toBe(false);
  });

  it('where no cost is known, a policy has none either', () => {
    const free = trials.map((one) => ({ ...one, cost: { state: 'unknown', why: 'no price' } as const }));
    const blind = report(free, 900, { models: MODELS, quality_floors: [0.05], detail: true, study });
    const ways = strategiesOf(free, blind, study).strategies.filter(({ basis }) => basis === 'certified');
    expect(ways.length).toBeGreaterThan(0);
    for (const way of ways) {
      expect(way.cost_per_task_usd).toEqual({ low: null, base: null, high: null });
      expect(way.saving_per_task_usd).toEqual({ low: null, base: null, high: null });
      expect(way.verifier_cost_per_task_usd).toBeNull();
      expect(way.cost_per_success_usd).toBeNull();
    }
  });
});

it('with too few tasks to certify anything there is no row beside the models', () => {
  const few = situation(12);
  const small = report(few.trials, 12, { models: MODELS, detail: true, study: few.study });
  expect(strategiesOf(few.trials, small, few.study).strategies.map(({ strategy }) => strategy)).toEqual([
    'all strong',
    'all weak',
    'all other',
  ]);
});
