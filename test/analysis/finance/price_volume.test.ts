import Big from 'big.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priceVolumeVariance } from '../../../src/analysis/finance/price_volume.ts';

it('tells price from usage: 100 units at $1 become 120 units at $0.80', () => {
  const pair = { before_usd: '100', after_usd: '96', after_at_old_prices_usd: '120' };
  expect(priceVolumeVariance([pair])).toEqual({
    before_usd: '100',
    after_usd: '96',
    total_usd: '-4',
    price_effect_usd: '-24',
    usage_effect_usd: '20',
    not_separable_usd: '0',
    not_separable: 0,
    calls: 1,
  });
});

it('what cannot be told apart is neither', () => {
  const change = priceVolumeVariance([
    { before_usd: '1', after_usd: '3', after_at_old_prices_usd: null },
    { before_usd: '0.1', after_usd: '0.2', after_at_old_prices_usd: '0.1' },
  ]);
  expect(change).toMatchObject({ total_usd: '2.1', price_effect_usd: '0.1', usage_effect_usd: '0' });
  expect(change).toMatchObject({ not_separable_usd: '2', not_separable: 1, calls: 2 });
});

it('the parts always add up, exactly', () => {
  const usd = fc.integer({ min: 0, max: 1e9 }).map((n) => new Big(n).div(1e9).toFixed());
  const pair = fc.record({ before_usd: usd, after_usd: usd, after_at_old_prices_usd: fc.option(usd) });
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      const { total_usd, price_effect_usd, usage_effect_usd, not_separable_usd } = priceVolumeVariance(pairs);
      expect(new Big(price_effect_usd).plus(usage_effect_usd).plus(not_separable_usd).toFixed()).toBe(total_usd);
    }),
  );
});
