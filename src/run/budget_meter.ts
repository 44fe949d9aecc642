import type { Cost } from '../domain/completion.ts';
import { addUsd } from '../domain/money.ts';
import type { Meter } from '../domain/provider.ts';
import type { Budget } from '../prices/budget.ts';

/** The meter of one cell. */
export interface CellMeter extends Meter {
  /**
   * Resolves when the cap has room for the first attempt, and keeps that room; or when it never will have, or the signal is aborted.
   * Requests in flight hold their worst case, and give most of it back.
   */
  turn(signal: AbortSignal): Promise<void>;
  /** Called once, when the cell's cost is known or known to be unknown. Returns the dollars that the cap counts for the cell; undefined without a cap. */
  finish(cost: Cost): string | undefined;
  /** Called once, at the very end, however it went: others may have a turn. */
  end(): void;
}

/** The meter of a model that spends nothing, or of a run without a cap. */
export const freeMeter: CellMeter = {
  turn: async () => {},
  reserve: () => true,
  settle: () => {},
  finish: () => undefined,
  end: () => {},
};

/** Makes the meters of all cells that share a budget. Each attempt reserves `worst` dollars; an answer whose cost is unknown spends its whole reserve. */
export function openMeters(budget: Budget): (worst: string) => CellMeter {
  let waiting: (() => void)[] = [];
  const wait = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return (worst) => meterOf(budget, worst, wait, wake);
}

function meterOf(budget: Budget, worst: string, wait: () => Promise<void>, wake: () => void): CellMeter {
  let held = false;
  let answered = 0;
  let charged = '0';
  const grab = (): boolean => {
    held = budget.reserve(worst);
    return held;
  };
  return {
    async turn(signal) {
      while (!signal.aborted && !grab() && budget.reserved() !== '0') await wait();
    },
    reserve() {
      const granted = held || budget.reserve(worst);
      held = false;
      return granted;
    },
    settle(billed) {
      if (billed === 'yes') answered++;
      // Nothing was billed: the room is kept for the retry, and given back at the end.
      if (billed === 'no') held = true;
      if (billed !== 'possibly') return;
      budget.settle(worst, billed);
      charged = addUsd(charged, worst);
    },
    finish(cost) {
      for (; answered > 0; answered--) {
        const usd = answered === 1 && cost.state === 'known' ? cost.usd : worst;
        budget.settle(worst, 'yes', usd);
        charged = addUsd(charged, usd);
      }
      return charged;
    },
    end() {
      if (held) budget.settle(worst, 'no');
      held = false;
      wake();
    },
  };
}
