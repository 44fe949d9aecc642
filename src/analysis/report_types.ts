import type { Adaptive } from './adaptive/adaptive_types.ts';
import type { ReportDetail, StudyInput } from './detail_types.ts';
import type { ReportFinding } from './finding_types.ts';
import type { Judging, JudgingFacts } from './judging/judging_types.ts';
import type { Share } from './share_types.ts';
import type { Frontier, Standing } from './standing_types.ts';

/** What the report says of its run. The first block is passed through untouched. */
export interface RunFacts {
  readonly id: string;
  readonly dataset: string;
  readonly dataset_sha256?: string;
  readonly started_at?: string;
  readonly finished_at?: string;
  readonly scorers?: readonly string[];
}

export interface ReportRun extends RunFacts {
  /** Tasks in the dataset. */
  readonly tasks: number;
  readonly repeats: number;
  readonly reference: string;
  readonly models: readonly string[];
  /** Fractions below the reference, ascending. */
  readonly quality_floors: readonly number[];
  readonly seed: number;
  readonly segments: readonly string[];
}

/**
 * `certified`: a part moves; `whole_workload`: all of it does; both with a saving above 0. `cost_unknown`: certified or not, no saving can be computed.
 * `too_few_tasks`: even a candidate without a single loss could not pass. `no_verdicts`: no task has a verdict of both models.
 */
export type HeadlineVerdict =
  | 'certified'
  | 'whole_workload'
  | 'nothing_certified'
  | 'no_cheaper_candidate'
  | 'too_few_tasks'
  | 'cost_unknown'
  | 'no_verdicts'
  | 'need_two_models';

/** What the one sentence is made of. `share` is an index into `shares`; the candidate was chosen on the half that certifies nothing. */
export interface Headline {
  readonly verdict: HeadlineVerdict;
  readonly candidate: string | null;
  /** The floor that leads (see `headline`). */
  readonly floor: number | null;
  readonly share: number | null;
  /** How many candidates it was chosen from. */
  readonly candidates: number;
  /**
   * What the numbers of the sentence rest on. `exact`: no judge. `not_validated`: a judge that too few labels check, or none. `validated`: raw judged numbers; each
   * model that the sentence speaks of has labels enough, their pairs have not. `corrected`: the certified share is the corrected one.
   */
  readonly basis: 'exact' | 'not_validated' | 'validated' | 'corrected';
  /** Where nothing is certified: tasks in the dataset with which `floor` would be decidable (80 % power) if the candidate were as good; with `corrected`, if as large a part of their answers were labelled. */
  readonly needed_tasks: number | null;
}

/** Everything that a renderer prints; pure data, the same trials always give the same bytes. Fractions 0..1, money plain decimal strings, unknown null. */
export interface Report {
  readonly format: 'bench.report/1';
  readonly run: ReportRun;
  readonly headline: Headline;
  readonly standings: readonly Standing[];
  readonly frontier: Frontier;
  /** Candidates in the order of the configuration, each at every floor, ascending. */
  readonly shares: readonly Share[];
  readonly findings: readonly ReportFinding[];
  /** Null when no answer was left to a judge. */
  readonly judging: Judging | null;
  /** Of a run that may stop early. */
  readonly adaptive?: Adaptive;
  /** What pictures need; present only where it was asked for. */
  readonly detail?: ReportDetail;
}

/** What a model's tokens cost, in dollars per million. */
export interface ListPrice {
  readonly input: number;
  readonly output: number;
}

export interface AnalyseOptions {
  readonly run: RunFacts;
  readonly reference: string;
  /** In the order of the configuration. Trials of other models are left out. */
  readonly models: readonly string[];
  readonly quality_floors: readonly number[];
  readonly seed: number;
  /** Tasks in the dataset, run or not. */
  readonly tasks: number;
  /** What was asked for; by default the highest repeat seen. */
  readonly repeats?: number;
  /** Present where a judge is configured. */
  readonly judging?: JudgingFacts;
  /** Resamples behind the frequencies of the frontier, by default 2,000: fewer where very many reports are made. */
  readonly resamples?: number;
  /** Dollars per million tokens by model, where known. */
  readonly list_prices?: Readonly<Record<string, ListPrice>>;
  /** Also make `Report.detail`. */
  readonly detail?: true;
  /** And in it the share in full. */
  readonly study?: StudyInput;
}
