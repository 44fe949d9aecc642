/** What one model made of one task, over all its trials. */
export interface SideCell {
  /** Verdicts, 0..1, one a trial that has one. */
  readonly scores: readonly number[];
  /** Trials without a verdict. */
  readonly missing: number;
  /** Exact dollars of all trials; null when the cost of one is unknown. */
  readonly usd: string | null;
  /** Those of each trial, where they are known one by one. */
  readonly usd_each?: readonly string[];
  /** The same usage at the prices of the other side, exact; null when that cannot be told. */
  readonly rebased_usd: string | null;
  /** Mean milliseconds; null when unknown. */
  readonly ms: number | null;
  /** The runs that asked for its plain answers; empty where nobody was asked, or nobody knows. */
  readonly asked_in: readonly string[];
}

/** What one whole run came to, over all its tasks: dollars a task and typical (geometric mean) milliseconds; null when unknown. */
export interface RunFigures {
  readonly usd: number | null;
  readonly ms: number | null;
}

export interface SideModel {
  /** Hash of everything that can change its answers. */
  readonly identity: string;
  /** Its answers do not vary: recorded, or computed in this process. */
  readonly fixed: boolean;
  /** Its cost is recorded too, and so does not vary either. */
  readonly fixed_cost: boolean;
  /** Its answers are a recording; `identity` knows which. */
  readonly recorded: boolean;
  /** The runs that asked for its answers. */
  readonly asked_in: ReadonlySet<string>;
  /** The runs in which a model judged its answers; empty where none did. */
  readonly judged_in: ReadonlySet<string>;
  /** One a run: several where runs are pooled. */
  readonly by_run: readonly RunFigures[];
  /** Its cost is measured compute time. */
  readonly measured: boolean;
  /** The rates that were charged, in words that are equal when the rates are; null when nobody knows. */
  readonly price: string | null;
  /** By task id. */
  readonly cells: ReadonlyMap<string, SideCell>;
}

/** A run or a saved baseline, as far as it can be compared. */
export interface Side {
  readonly name: string;
  readonly dataset: { readonly path: string; readonly sha256: string; readonly tasks: number };
  readonly scorers: readonly string[];
  /** Who judged and by which words, in a text that is equal when both are; null without a judge. */
  readonly judge: { readonly names: readonly string[]; readonly identity: string } | null;
  /** Trials of each task. */
  readonly repeats: number;
  readonly tasks: ReadonlyMap<string, SideTask>;
  readonly models: ReadonlyMap<string, SideModel>;
}

export interface SideTask {
  readonly weight: number;
  /** Short hash of what the task asks and expects; null where the dataset was not at hand. */
  readonly print: string | null;
}

/** How often two trials of the same task disagree, over tasks with several trials; null where there are none. */
export function flipRate({ cells }: SideModel): number | null {
  let [pairs, flips] = [0, 0];
  for (const { scores } of cells.values()) {
    for (let i = 0; i < scores.length; i++)
      for (let j = i + 1; j < scores.length; j++) {
        pairs++;
        if (scores[i] !== scores[j]) flips++;
      }
  }
  return pairs === 0 ? null : flips / pairs;
}

/** Tasks whose trials disagree, by id. */
export function flakyTasks({ cells }: SideModel): string[] {
  const flaky = [...cells].filter(([, { scores }]) => scores.some((score) => score !== scores[0]));
  return flaky.map(([id]) => id).sort();
}

const isWithin = (few: ReadonlySet<string> | readonly string[], all: ReadonlySet<string>): boolean =>
  [...few].every((run) => all.has(run));

/** Two recordings are the same one, or neither side is a recording. */
export function sameRecording(before: SideModel, after: SideModel): boolean {
  return before.identity === after.identity || !(before.recorded || after.recorded);
}

/** Verdicts that cannot vary: answers that do not, graded by no model, or by one whose judgements were those of before. */
export function exactVerdicts(before: SideModel, after: SideModel): boolean {
  const judged = before.judged_in.size + after.judged_in.size > 0;
  const judgedAlike = !judged || (after.judged_in.size > 0 && isWithin(after.judged_in, before.judged_in));
  return before.fixed && after.fixed && sameRecording(before, after) && judgedAlike;
}

/** Costs of one recording. */
export function exactCost(before: SideModel, after: SideModel): boolean {
  return before.fixed_cost && after.fixed_cost && sameRecording(before, after);
}

/** Every plain answer of a live model is one that the earlier side has too: nothing was asked in between. */
export function isReplay(before: SideModel, after: SideModel, tasks: readonly string[]): boolean {
  if (after.fixed) return false;
  const asked = tasks.flatMap((id) => after.cells.get(id)?.asked_in ?? []);
  return asked.length > 0 && isWithin(asked, before.asked_in);
}

/** Fewer pooled runs say nothing of how runs differ from each other. */
const RUNS_NEEDED = 3;

/** One figure of each earlier run and of the later one, where runs can be held against each other: the same tasks, and enough runs. */
export function runsOf(
  before: SideModel,
  after: SideModel,
  tasks: readonly string[],
  figure: keyof RunFigures,
): { readonly earlier: readonly number[]; readonly later: number } | undefined {
  const sizes = [before.cells.size, after.cells.size];
  const known = (side: SideModel) => side.by_run.flatMap((run) => (run[figure] ? [run[figure]] : []));
  const [earlier, later] = [known(before), known(after)];
  const whole = earlier.length === before.by_run.length && sizes.every((size) => size === tasks.length);
  if (!whole || earlier.length < RUNS_NEEDED || later.length !== 1 || after.by_run.length !== 1) return undefined;
  return { earlier, later: later[0]! };
}
