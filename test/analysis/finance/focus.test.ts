import { expect, it } from 'vitest';
import { type Charge, FocusBook } from '../../../src/analysis/finance/focus.ts';

const charge: Charge = {
  resource: 'big',
  kind: 'answer',
  provider: 'openai',
  host: 'api.openai.com',
  service: 'openai inference',
  at: '2026-11-30T23:59:59.999Z',
  meter: 'input',
  quantity: '10',
  unit_price_usd: '2',
  multiplier: 1,
  list_usd: '0.00002',
  billed_usd: '0.00002',
  cost_source: 'config',
  price_source: 'config',
  price_date: null,
  sku: 'openai/big',
};

const rows = (...changes: readonly Partial<Charge>[]) => {
  const book = new FocusBook();
  for (const change of changes) book.add({ ...charge, ...change });
  return book.rows();
};

it('adds up by hour, meter and price', () => {
  expect(
    rows({}, { at: '2026-11-30T23:00:00.000Z' }, { at: '2026-12-01T00:00:00.000Z' }, { unit_price_usd: '3' }).map(
      ({ from, unit_price_usd, quantity, billed_usd }) => [from, unit_price_usd, quantity, billed_usd],
    ),
  ).toEqual([
    ['2026-11-30T23:00:00Z', '2', '20', '0.00004'],
    ['2026-11-30T23:00:00Z', '3', '10', '0.00002'],
    ['2026-12-01T00:00:00Z', '2', '10', '0.00002'],
  ]);
});

it('hours and months end where the next begin, also at the end of a year', () => {
  expect(rows({ at: '2026-12-31T23:30:00Z' })[0]).toMatchObject({
    from: '2026-12-31T23:00:00Z',
    to: '2027-01-01T00:00:00Z',
    period_from: '2026-12-01T00:00:00Z',
    period_to: '2027-01-01T00:00:00Z',
  });
});

it('the order in which calls come does not matter', () => {
  const some = [{ resource: 'b' }, { resource: 'a' }, { meter: 'output' as const }, { at: '2026-11-29T00:00:00Z' }];
  expect(rows(...some.toReversed())).toEqual(rows(...some));
});
