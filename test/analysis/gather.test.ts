import { expect, it } from 'vitest';
import { gather, newGathering } from '../../src/analysis/gather.ts';
import { trial } from './trials.ts';

it('a plane grows to any task, and keeps what it held', () => {
  const gathering = newGathering();
  gather(gathering, trial('a', 'm', 0.25), 0);
  gather(gathering, trial('b', 'm', 0.75), 5000);
  const plane = gathering.score[0]!;
  expect([plane.values[0], plane.mask[0], plane.values[5000], plane.mask[5000], plane.mask[4999]]).toEqual([
    0.25, 1, 0.75, 1, 0,
  ]);
});

it('each repeat has its own plane; a trial without a verdict leaves none behind', () => {
  const gathering = newGathering();
  gather(gathering, trial('a', 'm', 1, { repeat: 1 }), 0);
  gather(gathering, trial('a', 'm', undefined, { repeat: 0 }), 0);
  expect(gathering.score.map((plane) => plane.mask[0])).toEqual([0, 1]);
  expect(gathering.totals).toMatchObject({ scored: 1, unscored: 1 });
});

it('what a provider charged is summed beside the list price, exactly, where both are known', () => {
  const gathering = newGathering();
  const cost = { state: 'known', usd: '0.1', source: 'provider_reported' } as const;
  for (const one of [{ ...cost, list_usd: '0.2' }, { ...cost, list_usd: '0.2' }, { ...cost, list_usd: '0.2' }, cost])
    gather(gathering, trial('a', 'm', 1, { cost: one }), 0);
  const { compared, reported, list } = gathering.totals;
  expect([compared, reported.toFixed(), list.toFixed()]).toEqual([3, '0.3', '0.6']);
});

it('every status is counted once', () => {
  const gathering = newGathering();
  for (const status of ['ok', 'truncated', 'refused', 'filtered', 'empty'] as const)
    gather(gathering, trial('a', 'm', 0, { status }), 0);
  gather(gathering, trial('a', 'm', undefined, { status: 'failed' }), 0);
  expect(gathering.totals).toMatchObject({
    scored: 5,
    failed: 1,
    unscored: 0,
    truncated: 1,
    refused: 1,
    filtered: 1,
    empty: 1,
  });
});
