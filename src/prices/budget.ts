import Big from 'big.js';
import { Problem } from '../domain/problem.ts';

/** A cap on spending: every request reserves its worst case first. All amounts are plain decimal strings in dollars. */
export interface Budget {
  readonly cap: string;
  /** Sets the worst case of one request aside; false, and nothing set aside, when the cap could be exceeded. */
  reserve(worst: string): boolean;
  /**
   * Ends one reservation. `no` gives all of it back; `yes` spends `actual` (the whole reserve where the cost is unknown); `possibly` spends the whole
   * reserve, because a request that was cut off may still be on the bill.
   */
  settle(worst: string, billed: 'yes' | 'no' | 'possibly', actual?: string): void;
  /** Books what was spent before this budget was opened: an interrupted run keeps to one cap. */
  charge(usd: string): void;
  spent(): string;
  reserved(): string;
  /** The part of `spent` that may never be billed: requests that were cut off. */
  possiblySpent(): string;
}

function parseCap(cap: string): Big {
  if (/^\d+(\.\d+)?$/.test(cap) && new Big(cap).gt(0)) return new Big(cap);
  throw new Problem(2, {
    code: 'MAX_COST',
    message: `the cost cap "${cap}" is not an amount of dollars above 0`,
    hint: 'write a plain decimal, such as 1.50',
  });
}

/**
 * Opens a budget. `spent + reserved` never exceeds the cap as long as no answer costs more than the worst case that was reserved for it; should a
 * provider bill more than its own limits allow, the excess is recorded and nothing further is let through. Throws a Problem (exit 2) for a bad cap.
 */
export function openBudget(cap: string): Budget {
  const limit = parseCap(cap);
  let spent = new Big(0);
  let reserved = new Big(0);
  let possibly = new Big(0);
  return {
    cap: limit.toFixed(),
    reserve(worst) {
      const after = reserved.plus(worst);
      if (spent.plus(after).gt(limit)) return false;
      reserved = after;
      return true;
    },
    settle(worst, billed, actual = worst) {
      reserved = reserved.minus(worst);
      if (billed === 'yes') spent = spent.plus(actual);
      if (billed !== 'possibly') return;
      spent = spent.plus(worst);
      possibly = possibly.plus(worst);
    },
    charge(usd) {
      spent = spent.plus(usd);
    },
    spent: () => spent.toFixed(),
    reserved: () => reserved.toFixed(),
    possiblySpent: () => possibly.toFixed(),
  };
}
