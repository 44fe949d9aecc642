import type { Portfolio, PortfolioChoice, PortfolioShare } from '../analysis/portfolio/portfolio_types.ts';
import type { FigureTable } from './figure_table.ts';
import { dollars, perThousand } from './money.ts';
import { counted, interval, percent, points } from './numbers.ts';
import { segmentName } from './route.ts';

interface Row {
  readonly name: string;
  readonly share: PortfolioShare;
}

function rowsOf({ shares, max_models }: Portfolio): Row[] {
  return shares.flatMap(({ portfolio, pair }) => [
    { name: `up to ${max_models} models`, share: portfolio },
    { name: 'best pair', share: pair },
  ]);
}

/** Portfolios beside the best pair at every floor; below it which segment goes where. */
export function portfolioTable(portfolio: Portfolio): FigureTable {
  const rows = rowsOf(portfolio);
  const costs = dollars(
    rows.flatMap(({ share }) => [perThousand(share.cost_reference_usd), perThousand(share.cost_per_task_usd)]),
  );
  const tested = rows[0]?.share.tested ?? 0;
  return {
    caption: `portfolio: each segment to one model, chosen on one half of the tasks; figures of the other (${counted(tested, 'task')})`,
    columns: [
      { head: 'policy' },
      { head: 'within' },
      { head: 'certified' },
      { head: 'quality', rank: 0 },
      { head: '95 %\ninterval', rank: 4 },
      { head: 'quality\nbefore', rank: 3 },
      { head: '$ per 1k\nbefore', rank: 5 },
      { head: '$ per 1k\nafter', rank: 2 },
      { head: 'saving', rank: 1 },
    ],
    rows: rows.map(({ name, share }, i) => [
      name,
      points(share.floor),
      verdict(share, portfolio.reference),
      percent(share.quality, 1),
      interval(share.quality_low, share.quality_high),
      percent(share.quality_reference, 1),
      costs[2 * i]!,
      costs[2 * i + 1]!,
      share.saving === null ? 'unknown' : percent(share.saving),
    ]),
    notes: portfolio.shares.flatMap(choiceNotes),
  };
}

function verdict({ models, certified }: PortfolioShare, reference: string): string {
  if (models.every((model) => model === reference)) return 'nothing moves';
  return certified ? 'yes' : 'no';
}

function choiceNotes({ portfolio, pair }: Portfolio['shares'][number]): string[] {
  const within = `within ${points(portfolio.floor)}`;
  if (same(portfolio.choices, pair.choices)) return [`${within}, best pair too: ${choiceWords(portfolio)}`];
  return [`${within}: ${choiceWords(portfolio)}`, `${within}, best pair: ${choiceWords(pair)}`];
}

function same(a: readonly PortfolioChoice[], b: readonly PortfolioChoice[]): boolean {
  return a.every(({ model }, i) => model === b[i]?.model);
}

/** `linear answers plain, indirect; ensemble answers sarcastic`, in the order of the models. */
function choiceWords({ models, choices }: PortfolioShare): string {
  return models
    .map((model) => {
      const own = choices.filter((choice) => choice.model === model).map(({ segment }) => segmentName(segment));
      return own.length === choices.length ? `${model} answers all` : `${model} answers ${own.join(', ')}`;
    })
    .join('; ');
}

/** Segment by segment, which model answers within each floor. */
export function choicesTable({ shares }: Portfolio): FigureTable {
  const segments = shares[0]?.portfolio.choices.map(({ segment }) => segment) ?? [];
  return {
    caption: 'which model answers which segment in the portfolio',
    columns: [
      { head: 'segment' },
      ...shares.map(({ portfolio }) => ({ head: `within ${points(portfolio.floor)}`, words: true as const })),
    ],
    rows: segments.map((segment, i) => [
      segmentName(segment),
      ...shares.map(({ portfolio }) => portfolio.choices[i]?.model ?? ''),
    ]),
    notes: [],
  };
}
