import type { PairMethod } from '../stats/noninferiority.ts';

/** Where a discordance comes from: measured in a run, given by the user, or assumed because nobody knows. */
export type DiscordanceSource = 'measured' | 'given' | 'assumed';

/** What is known of one candidate before a run. */
export interface PlannedPair {
  readonly candidate: string;
  /** Share of tasks on which the two models' verdicts differ: the variance of one task's difference if the two are equally good. */
  readonly discordance: number;
  readonly source: DiscordanceSource;
  /** Tasks that it was measured on; null where it was not. */
  readonly pairs: number | null;
  readonly method: PairMethod;
}

/**
 * What the present tasks can decide at a floor, 80 % power: a `certified` share (half of them test), only `whole`, whether everything can move (all of
 * them test), or `nothing`.
 */
export type Decides = 'certified' | 'whole' | 'nothing';

/** How many tasks one floor takes. Null where no number of tasks is enough. */
export interface PlannedFloor {
  readonly floor: number;
  /** To certify a share: the order is learnt on one half, tested on the other. */
  readonly tasks: number | null;
  /** To decide whether everything can move: all tasks test. */
  readonly tasks_whole: number | null;
  readonly decides: Decides;
}

export interface CandidatePlan extends PlannedPair {
  /** The smallest floors that the present tasks can decide; null where not even 100 points can be. */
  readonly smallest_floor: number | null;
  readonly smallest_floor_whole: number | null;
  /** Ascending. */
  readonly floors: readonly PlannedFloor[];
}

/** What one model costs on one task, all repeats: measured in a run, or estimated with assumed output; null when nobody knows. */
export interface PlannedCost {
  readonly model: string;
  readonly cost_per_task_usd: string | null;
  readonly source: 'measured' | 'estimated' | null;
}

/** `bench plan`: how many tasks it takes, what the present ones can decide, and what so many would cost. Fractions 0..1, dollars as decimal strings. */
export interface Plan {
  readonly format: 'bench.plan/1';
  readonly dataset: string;
  readonly tasks: number;
  readonly reference: string;
  /** The run that was measured; null where nothing was. */
  readonly run: string | null;
  readonly alpha: number;
  readonly power: number;
  /** How much better than the reference the candidates are taken to be; 0: as good. */
  readonly difference: number;
  readonly candidates: readonly CandidatePlan[];
  /** Of all models that would run, and their judges. */
  readonly costs: readonly PlannedCost[];
  /** The sum of what is known; null where nothing is. */
  readonly cost_per_task_usd: string | null;
}
