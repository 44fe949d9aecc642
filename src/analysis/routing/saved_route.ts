import type { ColumnMap } from '../../domain/task.ts';
import type { MovedShare, SegmentMove } from '../share_types.ts';
import type { Router } from './routing_types.ts';

/** What moves of one segment, and what its router makes of it. */
export interface RoutedSegment extends SegmentMove {
  readonly score: number;
}

/**
 * Which tasks go to the candidate: those that the router scores above `threshold`; of those exactly on it the part `fraction`, drawn task by task from a
 * hash of `seed` and the task's id. With `segments` the table alone decides: a segment that it does not name was not tested, and stays.
 */
export interface Policy {
  readonly threshold: number;
  readonly fraction: number;
  readonly seed: number;
  /** Safest first. */
  readonly segments?: readonly RoutedSegment[];
}

/** How a model was asked when the route was made: all that a gateway needs, and never a key. */
export interface RoutedModel {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly base_url?: string;
  readonly api_key_env?: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** A hash of everything that can change its answers. */
  readonly identity: string;
  /** It has a prompt of its own, or a system prompt. */
  readonly own_prompt: boolean;
  /** Where the price that was charged came from, and of which date; null where nobody knows. */
  readonly price_source: string | null;
  readonly price_date: string | null;
}

/** What was promised: all figures of the tested half, as in `MovedShare`. */
export interface Certificate extends Omit<MovedShare, 'order' | 'segments'> {
  readonly confidence: 0.95;
  readonly basis: 'exact' | 'not_validated' | 'validated' | 'corrected';
}

/** `route.json`: a policy with its certificate, to be applied to tasks that nobody has answered yet. */
export interface SavedRoute {
  readonly format: 'bench.route/1';
  readonly about: string;
  readonly bench: string;
  readonly created_at: string;
  readonly run: string;
  readonly dataset: {
    readonly path: string;
    readonly sha256: string;
    readonly tasks: number;
    readonly columns: ColumnMap;
  };
  readonly reference: string;
  readonly candidate: string;
  /** Fraction below the reference. */
  readonly floor: number;
  readonly router: Router;
  readonly policy: Policy;
  readonly certified: Certificate;
  readonly models: readonly RoutedModel[];
}
