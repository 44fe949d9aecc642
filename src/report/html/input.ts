import type { Report } from '../../analysis/report_types.ts';

/** One answer as an example shows it. */
export interface ExampleAnswer {
  readonly model: string;
  /** Counts from 0; the one that is shown of several. */
  readonly repeat: number;
  /** Mean over repeats, 0..1. */
  readonly score: number;
  /** Cut to the most that is shown; empty where the outcome was recorded without a text. */
  readonly text: string;
  /** Characters of the whole text. */
  readonly chars: number;
  /** Where it was no plain answer: `refused`, `truncated (length)`. */
  readonly status: string | null;
  /** What the scorer says about it. */
  readonly detail: string | null;
}

/** A task that the candidate scores lower than the reference. */
export interface Example {
  readonly task_id: string;
  readonly segment: string;
  /** Null where the dataset could not be read any more. */
  readonly input: string | null;
  readonly input_chars: number;
  readonly expected: string | null;
  readonly expected_chars: number;
  readonly reference: ExampleAnswer;
  readonly candidate: ExampleAnswer;
}

export interface Examples {
  /** By candidate, that of the answer first; each with the largest loss first. */
  readonly shown: readonly Example[];
  /** How many there are of each candidate, shown or not; candidates without any are left out. */
  readonly counts: readonly { readonly candidate: string; readonly losses: number }[];
  /** Why tasks are shown without their texts; null where they are not. */
  readonly without_tasks: string | null;
}

export type Meter = 'input' | 'cached' | 'cache_write' | 'output' | 'reasoning' | 'request' | 'compute';

/** What one meter took of a bill. `tokens` is null where it does not count tokens. */
export interface MeterCost {
  readonly meter: Meter;
  readonly tokens: number | null;
  readonly usd: string;
}

/** Where the money of one model went. The answers' cost is that of the standings; money is exact, as plain decimal strings. */
export interface Bill {
  readonly model: string;
  /** This run paid nothing of it: the outcomes were recorded elsewhere. */
  readonly elsewhere: boolean;
  readonly answers: number;
  /** Sum of the known costs of the answers; null when none is known. */
  readonly cost_usd: string | null;
  readonly cost_unknown: number;
  /** Parts of `cost_usd`, in the order of the type; those that cost nothing and count nothing are left out. */
  readonly meters: readonly MeterCost[];
  /** The rest of `cost_usd`: reported or recorded as one sum. */
  readonly unsplit_usd: string;
  /** The part of `cost_usd` that an earlier run paid. */
  readonly reused_usd: string;
  /** Calls of the journal that a later call replaced: paid, and in no model's cost. The sum is of the known costs; null when none is known. */
  readonly replaced: number;
  readonly replaced_usd: string | null;
  readonly replaced_unknown: number;
  /** Attempts without an answer that the provider may have billed, and the most that they can have cost beyond `cost_usd`; null without a bound. */
  readonly possibly_billed: number;
  readonly possibly_usd: string | null;
}

/** One rate of a price; `per` is what it is dollars of. `above` prompt tokens it holds for; 0 always. */
export interface RateFact {
  readonly meter: string;
  readonly usd: string;
  readonly per: 'million tokens' | 'call' | 'hour';
  readonly above: number;
}

export interface PriceFact {
  readonly rates: readonly RateFact[];
  /** 1 where nothing scales the sum. */
  readonly multiplier: number;
  readonly source: string;
  readonly date: string | null;
  /** True where rates change with the time of a call. */
  readonly varies: boolean;
}

export interface ModelFact {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  /** Host that is asked; null where nothing is sent. */
  readonly host: string | null;
  /** JSON. */
  readonly params: string;
  /** Hash of everything that can change its answers. */
  readonly identity: string;
  readonly price: PriceFact | null;
}

/** What was run, for whoever wants to run it again. */
export interface Provenance {
  readonly bench: string;
  readonly node: string;
  readonly kind: 'run' | 'import';
  readonly status: string;
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  readonly prompt: string;
  readonly system: string | null;
  readonly models: readonly ModelFact[];
  readonly judges: readonly ModelFact[];
}

/** Everything that the page shows: the report (made with `detail`), and what only the run's folder knows. */
export interface HtmlInput {
  readonly report: Report;
  readonly provenance: Provenance;
  readonly bills: readonly Bill[];
  readonly examples: Examples;
}
