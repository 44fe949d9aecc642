import { describe, expect, it } from 'vitest';
import type { Cost } from '../../src/domain/completion.ts';
import { type Budget, openBudget } from '../../src/prices/budget.ts';
import { type CellMeter, freeMeter, openMeters } from '../../src/run/budget_meter.ts';

const meterOf = (budget: Budget, worst: string): CellMeter => openMeters(budget)(worst);
const never = new AbortController().signal;
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

  it('waits for room while others hold theirs, keeps it for its first attempt, and gives up what it did not use', async () => {
    const budget = openBudget('1');
    const meters = openMeters(budget);
    const [first, second] = [meters('0.6'), meters('0.6')];
    await first.turn(never);
    let came = false;
    const turn = second.turn(never).then(() => {
      came = true;
    });
    expect(first.reserve()).toBe(true);
    first.settle('yes');
    expect(came).toBe(false);
    first.finish(known('0.1'));
    first.end();
    await turn;
    expect([budget.spent(), budget.reserved()]).toEqual(['0.1', '0.6']);
    second.end();
    expect(budget.reserved()).toBe('0');
  });

  it('does not wait for what can never come: too small a cap, or an interruption', async () => {
    const meters = openMeters(openBudget('0.5'));
    const poor = meters('0.6');
    await poor.turn(never);
    expect(poor.reserve()).toBe(false);
    const interrupt = new AbortController();
    const [holder, waiter] = [meters('0.5'), meters('0.5')];
    await holder.turn(interrupt.signal);
    const turn = waiter.turn(interrupt.signal);
    interrupt.abort();
    holder.end();
    await turn;
  });

  it('without a cap grants everything and counts nothing', () => {
    expect(freeMeter.reserve()).toBe(true);
    expect(freeMeter.finish(known('5'))).toBeUndefined();
  });
});
