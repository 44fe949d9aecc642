import { describe, expect, it } from 'vitest';
import type { Cost } from '../../src/domain/completion.ts';
import { openBudget } from '../../src/prices/budget.ts';
import { freeMeter, meterOf } from '../../src/run/budget_meter.ts';

const known = (usd: string): Cost => ({ state: 'known', usd, source: 'config' });
const UNKNOWN: Cost = { state: 'unknown', why: 'no usage' };

describe('the meter of a cell', () => {
  it('C7: reserves the worst case, then spends what it was', () => {
    const budget = openBudget('1');
    const meter = meterOf(budget, '0.6');
    expect(meter.reserve()).toBe(true);
    expect(meterOf(budget, '0.6').reserve()).toBe(false);
    meter.settle('yes');
    expect(budget.spent()).toBe('0');
    expect(meter.finish(known('0.1'))).toBe('0.1');
    expect([budget.spent(), budget.reserved()]).toEqual(['0.1', '0']);
  });

  it('C2: an answer whose cost nobody knows spends its whole reserve', () => {
    const budget = openBudget('1');
    const meter = meterOf(budget, '0.6');
    meter.reserve();
    meter.settle('yes');
    expect(meter.finish(UNKNOWN)).toBe('0.6');
    expect(budget.spent()).toBe('0.6');
  });

  it('C10: attempts that may have been billed count with their worst case, others not at all', () => {
    const budget = openBudget('10');
    const meter = meterOf(budget, '0.6');
    for (const billed of ['possibly', 'no', 'yes', 'yes'] as const) {
      meter.reserve();
      meter.settle(billed);
    }
    expect(meter.finish(known('0.1'))).toBe('1.3');
    expect([budget.spent(), budget.reserved(), budget.possiblySpent()]).toEqual(['1.3', '0', '0.6']);
  });

  it('without a cap grants everything and counts nothing', () => {
    expect(freeMeter.reserve()).toBe(true);
    expect(freeMeter.finish(known('5'))).toBeUndefined();
  });
});
