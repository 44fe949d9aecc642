import type { Learned } from '../promise.ts';

/** Each segment to one of a few models. */
export interface PortfolioChoice {
  readonly segment: string;
  readonly model: string;
}

/** A policy of several models at one floor: chosen on one half of the tasks, all figures from the other. */
export interface PortfolioShare {
  readonly floor: number;
  /** The models in use, cheapest first on the half that chooses; at most `max_models` of the portfolio. */
  readonly models: readonly string[];
  readonly choices: readonly PortfolioChoice[];
  readonly tested: number;
  readonly quality: number;
  readonly quality_low: number;
  readonly quality_high: number;
  readonly quality_reference: number;
  /** Policy minus reference on the tested tasks. */
  readonly delta: number;
  readonly noninferior_p: number;
  /** p at or below 0.05, and not everything stays with the reference. */
  readonly certified: boolean;
  /** Dollars per task; null where no cost is known. */
  readonly cost_per_task_usd: string | null;
  readonly cost_reference_usd: string | null;
  readonly saving: number | null;
  /** What the half that chose saw of it: what strategies may be chosen by. Absent where everything stays with the reference. */
  readonly learned?: Learned;
}

/** Portfolios of at most `max_models` models, each beside the best that two models reach by the same rule. */
export interface Portfolio {
  readonly reference: string;
  readonly max_models: number;
  /** One per floor, ascending. */
  readonly shares: readonly { readonly portfolio: PortfolioShare; readonly pair: PortfolioShare }[];
}
