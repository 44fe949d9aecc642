/** What can be limited: `max_..._drop` and `max_..._increase` compare with a baseline, the others stand alone. */
export const LIMIT_NAMES = [
  'max_quality_drop',
  'max_cost_increase',
  'max_latency_increase',
  'min_quality',
  'min_certified_share',
  'max_unscored',
] as const;

export type LimitName = (typeof LIMIT_NAMES)[number];

/** Orders of the tasks that a certified share can be asked of. */
export const SHARE_ROUTERS = ['segment', 'length', 'tfidf'] as const;

export type ShareRouter = (typeof SHARE_ROUTERS)[number];

/**
 * Limits as fractions: a quality drop of 0.02 is two points, a cost increase of 0.1 is ten percent. `max_unscored` is a count, or with `max_unscored_share`
 * a fraction of the trials. `min_certified_share` of all models is asked of one candidate, the headline's; of a model by name, of that one.
 * `certified_floor` is the quality floor at which it holds, the run's first where absent; `certified_router` the order in which tasks move, by segment
 * where absent.
 */
export interface Limits {
  readonly max_quality_drop?: number;
  readonly max_cost_increase?: number;
  readonly max_latency_increase?: number;
  readonly min_quality?: number;
  readonly min_certified_share?: number;
  readonly certified_floor?: number;
  readonly certified_router?: ShareRouter;
  readonly max_unscored?: number;
  readonly max_unscored_share?: number;
}

/** What is done with a quality limit that the tasks are too few to see: `refuse` leaves the gate undecided (exit 3), `warn` says so. */
export type Underpowered = 'refuse' | 'warn';

/** The limits of a gate, all models' and each one's own beside them. */
export interface GateSpec {
  /** Name of the baseline; `main` where nobody says. */
  readonly baseline: string;
  /** The models that are gated; all that both sides have where absent. */
  readonly models?: readonly string[];
  readonly underpowered: Underpowered;
  readonly limits: Limits;
  /** Model -> limits that win over the common ones. */
  readonly by_model: Readonly<Record<string, Limits>>;
  /** `LIMIT` or `MODEL LIMIT` -> where it stands. */
  readonly places: Readonly<Record<string, LimitPlace>>;
}

/** Where a limit stands, so that a broken one can be shown beside it; absent for a limit that came from a flag. */
export interface LimitPlace {
  readonly file: string;
  readonly line: number;
}

/**
 * How a p-value was made. `mcnemar_exact`: 0/1 verdicts, one each side. `permutation_exact` and `permutation`: verdicts of a task exchanged between the
 * sides, all ways or seeded draws. `recorded`: outcomes that do not vary are compared as they are, without a test. `none`: nothing to compare with.
 * `runs_t`: measured time, whole runs against the run by Student's t. `one_run`: measured time of too few runs to be tested.
 */
export type GateMethod =
  | 'mcnemar_exact'
  | 'permutation_exact'
  | 'permutation'
  | 'recorded'
  | 'runs_t'
  | 'one_run'
  | 'none';

/** `undecided`: broken or kept as missing verdicts or a lack of tasks would have it. */
export type CheckState = 'ok' | 'broken' | 'undecided';

