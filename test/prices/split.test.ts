import Big from 'big.js';
import { expect, it } from 'vitest';
import type { Usage } from '../../src/domain/completion.ts';
import { costOf } from '../../src/prices/cost.ts';
import type { ResolvedPrice } from '../../src/prices/rates.ts';
import { splitCost } from '../../src/prices/split.ts';

const AT = new Date('2026-11-21T12:00:00Z');
const USAGE: Usage = { input: 1000, cached: 400, cache_write: 100, output: 300, reasoning: 200 };

function split(price: ResolvedPrice, usd: string, usage: Usage | null = USAGE) {
  return splitCost(usage ?? undefined, price, AT, usd)?.map(({ meter, tokens, usd: part }) => [
    meter,
    tokens,
    part.toFixed(),
  ]);
}

it('gives each meter its part, and reasoning apart also where it is billed as output', () => {
  // By hand: 500 x 2 + 400 x 0.5 + 100 x 2.5 + 100 x 8 + 200 x 8 millionths of a dollar.
  const price = { source: 'config', input: 2, cached: 0.5, cache_write: 2.5, output: 8 } as const;
  expect(split(price, '0.00385')).toEqual([
    ['input', 500, '0.001'],
    ['cached', 400, '0.0002'],
    ['cache_write', 100, '0.00025'],
    ['output', 100, '0.0008'],
    ['reasoning', 200, '0.0016'],
  ]);
});

it('adds up to what was charged: tiers, a fee per call, a discount, reasoning at a rate of its own', () => {
  const price: ResolvedPrice = {
    source: 'catalogue',
    input: { base: 1, tiers: [{ above: 900, price: 3 }] },
    output: 8,
    reasoning: 10,
    request: 0.001,
    multiplier: 0.5,
  };
  const cost = costOf({ usage: USAGE }, price, AT);
  const parts = splitCost(USAGE, price, AT, cost.state === 'known' ? cost.usd : '');
  expect(parts?.reduce((sum, { usd }) => sum.plus(usd), new Big(0)).toFixed()).toBe(
    cost.state === 'known' ? cost.usd : '',
  );
  expect(parts?.at(-1)?.usd.toFixed()).toBe('0.0005');
});

it('of a machine by the hour all is compute', () => {
  expect(split({ source: 'config', per_hour: 36 }, '0.01', null)).toEqual([['compute', null, '0.01']]);
});

it('says nothing where price and usage do not give the sum', () => {
  expect(split({ source: 'config', input: 2, output: 8 }, '0.5')).toBeUndefined();
  expect(split({ source: 'config', input: 2, output: 8 }, '0.5', null)).toBeUndefined();
});
