import type { CascadeResult, CascadeSet, CascadeShare } from '../analysis/cascade/cascade_types.ts';
import type { FigureTable } from './figure_table.ts';
import { dollars, perThousand } from './money.ts';
import { count, counted, interval, percent, points } from './numbers.ts';

interface Row {
  readonly verifier: string;
  readonly share: CascadeShare;
}

/** Whether the policy that one half chose passed on the other. */
function verdict({ policy, certified, tested }: CascadeShare): string {
  if (tested === 0) return 'not tested';
  if (policy === null) return 'no threshold';
  return certified ? 'yes' : 'no';
}

/** Every cascade of one candidate at every floor; null where nothing was there to verify with. */
export function cascadesTable({ candidate, reference, cascades }: CascadeSet): FigureTable | null {
  if (cascades.length === 0) return null;
  const floors = cascades[0]!.shares.map(({ floor }) => floor);
  const rows: Row[] = floors.flatMap((_, i) =>
    cascades.flatMap(({ verifier, shares }) => (shares[i] ? [{ verifier, share: shares[i] }] : [])),
  );
  const costs = dollars(rows.map(({ share }) => perThousand(share.policy?.cost_per_task_usd ?? null)));
  return {
    caption: `cascades: ${candidate} answers every task, a verifier accepts the answer or ${reference} is asked too`,
    columns: [
      { head: 'verifier', elastic: true },
      { head: 'within' },
      { head: 'certified' },
      { head: 'accepted\nof tasks', rank: 4 },
      { head: 'quality', rank: 2 },
      { head: '95 %\ninterval', rank: 5 },
      { head: '$ per\n1k tasks', rank: 3 },
      { head: 'saving', rank: 1 },
    ],
    rows: rows.map(({ verifier, share }, i) => [
      verifier,
      points(share.floor),
      verdict(share),
      ...policyCells(share, costs[i]!),
    ]),
    notes: cascades.map(readingWords),
  };
}

function policyCells({ policy }: CascadeShare, cost: string): string[] {
  if (policy === null) return ['-', '-', '-', '-', '-'];
  const { accept_share, quality, quality_low, quality_high, saving } = policy;
  return [
    percent(accept_share),
    percent(quality, 1),
    interval(quality_low, quality_high),
    cost,
    saving === null ? 'unknown' : percent(saving),
  ];
}

function readingWords({ verifier, read, pairs, auc, shares }: CascadeResult): string {
  const right =
    auc === null ? '' : `; trusts a right answer more than a wrong one with chance ${percent(auc)} (a coin: 50 %)`;
  const tested = shares[0] === undefined ? '' : `; figures of ${counted(shares[0].tested, 'task')} that chose nothing`;
  return `${verifier}: read ${count(read)} of ${counted(pairs, 'answer')}${right}${tested}`;
}

/** What verifiers of given error rates would make of the pair; null with graded scores. */
export function whatIfTable({ candidate, reference, what_if }: CascadeSet): FigureTable | null {
  if (what_if.length === 0) return null;
  const costs = dollars(what_if.map(({ cost_per_task_usd }) => perThousand(cost_per_task_usd)));
  return {
    caption: `what if a free verifier read ${candidate}'s answers before ${reference} is asked (computed, not measured)`,
    columns: [
      { head: 'right answers\naccepted' },
      { head: 'wrong answers\nrefused', rank: 2 },
      { head: 'accepted\nof tasks' },
      { head: 'quality' },
      { head: '$ per\n1k tasks', rank: 1 },
    ],
    rows: what_if.map(({ sensitivity, specificity, accept_share, quality }, i) => [
      percent(sensitivity),
      percent(specificity),
      percent(accept_share),
      percent(quality, 1),
      costs[i]!,
    ]),
    notes: [],
  };
}
