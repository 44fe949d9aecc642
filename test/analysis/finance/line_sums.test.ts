import { describe, expect, it } from 'vitest';
import type { LineItem } from '../../../src/analysis/finance/finance_types.ts';
import { LineAdder } from '../../../src/analysis/finance/line_sums.ts';

/** The line of an answer that cost two cents. */
const line = (change: Partial<LineItem> = {}): LineItem => ({
  at: null,
  kind: 'answer',
  line_type: 'call',
  task_id: 't1',
  model: 'm',
  repeat: 0,
  judge: null,
  purpose: null,
  status: 'ok',
  served_model: null,
  request_id: null,
  tokens: null,
  unit_prices: null,
  compute_ms: null,
  price_multiplier: null,
  cost_usd: '0.02',
  paid_usd: '0.02',
  list_cost_usd: null,
  up_to_usd: null,
  cost_state: 'known',
  cost_why: null,
  cost_source: 'config',
  price_source: null,
  price_date: null,
  reused_from: null,
  ...change,
});
const unknown = { cost_usd: null, paid_usd: null, cost_state: 'unknown' } as const;
const perhaps = { cost_usd: null, paid_usd: null, cost_state: 'possibly_billed' } as const;
const refused = { cost_usd: '0', paid_usd: '0', cost_state: 'not_billed' } as const;

function sums(...lines: readonly Partial<LineItem>[]) {
  const adder = new LineAdder();
  for (const change of lines) adder.add(line(change));
  return adder.total();
}

describe('unknown is never 0', () => {
  it.each([
    ['judge', 'judge_cost_usd'],
    ['failed', 'failed_cost_usd'],
    ['retry', 'failed_cost_usd'],
    ['superseded', 'superseded_cost_usd'],
  ] as const)('%s: null where nobody knows any of it, else the known part', (kind, field) => {
    expect(sums()[field]).toBe('0');
    expect(sums({ kind, ...unknown })[field]).toBeNull();
    expect(sums({ kind, ...perhaps })[field]).toBeNull();
    expect(sums({ kind, ...refused })[field]).toBe('0');
    expect(sums({ kind, ...refused }, { kind, ...unknown })[field]).toBeNull();
    expect(sums({ kind }, { kind, ...unknown })[field]).toBe('0.02');
  });

  it('what was paid, and how many calls are not in it', () => {
    expect(sums({ ...unknown }, { kind: 'judge', ...unknown })).toMatchObject({ paid_usd: null, paid_unknown: 2 });
    expect(sums({}, { kind: 'failed', ...unknown })).toMatchObject({ paid_usd: '0.02', paid_unknown: 1 });
    expect(sums({ ...unknown })).toMatchObject({ cost_usd: null, cache_discount_usd: null });
  });

  it('others paid for it: nothing, whatever it cost', () => {
    const recorded = { paid_usd: '0' };
    expect(sums(recorded, { ...unknown, ...recorded })).toMatchObject({
      cost_usd: '0.02',
      paid_usd: '0',
      paid_unknown: 0,
      cost_unknown: 1,
    });
    const lost = { kind: 'retry', ...perhaps, up_to_usd: '1' } as const;
    expect(sums({ ...lost, ...recorded })).toMatchObject({ possibly_billed: 0, possibly_billed_up_to_usd: '0' });
    expect(sums(lost)).toMatchObject({ possibly_billed: 1, possibly_billed_up_to_usd: '1' });
  });
});

it('verdicts of an earlier run are a sum of their own', () => {
  const reused = { kind: 'judge', reused_from: 'earlier', paid_usd: '0' } as const;
  expect(sums({ kind: 'judge' }, reused, reused)).toMatchObject({
    judge_cost_usd: '0.02',
    judge_reused_usd: '0.04',
    paid_usd: '0.02',
  });
  expect(sums({ ...reused, cost_usd: null, cost_state: 'unknown' })).toMatchObject({
    judge_cost_usd: '0',
    judge_reused_usd: null,
    judge_cost_unknown: 0,
  });
});
