import { type Learned, promise } from '../promise.ts';
import { newTally, noninferiorityP, type PairMethod, type PairTally } from '../stats/noninferiority.ts';
import type { Counted, Estimate, PortfolioModel } from './cells.ts';

/** A model for each segment of the table, and what the half that chooses saw of it: out of fold, so that a choice is not judged by the tasks that it fits. */
export interface PortfolioPolicy {
  /** By segment. */
  readonly choice: readonly PortfolioModel[];
  readonly learned: Learned;
}

/** The most promising policy of each floor; undefined where none keeps the floor and saves. */
export type Best = readonly (PortfolioPolicy | undefined)[];

interface Rules {
  /** Fractions. */
  readonly floors: readonly number[];
  readonly equal_weights: boolean;
  /** Column of the reference: a policy that leaves it everything is none. */
  readonly reference: number;
}

type Models = readonly PortfolioModel[];

/** Up to so many models all sets of them are tried; of more, only those that add one model to the best smaller set. */
const ALL_SETS = 12;

/** For each size from 1 to `most` models, the best policy of at most that many at each floor. */
export function bestPolicies(models: Models, most: number, rules: Rules): readonly Best[] {
  const found: Best[] = [];
  let best: Best = rules.floors.map(() => undefined);
  for (let size = 1; size <= most; size++) {
    const sets = models.length <= ALL_SETS || size <= 2 ? setsOf(models, size) : grown(best, models);
    for (const set of sets) best = better(best, set, rules);
    found.push(best);
  }
  return found;
}

/** All sets of so many models. */
function setsOf(models: Models, size: number): Models[] {
  if (size === 0) return [[]];
  return models.flatMap((model, i) => setsOf(models.slice(i + 1), size - 1).map((rest) => [model, ...rest]));
}

function grown(best: Best, models: Models): Models[] {
  return best.flatMap((policy) => {
    const used = [...new Set(policy?.choice)];
    return models.filter((model) => !used.includes(model)).map((model) => [...used, model]);
  });
}

function methodOf(set: Models, { equal_weights }: Rules): PairMethod {
  if (set.some(({ graded }) => graded)) return 'bounded_t';
  return equal_weights ? 'tango' : 'tango_effective_n';
}

/**
 * The best policies after those of one more set were looked at. A policy gives each segment to the model with the most quality minus lambda x dollars:
 * for all lambdas these are the corners of what the set can do (the Lagrangian of a budget; Everett 1963).
 */
function better(before: Best, set: Models, rules: Rules): Best {
  const best = [...before];
  const method = methodOf(set, rules);
  for (const lambda of lambdas(set)) {
    const { tally, saving } = outOfFold(set, lambda);
    if (saving <= 0) continue;
    for (const [i, floor] of rules.floors.entries()) {
      const noninferior_p = noninferiorityP(tally, method, floor);
      if (promise(saving, noninferior_p) <= promised(best[i])) continue;
      const places = picks(
        set.map((model) => model.estimates),
        lambda,
      );
      const choice = places.map((at) => set[at]!);
      if (choice.every(({ column }) => column === rules.reference)) continue;
      best[i] = { choice, learned: { saving, noninferior_p } };
    }
  }
  return best;
}

function promised(policy: PortfolioPolicy | undefined): number {
  return policy === undefined ? 0 : promise(policy.learned.saving ?? 0, policy.learned.noninferior_p);
}

/** By segment, the place of the model with the most quality minus lambda x dollars; of equals the cheaper, of equally cheap ones the first. */
function picks(models: readonly (readonly Estimate[])[], lambda: number): number[] {
  return models[0]!.map((_, segment) => {
    let best = 0;
    for (let at = 1; at < models.length; at++) {
      const [a, b] = [models[at]![segment]!, models[best]![segment]!];
      const more = a.quality - b.quality - lambda * (a.dollars - b.dollars);
      if (more > 0 || (more === 0 && a.dollars < b.dollars)) best = at;
    }
    return best;
  });
}

/** So many values of lambda are tried for a set. */
const LAMBDAS = 24;

/** Values between the points where two models of the set change places in some segment, from quality alone to price alone. */
function lambdas(set: Models): number[] {
  const turns = new Set<number>();
  for (const [i, a] of set.entries())
    for (const b of set.slice(i + 1))
      for (const [segment, { quality, dollars }] of a.estimates.entries()) {
        const other = b.estimates[segment]!;
        const turn = (quality - other.quality) / (dollars - other.dollars);
        if (turn > 0 && Number.isFinite(turn)) turns.add(turn);
      }
  const ascending = [...turns].sort((a, b) => a - b);
  const between = ascending.map((turn, i) => (turn + (ascending[i + 1] ?? 3 * turn)) / 2);
  const all = [0, ...ascending.slice(0, 1).map((first) => first / 2), ...between];
  if (all.length <= LAMBDAS) return all;
  return Array.from({ length: LAMBDAS }, (_, k) => all[Math.round((k * (all.length - 1)) / (LAMBDAS - 1))]!);
}

/** What the set comes to at one lambda, each fold by what the other folds make one choose. */
function outOfFold(set: Models, lambda: number): { readonly tally: PairTally; readonly saving: number } {
  const cells = set[0]!.folds.flatMap((_, k) => {
    const folds = set.map((model) => model.folds[k]!);
    const chosen = picks(
      folds.map((fold) => fold.estimates),
      lambda,
    );
    return chosen.map((at, segment) => folds[at]!.counted[segment]!);
  });
  const after = cells.reduce((sum, { cost }) => sum + cost, 0);
  const before = cells.reduce((sum, { cost_reference }) => sum + cost_reference, 0);
  return { tally: added(cells), saving: before > 0 ? 1 - after / before : 0 };
}

function added(cells: readonly Counted[]): PairTally {
  let [n, weight, squared] = [0, 0, 0];
  for (const { tally } of cells) {
    n += tally.n;
    weight += tally.weight;
    squared += tally.weight_squared;
  }
  const all = newTally(n, weight, squared);
  for (const { tally } of cells) {
    all.losses += tally.losses;
    all.gains += tally.gains;
    all.loss_weight += tally.loss_weight;
    all.gain_weight += tally.gain_weight;
    all.sum += tally.sum;
    all.cross += tally.cross;
    all.square += tally.square;
  }
  return all;
}
