import { expect, it } from 'vitest';
import { costOf } from '../../src/prices/cost.ts';
import { costAtHour, hasHours } from '../../src/prices/hours.ts';
import type { ResolvedPrice } from '../../src/prices/rates.ts';

/** DeepSeek V4 Flash as of 2026-08-17: twice the price from 01:00 to 04:00 and from 06:00 to 10:00 UTC; before that day 0.14. */
const price: ResolvedPrice = {
  source: 'catalogue',
  input: 0.22,
  variants: [
    { rates: { input: 0.14 } },
    { from: '2026-08-17', rates: { input: 0.22 } },
    { between: ['01:00:00Z', '04:00:00Z'], rates: { input: 0.44 } },
    { between: ['06:00:00Z', '10:00:00Z'], rates: { input: 0.44 } },
  ],
};
const call = { usage: { input: 1_000_000, cached: 0, cache_write: 0, output: 0, reasoning: 0 } };
const both = (at: string, of: ResolvedPrice = price, cost = costOf(call, of, new Date(at))) =>
  (['off_peak', 'peak'] as const).map((hour) => {
    const other = costAtHour(call, cost, of, new Date(at), hour);
    return other.state === 'known' ? other.usd : other.why;
  });

it.each(['2026-11-21T02:00:00Z', '2026-11-21T12:00:00Z', '2026-11-21T23:59:59Z'])(
  'the cheapest and the dearest hour of a day are the same whenever the call was made: %s',
  (at) => expect(both(at)).toEqual(['0.22', '0.44']),
);

it('a price without hours costs the same all day, also where it changes from day to day', () => {
  const dated = { ...price, variants: price.variants!.slice(0, 2) };
  expect([hasHours(price), hasHours(dated), hasHours({ source: 'config', input: 1 }), hasHours(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(both('2026-11-21T02:00:00Z', dated)).toEqual(['0.22', '0.22']);
});

it('a cost that was reported, or is unknown, has no hours', () => {
  const at = '2026-11-21T12:00:00Z';
  expect(both(at, price, { state: 'known', usd: '0.3', source: 'provider_reported' })).toEqual(['0.3', '0.3']);
  expect(both(at, price, { state: 'unknown', why: 'no usage' })).toEqual(['no usage', 'no usage']);
});
