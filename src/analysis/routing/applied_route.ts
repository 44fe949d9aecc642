import type { Headline } from '../report_types.ts';
import type { TestedPolicy } from './tested_policy.ts';

/** One task's decision, as it stands in decisions.csv. */
export interface DecisionRow {
  readonly task_id: string;
  readonly model: string;
  readonly score: number;
}

/** What a route does with a list of tasks. Shares are of the tasks' weight. */
export interface AppliedRoute {
  readonly tasks: number;
  readonly moved_tasks: number;
  readonly task_share: number;
  /** Segments that the route does not know, with their tasks, the most frequent first: these stay. Empty for other routers. */
  readonly unknown_segments: readonly { readonly segment: string; readonly tasks: number }[];
  /** Dollars per task and saving if a task costs here what it cost in the certificate; null where that is not known. */
  readonly estimate: {
    readonly cost_before_usd: string;
    readonly cost_after_usd: string;
    readonly saving: number;
  } | null;
  /** In the order of the tasks. */
  readonly decisions: readonly DecisionRow[];
  /** Where both models' outcomes are known. */
  readonly test?: RouteTest;
}

/** The policy held against a later run. */
export interface RouteTest extends TestedPolicy {
  readonly run: string;
  readonly basis: Headline['basis'];
  /** It is the very dataset that the route was learnt from: half of these tasks taught it. */
  readonly same_dataset: boolean;
  /** Models that are not what they were: another prompt, other parameters, another endpoint. */
  readonly changed_models: readonly string[];
  readonly torn: number;
}
