import { expect, it } from 'vitest';
import type { RunModel } from '../../src/results/run_file.ts';
import { listPrices } from '../../src/run/list_prices.ts';

const model = (id: string, price_used?: Readonly<Record<string, unknown>>): RunModel =>
  ({ id, provider: 'openai', identity: 'x', ...(price_used ? { price_used } : {}) }) as RunModel;

it('token prices with their multiplier and below any tier; without both of them a model has none', () => {
  const models = [
    model('plain', { source: 'config', input: 1, output: 2 }),
    model('batch', { source: 'config', input: 1, output: 2, multiplier: 0.5 }),
    model('tiers', { source: 'catalogue', input: { base: 3, tiers: [{ above: 9, price: 6 }] }, output: 4 }),
    model('by the hour', { source: 'config', per_hour: 2 }),
    model('unknown'),
  ];
  expect(listPrices({ models })).toEqual({
    plain: { input: 1, output: 2 },
    batch: { input: 0.5, output: 1 },
    tiers: { input: 3, output: 4 },
  });
});
