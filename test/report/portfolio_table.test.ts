import { expect, it } from 'vitest';
import { choicesTable, portfolioTable } from '../../src/report/portfolio_table.ts';
import { portfolio, portfolioShare } from './detail_sample.ts';

const only = (share = portfolioShare(0.05), pair = share) =>
  portfolioTable(portfolio({ shares: [{ portfolio: share, pair }] }));

it('the portfolio beside the best pair: certified, not, or nothing moves', () => {
  const verdicts = portfolioTable(portfolio()).rows.map(([name, floor, verdict]) => [name, floor, verdict]);
  expect(verdicts).toEqual([
    ['up to 3 models', '2 points', 'nothing moves'],
    ['best pair', '2 points', 'nothing moves'],
    ['up to 3 models', '5 points', 'yes'],
    ['best pair', '5 points', 'yes'],
  ]);
  expect(only(portfolioShare(0.05, { certified: false })).rows[0]![2]).toBe('no');
});

it('unknown costs stay unknown', () => {
  const unknown = portfolioShare(0.05, { cost_per_task_usd: null, cost_reference_usd: null, saving: null });
  expect(only(unknown).rows[0]!.slice(-3)).toEqual(['unknown', 'unknown', 'unknown']);
});

it('which segment goes where, in words and as a table; tasks without a segment have a name', () => {
  const choices = [
    { segment: '', model: 'linear' },
    { segment: 'plain', model: 'ensemble' },
  ];
  const share = portfolioShare(0.05, { models: ['linear', 'ensemble'], choices });
  expect(only(share).notes).toEqual([
    'within 5 points, best pair too: linear answers (no segment); ensemble answers plain',
  ]);
  expect(choicesTable(portfolio({ shares: [{ portfolio: share, pair: share }] })).rows).toEqual([
    ['(no segment)', 'linear'],
    ['plain', 'ensemble'],
  ]);
});
