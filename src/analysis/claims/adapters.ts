import type { CascadeSet } from '../cascade/cascade_types.ts';
import type { CascadeInput } from '../cascade/cascades.ts';
import { casesOf, casesWhere } from '../cascade/cases.ts';
import { newPlane } from '../gather.ts';
import type { Contender } from '../headline.ts';
import { type Outcomes, type Pairs, pairsWhere, pairUp } from '../pairs.ts';
import type { Portfolio, PortfolioChoice } from '../portfolio/portfolio_types.ts';
import { crossFittedOrder, type Look, learntOrder } from '../routing/by_router.ts';
import type { RouterKind } from '../routing/routing_types.ts';
import type { Split } from '../split.ts';
import type { Table } from '../table.ts';
import { fixed, type Ordering, type Strategy } from './strategies.ts';

/** A router's order of one candidate: out of fold on the half that learns, learnt from all of that half for the other. Undefined where either half is empty. */
export function routerOrdering(
  kind: RouterKind,
  { model, candidate: { learn, test } }: Contender,
  { fold }: Split,
  look: Look,
): Ordering | undefined {
  if (learn.n === 0 || test.n === 0) return undefined;
  return {
    name: kind,
    candidate: model,
    learn: { pairs: learn, order: crossFittedOrder(kind, learn, fold, look).order },
    test: { pairs: test, order: learntOrder(kind, learn, test, look).order },
  };
}

/** The verifiers' cascades of one candidate, as made of this input, with their thresholds of each floor. */
export function cascadeStrategies(input: CascadeInput, { cascades }: CascadeSet): readonly Strategy[] {
  return cascades.map(({ verifier, shares }) => {
    const column = input.verifiers.find((one) => one.verifier === verifier && one.candidate === input.candidate)!;
    const cases = casesOf(input.pairs, input.ids, column.readings);
    const { pairs, trust } = casesWhere(cases, (task) => input.split.half[task] === 1);
    return fixed(`cascade by ${verifier}`, input.candidate, (floor) => {
      const share = shares.find((one) => one.floor === floor);
      const threshold = share?.policy?.threshold ?? null;
      if (share?.learned === undefined || threshold === null) return null;
      return { learned: share.learned, policy: accepting(pairs, trust, threshold) };
    });
  });
}

/** The policy of this threshold: the candidate is paid on every task, the reference where its answer is not accepted. */
export function accepting(pairs: Pairs, trust: Float64Array, threshold: number): Pairs {
  const isAccepted = (i: number) => trust[i]! >= threshold;
  const candidate = pairs.reference.map((score, i) => (isAccepted(i) ? pairs.candidate[i]! : score));
  const candidate_cost = pairs.candidate_cost.map((cost, i) => cost + (isAccepted(i) ? 0 : pairs.reference_cost[i]!));
  return { ...pairs, candidate, candidate_cost };
}

/** A portfolio with its choices of each of its floors: at others it recommends nothing. `models` are the table's columns. */
export function portfolioStrategy(
  { reference, shares }: Portfolio,
  table: Table,
  models: readonly string[],
  { half, shuffled }: Split,
): Strategy {
  const strong = table.columns[models.indexOf(reference)]!;
  return fixed('portfolio', null, (floor) => {
    const share = shares.find(({ portfolio }) => portfolio.floor === floor)?.portfolio;
    if (share?.learned === undefined) return null;
    const pairs = pairUp(table, chosen(table, models, share.choices, strong), strong, shuffled);
    return { learned: share.learned, policy: pairsWhere(pairs, (task) => half[task] === 1) };
  });
}

/** What the models that the segments were given to made of each task; the reference where a segment has none. */
function chosen(
  table: Table,
  models: readonly string[],
  choices: readonly PortfolioChoice[],
  strong: Outcomes,
): Outcomes {
  const modelOf = new Map(choices.map(({ segment, model }) => [segment, table.columns[models.indexOf(model)]]));
  const outcomes = { score: newPlane(table.n), cost: newPlane(table.n) };
  for (let task = 0; task < table.ids.length; task++) {
    const from = modelOf.get(table.segments[table.segment[task]!]!) ?? strong;
    for (const plane of ['score', 'cost'] as const) {
      outcomes[plane].values[task] = from[plane].values[task]!;
      outcomes[plane].mask[task] = from[plane].mask[task]!;
    }
  }
  return outcomes;
}
