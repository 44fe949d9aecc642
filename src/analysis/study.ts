import type { CascadeResult } from './cascade/cascade_types.ts';
import { cascadeSet } from './cascade/cascades.ts';
import { cascadeStrategies, portfolioStrategy, routerOrdering } from './claims/adapters.ts';
import { claimsOf } from './claims/claims.ts';
import type { Ordering } from './claims/strategies.ts';
import type { Study, StudyInput } from './detail_types.ts';
import type { Contender } from './headline.ts';
import { noiseOf } from './noise.ts';
import { portfolioOf } from './portfolio/portfolio.ts';
import type { AnalyseOptions } from './report_types.ts';
import type { Look } from './routing/by_router.ts';
import { routerSet } from './routing/router_set.ts';
import { type Split, splitTasks } from './split.ts';
import type { Table } from './table.ts';

/** What may be seen of a task by its number in the table; tasks that no trial mentions are never looked at. */
export function visibleIn({ ids, segment, segments }: Table, inputs: ReadonlyMap<string, string>): Look {
  return (task) => ({ segment: segments[segment[task]!] ?? '', input: inputs.get(ids[task]!) ?? '' });
}

/** The orders of those routers that look at the text. */
function textOrderings(contender: Contender, split: Split, look: Look | undefined): Ordering[] {
  if (look === undefined) return [];
  const kinds = ['length', 'tfidf'] as const;
  return kinds.flatMap((kind) => routerOrdering(kind, contender, split, look) ?? []);
}

/** Only what is reported: the claims look at more floors. */
function atFloors(cascade: CascadeResult, floors: readonly number[]): CascadeResult {
  return { ...cascade, shares: cascade.shares.filter(({ floor }) => floors.includes(floor)) };
}

/** Routers, cascades, portfolios, noise and the claims, from the same split of the tasks as the shares. */
export function studyOf(
  table: Table,
  candidates: readonly Contender[],
  { models, reference, quality_floors: floors, seed }: AnalyseOptions,
  { inputs, without_inputs, verifiers }: StudyInput,
): Study {
  const split = splitTasks(table, seed);
  const look = inputs && visibleIn(table, inputs);
  const pairsOf = ({ model, candidate: { pairs } }: Contender) => ({ candidate: model, reference, pairs });
  // The claims ask for no loss at all, too.
  const claimed = [...new Set([0, ...floors])];
  const cascades = candidates.map((one) => {
    const input = { ...pairsOf(one), ids: table.ids, split, verifiers, floors: claimed };
    return { input, set: cascadeSet(input) };
  });
  const portfolio = portfolioOf(table, models, reference, split, claimed);
  return {
    routers: candidates.map((one) => routerSet(pairsOf(one), table, split, look, floors)),
    without_inputs: without_inputs ?? null,
    cascades: cascades.map(({ set }) => ({ ...set, cascades: set.cascades.map((one) => atFloors(one, floors)) })),
    portfolio: portfolio && {
      ...portfolio,
      shares: portfolio.shares.filter((one) => floors.includes(one.portfolio.floor)),
    },
    noise: noiseOf(table, models, reference),
    claims: claimsOf({
      table,
      floors,
      contenders: candidates,
      reference: models.indexOf(reference),
      orderings: candidates.flatMap((one) => textOrderings(one, split, look)),
      policies: [
        ...cascades.flatMap(({ input, set }) => cascadeStrategies(input, set)),
        ...(portfolio ? [portfolioStrategy(portfolio, table, models, split)] : []),
      ],
    }),
  };
}