/** One limit looked at for one model. Fractions; unknown is null. */
export interface GateCheck {
  readonly model: string;
  readonly limit: LimitName;
  /** What was allowed, in the unit of `Limits`. */
  readonly allowed: number;
  /** What was seen, in the same unit: how far quality dropped, by which part cost rose, the quality itself, ...; negative is an improvement. */
  readonly observed: number | null;
  /** 95 % interval of what was seen. */
  readonly low: number | null;
  readonly high: number | null;
  readonly state: CheckState;
  /** Why it is undecided; `one_run` is said of a limit that is exceeded, and still ok because one run cannot tell. */
  readonly why:
    | 'underpowered'
    | 'missing'
    | 'cost_unknown'
    | 'no_latency'
    | 'no_pairs'
    | 'not_certified_here'
    | 'replayed'
    | 'one_run'
    | null;
  readonly method: GateMethod;
  /** One-sided, of "it did not get worse"; null where nothing varies or nothing is compared. */
  readonly p: number | null;
  /** Adjusted by Holm over all tests of this gate. */
  readonly p_adjusted: number | null;
  /** Tasks that both sides have. */
  readonly pairs: number | null;
  /** Of those: worse, better, the same. */
  readonly losses: number | null;
  readonly gains: number | null;
  readonly ties: number | null;
  /** The smallest true drop that this gate finds four times out of five: sure by p, and seen to be more than allowed; quality limits of live models only. */
  readonly detectable: number | null;
  /** The smallest true drop that p alone finds as often. */
  readonly visible: number | null;
  /** Parts of an increase of cost: by other prices, by other usage; they add up to it. Null where prices are the same or the parts are unknown. */
  readonly price_effect: number | null;
  readonly usage_effect: number | null;
  /** Absolute figures of the baseline and the run: mean quality, dollars per task (plain decimal), milliseconds. */
  readonly before: string | null;
  readonly after: string | null;
  readonly place: LimitPlace | null;
  /** Of a certified share: the order in which tasks move. */
  readonly router?: ShareRouter;
  /** Present after `--confirm` for a limit that the first run broke: whether the second run broke it too. */
  readonly confirmed?: boolean;
}

/** One broken limit. */
export type GateFinding = GateCheck & { readonly state: 'broken' };

/** What differs between the two sides, or deserves a sentence; codes and numbers only. */
export type GateNote =
  | {
      readonly code: 'tasks_differ';
      readonly common: number;
      readonly gone: number;
      readonly added: number;
      readonly changed: number;
    }
  | { readonly code: 'model_changed'; readonly model: string }
  | { readonly code: 'model_added'; readonly model: string }
  | { readonly code: 'model_gone'; readonly model: string }
  | { readonly code: 'price_changed'; readonly model: string; readonly before: string; readonly after: string }
  /** Tasks left out of the comparison of cost: their cost was not known before. */
  | { readonly code: 'cost_unknown'; readonly model: string; readonly tasks: number }
  | { readonly code: 'missing_verdicts'; readonly model: string; readonly missing: number; readonly allowed: number }
  | {
      readonly code: 'underpowered';
      readonly model: string;
      readonly tasks: number;
      /** What p alone could see. */
      readonly detectable: number;
      readonly asked: number;
      /** Tasks with which the drop asked for could be seen; null where no number of tasks is enough (a limit of 0). */
      readonly needed: number | null;
    }
  | { readonly code: 'measured_time'; readonly models: readonly string[] }
  /** A limit on measured time that is exceeded, by one run: the load of the machine is shared by all its tasks. */
  | { readonly code: 'one_run'; readonly model: string; readonly limit: LimitName }
  /** Another recording than the baseline's: tested, not compared as it is. */
  | { readonly code: 'other_recording'; readonly model: string }
  | { readonly code: 'flaky'; readonly tasks: readonly { readonly id: string; readonly model: string }[] }
  | { readonly code: 'holm'; readonly tests: number }
  /** A limit that was asked for, and that no model could be held against. */
  | { readonly code: 'unchecked'; readonly limit: LimitName }
  | { readonly code: 'not_confirmed'; readonly run: string };

/** `pass` exit 0; `fail` exit 1, the gate's alone; `undecided` and `empty` exit 3. */
export type GateOutcome = 'pass' | 'fail' | 'undecided' | 'empty';

/** One gate, decided once: text, JSON, JUnit, annotations and the exit code all come from this. */
export interface GateVerdict {
  readonly format: 'bench.gate/1';
  readonly verdict: GateOutcome;
  readonly exit_code: 0 | 1 | 3;
  readonly run: string;
  readonly baseline: string | null;
  readonly dataset: string;
  readonly tasks: number;
  /** Every limit that was looked at, by model and limit. */
  readonly checks: readonly GateCheck[];
  /** Those of them that are broken. */
  readonly findings: readonly GateFinding[];
  readonly notes: readonly GateNote[];
  /** The second run, where one was made. */
  readonly confirmed_by: string | null;
}
