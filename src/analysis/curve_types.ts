/** The policy "this share of the tasks' weight goes to the candidate, the rest stays" in numbers, over the curve's tested tasks. */
export interface CurvePoint {
  /** Fraction of the weight that moved: 0, 0.01, ... 1. The task at the edge moves in part, as by a coin. */
  readonly share: number;
  readonly quality: number;
  /** Dollars per task over the tested tasks whose cost is known for both models, rounded to 12 significant digits; null without one. */
  readonly cost_per_task_usd: string | null;
}
