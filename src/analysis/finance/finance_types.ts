/** Rows of the finance export. Money, prices and quantities: plain decimal strings in dollars; unknown is null, never 0. Fractions 0..1. */

/**
 * `answer`: the call whose answer counts. `judge`: a call to a judge. `retry`: an earlier attempt of the same call. `failed`: a call that nobody answered.
 * `superseded`: an answer that a later one replaced.
 */
export type LineKind = 'answer' | 'judge' | 'retry' | 'failed' | 'superseded';

/** A call's own line holds its cost before discounts; the other three adjust it, and all lines of a call add up to what it cost. */
export type LineType = 'call' | 'cache_discount' | 'cache_write_surcharge' | 'price_multiplier';

/** `not_billed`: the provider refused the attempt. `possibly_billed`: it may be on the bill, nobody knows with how much (at most `up_to_usd`). */
export type CostState = 'known' | 'unknown' | 'not_billed' | 'possibly_billed';

export interface LineItem {
  /** When the call was charged (ISO 8601 UTC); of what no wire carried, when the run began; null where somebody else recorded it. */
  readonly at: string | null;
  readonly kind: LineKind;
  readonly line_type: LineType;
  readonly task_id: string;
  /** The competitor; of a judge's call, whose answer it looked at. Empty for a probe, which is nobody's answer. */
  readonly model: string;
  readonly repeat: number;
  readonly judge: string | null;
  /** Of a judge's call: verdict, probe or again. */
  readonly purpose: string | null;
  readonly status: string;
  readonly served_model: string | null;
  readonly request_id: string | null;
  readonly tokens: LineTokens | null;
  readonly unit_prices: LinePrices | null;
  readonly compute_ms: number | null;
  readonly price_multiplier: number | null;
  readonly cost_usd: string | null;
  /** What this run paid: 0 where an earlier run, or somebody else, did. */
  readonly paid_usd: string | null;
  /** The list price of a call whose cost the provider reported. */
  readonly list_cost_usd: string | null;
  readonly up_to_usd: string | null;
  readonly cost_state: CostState;
  readonly cost_why: string | null;
  /** provider_reported, config, catalogue or recorded. */
  readonly cost_source: string | null;
  readonly price_source: string | null;
  readonly price_date: string | null;
  readonly reused_from: string | null;
}

/** Tokens by meter; reasoning is part of output. */
export interface LineTokens {
  readonly input_uncached: number;
  readonly cached: number;
  readonly cache_write: number;
  readonly output: number;
  readonly reasoning: number;
}

/** Token prices are dollars per million. */
export interface LinePrices {
  readonly input: string | null;
  readonly cached: string | null;
  readonly cache_write: string | null;
  readonly output: string | null;
  readonly reasoning: string | null;
  readonly request: string | null;
  readonly per_hour: string | null;
}

/** Exact sums over line items of one model (and of the judges that looked at its answers): of what is known; null where something was charged and nobody knows any of it. */
export interface LineSums {
  /** Answers that count, discounts included. */
  readonly cost_usd: string | null;
  readonly gross_usd: string | null;
  readonly cache_discount_usd: string | null;
  readonly cache_write_surcharge_usd: string | null;
  readonly price_multiplier_usd: string | null;
  readonly failed_cost_usd: string | null;
  readonly superseded_cost_usd: string | null;
  /** Of judges that this run asked. */
  readonly judge_cost_usd: string | null;
  /** What verdicts cost that an earlier run paid for. */
  readonly judge_reused_usd: string | null;
  /** What this run paid for all of it. */
  readonly paid_usd: string | null;
  /** Calls that this run made and whose cost nobody knows. */
  readonly paid_unknown: number;
  /** Answers whose cost nobody knows, and calls to judges likewise. */
  readonly cost_unknown: number;
  readonly judge_cost_unknown: number;
  readonly retries: number;
  readonly failed_calls: number;
  /** Attempts of this run that may be on the bill, and the most that they can cost (null: no bound is known). */
  readonly possibly_billed: number;
  readonly possibly_billed_up_to_usd: string | null;
}

