/** Numbers that deserve a sentence beside the tables. */
export type ReportFinding =
  | { readonly code: 'need_two_models'; readonly models: number }
  | {
      readonly code: 'too_few_tasks';
      readonly tested: number;
      /** What they say as much as, of equal weight; absent where the weights are equal. */
      readonly effective_n?: number;
      readonly floor: number;
      readonly smallest_n: number | null;
    }
  | {
      readonly code: 'cost_unknown';
      readonly model: string;
      readonly known: number;
      readonly trials: number;
      readonly on_frontier: boolean;
    }
  | {
      readonly code: 'reported_cost_differs';
      readonly model: string;
      /** Calls whose cost the provider reported although a list price is known; the sums are over them. */
      readonly calls: number;
      readonly reported_usd: string;
      readonly list_usd: string;
    }
  | {
      readonly code: 'verdicts_missing';
      readonly model: string;
      readonly scored: number;
      readonly trials: number;
      readonly on_frontier: boolean;
      /** Quality if every missing verdict were 0, and if every one were 1; null without any verdict, and where tasks were left out on purpose. */
      readonly quality_bounds: readonly [low: number, high: number] | null;
    }
  | {
      readonly code: 'selected_of_many';
      readonly candidates: number;
      /** The headline's. */
      readonly floor: number;
      readonly selected: string;
    }
  | { readonly code: 'unequal_weights'; readonly tasks: number; readonly effective_n: number }
  /**
   * A model does far worse on a segment than its other segments and the other models there let expect (see `oddSegments`): more often a broken harness than a
   * weak model. Fractions; `p` is Holm-adjusted over all segments of all models.
   */
  | {
      readonly code: 'segment_out_of_line';
      readonly model: string;
      readonly segment: string;
      readonly tasks: number;
      readonly quality: number;
      readonly expected: number;
      readonly p: number;
    }
  /**
   * The most extreme of `pairs` pairs that list prices and cost per task order differently: `cheaper_list` asks no more for input and output tokens, yet a task costs more
   * with it (95 %). List prices in dollars per million tokens, costs over the tasks that both priced.
   */
  | {
      readonly code: 'price_order_differs';
      readonly cheaper_list: string;
      readonly cheaper_task: string;
      readonly list_input_usd: readonly [cheaperList: number, cheaperTask: number];
      readonly list_output_usd: readonly [cheaperList: number, cheaperTask: number];
      readonly cost_per_task_usd: readonly [cheaperList: string, cheaperTask: string];
      readonly pairs: number;
    }
  /** Models whose judged answers have too few labels (see `enoughLabels`), in the order of the standings; their judged verdicts, of how many trials of all models; their labels. */
  | {
      readonly code: 'judge_not_validated';
      readonly models: readonly string[];
      readonly judged: number;
      readonly trials: number;
      readonly labels: number;
    }
  /** The judge is of the same family as these models of the run. */
  | { readonly code: 'same_family'; readonly judge: string; readonly models: readonly string[] }
  /** Known-wrong answers that the judge let pass: their names, out of how many that it gave a verdict on; on others its answer held none. */
  | {
      readonly code: 'probes_passed';
      readonly judge: string;
      readonly passed: readonly string[];
      readonly probes: number;
      readonly probes_unread: number;
    }
  /** Judged answers that hold text which reads like instructions to a judge. */
  | { readonly code: 'suspicious_answers'; readonly answers: number; readonly judged: number }
  /** The judge's winner depends on which answer it sees first. Fractions; `first_preference` null when it never chose. */
  | {
      readonly code: 'judge_position';
      readonly judge: string;
      readonly consistency: number;
      readonly first_preference: number | null;
      readonly pairs: number;
    }
  /** Fraction of answers on which the judges of a jury were not of one mind. */
  | { readonly code: 'jury_disagrees'; readonly disagreement: number; readonly judged: number };
