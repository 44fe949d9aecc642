import type { Cost } from '../domain/completion.ts';
import type { Meter } from '../domain/provider.ts';
import type { Budget } from '../prices/budget.ts';

/** The meter of one cell. `finish` is called once, when the cell's cost is known or known to be unknown. */
export interface CellMeter extends Meter {
  finish(cost: Cost): void;
}

/** The meter of a model that spends nothing, or of a run without a cap. */
export const freeMeter: CellMeter = { reserve: () => true, settle: () => {}, finish: () => {} };

/** A meter over a budget: each attempt reserves `worst` dollars; an answer whose cost is unknown spends its whole reserve. */
export function meterOf(budget: Budget, worst: string): CellMeter {
  let answered = 0;
  return {
    reserve: () => budget.reserve(worst),
    settle(billed) {
      if (billed === 'yes') answered++;
      else budget.settle(worst, billed);
    },
    finish(cost) {
      for (; answered > 1; answered--) budget.settle(worst, 'yes');
      if (answered === 1) budget.settle(worst, 'yes', cost.state === 'known' ? cost.usd : undefined);
      answered = 0;
    },
  };
}
