import type { Json } from '../../domain/task.ts';
import type { ForeignOutcome, Placed } from './outcome.ts';

/** One foreign format. A file is a list of records (JSONL, CSV, a JSON array) or one JSON document that holds them. */
export interface ForeignFormat {
  /** As messages call it: `read as TITLE`. */
  readonly title: string;
  /** The records inside a document of this format; undefined for any other document. */
  readonly recordsIn?: (document: Json) => readonly Json[] | undefined;
  /** True for a record of this format, by its fields. */
  readonly detects: (record: Placed['record']) => boolean;
  /** One call; undefined for a record that is none (a span, a header); a text says why the whole file cannot be used. */
  readonly outcomeOf: (record: Placed['record'], context: Context) => ForeignOutcome | string | undefined;
  /** True for a log of calls, where the same model may be asked the same thing again: the import counts the repeats. */
  readonly counts_repeats: boolean;
}

/** What a record's reader may need of the whole file. */
export interface Context {
  /** The document that the records were taken from; undefined for JSONL and CSV. */
  readonly document: Json | undefined;
  /** All records of a document; empty for JSONL and CSV. */
  readonly records: readonly Json[];
}
