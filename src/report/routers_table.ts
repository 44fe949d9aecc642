import type { Ordering, RouterResult, RouterSet } from '../analysis/routing/routing_types.ts';
import type { MovedShare } from '../analysis/share_types.ts';
import type { FigureTable } from './figure_table.ts';
import { dollars, dollarsInWords, perThousand } from './money.ts';
import { counted, percent, percentDown, points } from './numbers.ts';

/** How an order is called wherever orders stand beside each other. */
export const ORDER_NAMES: Readonly<Record<Ordering, string>> = {
  segment: 'by segment',
  length: 'by length',
  tfidf: 'by words',
  embedding: 'by embedding',
  random: 'at random',
  oracle: 'oracle',
};

/** What each order looks at. */
const LOOKS_AT: Readonly<Record<Ordering, string>> = {
  segment: 'mean of the segment',
  length: 'characters of the input',
  tfidf: 'ridge regression on its words (tf-idf)',
  embedding: 'ridge regression on its vector',
  random: 'knows nothing',
  oracle: 'knows every outcome, and is no policy',
};

const MEASURES =
  'APGR: part of the quality gap that is recovered, averaged over all shares of tasks that the reference answers; at random 0.5. CPT50, CPT80: least part of the tasks that the reference has to answer to recover 50 % and 80 % of the gap';

/** What the columns of both tables cannot say. */
function legend({ routers }: RouterSet): string[] {
  return [routers.map(({ ordering }) => `${ORDER_NAMES[ordering]}: ${LOOKS_AT[ordering]}`).join('; '), MEASURES];
}

interface Row {
  readonly name: string;
  readonly floor: number;
  readonly certified: MovedShare | null;
  readonly estimate: MovedShare | null;
}

function rowsOf({ routers }: RouterSet): Row[] {
  const possible = routers.filter(({ ordering }) => ordering !== 'oracle');
  const floors = possible[0]?.shares.map(({ floor }) => floor) ?? [];
  return floors.flatMap((floor, i) =>
    possible.flatMap(({ ordering, shares }) => {
      const share = shares[i];
      return share === undefined ? [] : [{ ...share, floor, name: ORDER_NAMES[ordering] }];
    }),
  );
}

/** What is certified in every order at every floor, and after it quality and dollars. */
export function routersTable(set: RouterSet, notes: readonly string[] = []): FigureTable {
  const rows = rowsOf(set);
  const after = dollars(rows.map(({ certified }) => perThousand(certified?.cost_after_usd ?? null)));
  const money = (moved: MovedShare | null, part: number | null) => {
    if (moved === null) return 'n/a';
    if (moved.task_share === 0) return '-';
    return part === null ? 'unknown' : percent(part);
  };
  return {
    caption: `which tasks move first from ${set.reference} to ${set.candidate}`,
    columns: [
      { head: 'order' },
      { head: 'within' },
      { head: 'certified\nof tasks' },
      { head: 'of\nspend', rank: 2 },
      { head: 'saving', rank: 1 },
      { head: 'quality\nafter', rank: 4 },
      { head: '$ per 1k\nafter', rank: 5 },
      { head: 'estimate\nof tasks', rank: 3 },
    ],
    rows: rows.map(({ name, floor, certified, estimate }, i) => [
      name,
      points(floor),
      percentDown(certified?.task_share ?? null),
      money(certified, certified?.spend_share ?? null),
      money(certified, certified?.saving ?? null),
      percent(certified?.quality ?? null, 1),
      certified === null ? 'n/a' : after[i]!,
      percentDown(estimate?.task_share ?? null),
    ]),
    notes: rows.length === 0 ? ['no task has a verdict of both models'] : [ends(set), ...notes],
  };
}

/** What it costs and is worth to always ask one of the two. */
function ends(set: RouterSet): string {
  const [cheap, strong] = dollarsInWords([perThousand(set.cost_candidate_usd), perThousand(set.cost_reference_usd)]);
  const one = (model: string, quality: number | null, cost: string) =>
    `always ${model}: quality ${percent(quality, 1)}, ${cost} per 1,000 tasks`;
  const both = [
    one(set.candidate, set.quality_candidate, cheap!),
    one(set.reference, set.quality_reference, strong!),
  ].join('; ');
  return `${both} (over ${counted(set.pairs, 'task')} with a verdict of both)`;
}

const coefficient = (value: number | null) => (value === null ? 'n/a' : value.toFixed(3));

/** How well each order finds the tasks that need the reference, with the legend of both tables where it is asked for; nothing where there are no pairs. */
export function deferralTable(set: RouterSet, hasLegend: boolean): FigureTable | null {
  if (set.routers.length === 0) return null;
  const hasGap = set.routers.some(({ apgr }) => apgr !== null);
  return {
    caption: `how well each order finds the tasks that need ${set.reference}`,
    columns: [
      { head: 'order' },
      { head: 'APGR' },
      { head: 'APGR in\n10 % steps', rank: 1 },
      { head: 'CPT50' },
      { head: 'CPT80' },
    ],
    rows: hasGap ? set.routers.map(deferralRow) : [],
    notes: [
      ...(hasGap ? [] : [`${set.candidate} is as good as ${set.reference}: there is no gap to recover`]),
      ...(hasLegend ? legend(set) : []),
    ],
  };
}

function deferralRow({ ordering, apgr, apgr_grid, cpt50, cpt80 }: RouterResult): string[] {
  return [ORDER_NAMES[ordering], coefficient(apgr), coefficient(apgr_grid), percent(cpt50), percent(cpt80)];
}
