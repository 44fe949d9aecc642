import { expect, it } from 'vitest';
import { type Assumed, assumptions } from '../../../src/report/finance/projection.ts';

const inputs = {
  monthly_tasks: null,
  volume_source: null,
  volume_change_percent: null,
  failure_cost_usd: null,
  one_off_usd: null,
};
const assumed: Assumed = {
  price_source: null,
  price_date: null,
  cost_unknown: 0,
  benchmark: { paid_usd: '3', paid_unknown: 0, possibly_billed: 0, possibly_billed_up_to_usd: '0' },
  basis: 'measured',
  tasks: 10,
  strategy_recorded: false,
  by_hour: false,
  recorded: false,
};
const said = (change: Partial<Assumed> = {}, benchmark: Partial<Assumed['benchmark']> = {}) =>
  assumptions(inputs, { ...assumed, ...change, benchmark: { ...assumed.benchmark, ...benchmark } }).split('; ');

it('a live model without a price has none known; a recording is priced as it was recorded', () => {
  expect(said()).toContain('prices: no price known');
  expect(said({ strategy_recorded: true })).toContain('prices: as recorded');
  expect(said({ price_source: 'list', price_date: '2026-10-01' })).toContain('prices: list as of 2026-10-01');
});

it('says what the one-off cost does not hold', () => {
  const paid = 'one-off cost: what this benchmark paid, judges included';
  expect(said()).toContain(paid);
  expect(said({}, { paid_unknown: 2 })).toContain(`${paid}, 2 calls of unknown cost not in it`);
  expect(said({}, { possibly_billed: 1, possibly_billed_up_to_usd: '0.5' })).toContain(
    `${paid}, up to $0.500 possibly billed, not in it`,
  );
  expect(said({}, { possibly_billed: 3, possibly_billed_up_to_usd: null })).toContain(
    `${paid}, 3 attempts possibly billed, not in it`,
  );
  expect(said({}, { paid_usd: null, paid_unknown: 2 })).toContain(`${paid}: unknown, and so is payback`);
});

it('without the cost of a failure neither net saving nor payback', () => {
  expect(said()).toContain(
    'no cost of a failure is given: lost quality is not priced, net saving and payback are empty',
  );
});

it('says how the volume varies, and which hours the scenarios are of', () => {
  const volume = { ...inputs, monthly_tasks: '1000', volume_source: 'config' } as const;
  const of = 'volume: finance.monthly_tasks in bench.yaml';
  expect(assumptions(volume, assumed)).toContain(`${of}, the same in every scenario;`);
  const varied = assumptions({ ...volume, volume_change_percent: '20' }, assumed);
  expect(varied).toContain(`${of}, 20 % less at low and more at high;`);
  expect(varied).not.toContain('off_peak');
  expect(said({ by_hour: true }).some((text) => text.startsWith('off_peak and peak: base with every call'))).toBe(true);
});
