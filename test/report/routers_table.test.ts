import { expect, it } from 'vitest';
import { deferralTable, routersTable } from '../../src/report/routers_table.ts';
import { router, routerSet } from './detail_sample.ts';

it('floor by floor every order but the oracle, which has no certified share', () => {
  const { rows } = routersTable(routerSet('linear'));
  const names = ['by segment', 'by length', 'by words', 'at random'];
  expect(rows.map(([name, floor]) => [name, floor])).toEqual([
    ...names.map((name) => [name, '2 points']),
    ...names.map((name) => [name, '5 points']),
  ]);
});

it('a promise is rounded down', () => {
  const { rows } = routersTable(routerSet('linear', { routers: [router('tfidf', 0.459)] }));
  expect(rows[0]!.slice(0, 3)).toEqual(['by words', '2 points', '45 %']);
});

it('an APGR above 1 stands as it is: an oracle leaves calls unused', () => {
  expect(deferralTable(routerSet('linear'), false)!.rows.at(-1)).toEqual(['oracle', '1.300', '1.280', '1 %', '2 %']);
});

it('explains the orders that it shows, once', () => {
  const [orders] = deferralTable(routerSet('linear', { routers: [router('embedding', 0.5)] }), true)!.notes;
  expect(orders).toBe('by embedding: ridge regression on its vector');
  expect(deferralTable(routerSet('linear'), false)!.notes).toEqual([]);
  expect(deferralTable(routerSet('linear', { routers: [] }), true)).toBeNull();
});