/** `measured`: on every task. `certified`: on the tasks that tested the policy. */
export type StrategyBasis = 'measured' | 'certified';

/**
 * `routing`: the certified share of one order of the tasks goes to the candidate. `cascade`: the candidate answers every task, the reference those whose
 * answer a verifier does not accept. `portfolio`: each segment to one of a few models.
 */
export type StrategyKind = 'all_reference' | 'all_candidate' | 'routing' | 'cascade' | 'portfolio';

/** One way to serve the workload. Figures per task are weighted by the tasks' weights. */
export interface Strategy {
  readonly strategy: string;
  readonly kind: StrategyKind;
  /** Null for the reference alone, and for a portfolio, which has several. */
  readonly candidate: string | null;
  readonly reference: string;
  /** Every model that answers tasks in it. */
  readonly models: readonly string[];
  /** Who answers is decided by this: an ordering of tasks, or the verifier of a cascade. Null where one model answers everything. */
  readonly decided_by: string | null;
  /** Fraction; null where no floor is asked for. */
  readonly floor: number | null;
  /** Part of the workload that leaves the reference. */
  readonly share_moved: number;
  readonly basis: StrategyBasis;
  /** Tasks that the figures rest on. */
  readonly tasks: number;
  /** Sum of the scores over trials; null for a certified policy, which nobody ran. */
  readonly successes: number | null;
  readonly quality: Scenarios<number>;
  /** The figures are corrected by human labels. */
  readonly corrected: boolean;
  readonly cost_per_task_usd: Scenarios<string>;
  /** The part of it that goes to the verifier of a cascade; null for all others, or when no cost is known. */
  readonly verifier_cost_per_task_usd: string | null;
  /** Reference minus strategy on the same tasks, per task; at low the least saved. */
  readonly saving_per_task_usd: Scenarios<string>;
  /** Reference minus strategy on the same tasks, in score per task; at low the least lost. */
  readonly loss_per_task: Scenarios<number>;
  /** Cost per task / quality. */
  readonly cost_per_success_usd: string | null;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  /** Null for a certified policy. */
  readonly sums: LineSums | null;
}

/** A strategy without its sums. */
export type Way = Omit<Strategy, 'sums'>;

/** The ends of a 95 % interval around an estimate; null where nobody knows. */
export interface Scenarios<T> {
  readonly low: T | null;
  readonly base: T | null;
  readonly high: T | null;
}

/** What the user knows of the business. */
export interface FinanceInputs {
  readonly monthly_tasks: string | null;
  readonly volume_source: 'config' | 'flag' | 'weights' | null;
  /** By how much the volume is lower at low and higher at high; null: it is the same in every scenario. */
  readonly volume_change_percent: string | null;
  readonly failure_cost_usd: string | null;
  /** Engineering and other one-off cost, beside the benchmark's own. */
  readonly one_off_usd: string | null;
}

/** `off_peak` and `peak`, where a price depends on the hour: every call at the cheapest or dearest hour of its day, all else as at base. */
export type Scenario = 'low' | 'base' | 'high' | 'off_peak' | 'peak';

/** One strategy in one scenario, against serving everything with the reference. */
export interface Projection {
  readonly strategy: string;
  readonly scenario: Scenario;
  readonly monthly_tasks: string | null;
  readonly cost_per_task_usd: string | null;
  readonly quality: number | null;
  readonly monthly_cost_usd: string | null;
  readonly twelve_month_cost_usd: string | null;
  readonly monthly_gross_saving_usd: string | null;
  readonly monthly_quality_loss_usd: string | null;
  readonly monthly_net_saving_usd: string | null;
  readonly twelve_month_net_saving_usd: string | null;
  readonly benchmark_cost_usd: string | null;
  readonly other_one_off_usd: string;
  readonly one_off_usd: string | null;
  /** One-off cost / monthly net saving; null where nothing is saved or something is unknown: no cost of a failure, no net saving. */
  readonly payback_months: string | null;
  /** Cost and saving per task at base: what the reference costs on the same tasks. */
  readonly reference_cost_per_task_usd: string | null;
  readonly reference_monthly_cost_usd: string | null;
}
