import type { Cost } from '../domain/completion.ts';
import { addUsd } from '../domain/money.ts';
import type { Meter } from '../domain/provider.ts';
import type { Budget } from '../prices/budget.ts';

/** The meter of one cell. */
export interface CellMeter extends Meter {
  /** Called once, when the cell's cost is known or known to be unknown. Returns the dollars that the cap counts for the cell; undefined without a cap. */
  finish(cost: Cost): string | undefined;
}

/** The meter of a model that spends nothing, or of a run without a cap. */
export const freeMeter: CellMeter = { reserve: () => true, settle: () => {}, finish: () => undefined };

/** A meter over a budget: each attempt reserves `worst` dollars; an answer whose cost is unknown spends its whole reserve. */
export function meterOf(budget: Budget, worst: string): CellMeter {
  let answered = 0;
  let charged = '0';
  return {
    reserve: () => budget.reserve(worst),
    settle(billed) {
      if (billed === 'yes') answered++;
      else budget.settle(worst, billed);
      if (billed === 'possibly') charged = addUsd(charged, worst);
    },
    finish(cost) {
      for (; answered > 0; answered--) {
        const usd = answered === 1 && cost.state === 'known' ? cost.usd : worst;
        budget.settle(worst, 'yes', usd);
        charged = addUsd(charged, usd);
      }
      return charged;
    },
  };
}
