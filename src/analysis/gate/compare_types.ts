import type { GateMethod } from './gate_types.ts';

/** How one figure differs between two sides: fractions of quality, or parts of the earlier cost or latency. */
export interface Change {
  readonly change: number;
  readonly low: number | null;
  readonly high: number | null;
  /** One-sided, of "it did not get worse"; null where nothing varies. */
  readonly p: number | null;
  readonly method: GateMethod;
  /** Tasks that count. */
  readonly pairs: number;
}

/** Verdicts task by task; `losses` got worse. */
export interface QualityChange extends Change {
  readonly before: number;
  readonly after: number;
  readonly losses: number;
  readonly gains: number;
  readonly ties: number;
  /** The smallest true drop that p finds four times out of five; null where none is, or nothing varies. */
  readonly detectable: number | null;
  /** Of one task's difference; null for one 0/1 verdict each side. */
  readonly variance: number | null;
  readonly flip_rate: number;
}

/** Dollars per task, plain decimals. `change` is null with a baseline that cost nothing: there is no part of nothing. */
export interface CostChange extends Omit<Change, 'change'> {
  readonly change: number | null;
  readonly before_usd: string;
  readonly after_usd: string;
  /** Tasks whose cost was known and is no more, and tasks whose cost was not known before; neither can be compared. */
  readonly lost: number;
  readonly unknown_before: number;
  /** Exact dollars per task; they add up to after - before. Null where the parts cannot be told. */
  readonly price_effect_usd: string | null;
  readonly usage_effect_usd: string | null;
  readonly price_before: string | null;
  readonly price_after: string | null;
}

/** Typical milliseconds: medians, and the geometric mean of the tasks' ratios. */
export interface LatencyChange extends Change {
  readonly before_ms: number;
  readonly after_ms: number;
}

/** One model on both sides. Null is unknown. */
export interface ModelComparison {
  readonly model: string;
  readonly changed: boolean;
  readonly fixed: boolean;
  /** The later answers are the earlier ones: nothing was asked. */
  readonly replayed: boolean;
  readonly other_recording: boolean;
  readonly quality: QualityChange | null;
  /** If every missing verdict went against the later side, and for it; null when none is missing. */
  readonly quality_against: QualityChange | null;
  readonly quality_for: QualityChange | null;
  readonly missing_before: number;
  readonly missing_after: number;
  readonly cost: CostChange | null;
  readonly latency: LatencyChange | null;
  readonly price_changed: boolean;
}

/** Two runs side by side; pure data. */
export interface Comparison {
  readonly format: 'bench.compare/1';
  readonly before: string;
  readonly after: string;
  readonly dataset: string;
  readonly tasks: number;
  readonly gone: number;
  readonly added: number;
  readonly changed: number;
  readonly models: readonly ModelComparison[];
  readonly only_before: readonly string[];
  readonly only_after: readonly string[];
}
