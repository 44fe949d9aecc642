import type { Trial } from '../../domain/trial.ts';
import { addDifference, newTally, type PairMethod, type PairTally } from '../stats/noninferiority.ts';
import type { AdaptivePlan } from './adaptive_types.ts';
import { lookOf } from './looks.ts';
import { placeOf } from './order.ts';

/** What is known of each task so far: by model, how often it was asked, how often that gave a verdict, and the sum of the scores. */
export class Sheet {
  readonly #models: ReadonlyMap<string, number>;
  readonly #index = new Map<string, number>();
  /** Tasks by the look that they are in by. */
  readonly byLook: number[][];
  readonly weight: number[] = [];
  readonly asked: Uint16Array[];
  readonly scored: Uint16Array[];
  readonly sum: Float64Array[];

  constructor(plan: AdaptivePlan, models: readonly string[], trials: Iterable<Trial>) {
    const tasks = plan.looks.at(-1)?.tasks ?? 0;
    this.#models = new Map(models.map((model, i) => [model, i]));
    this.byLook = plan.looks.map(() => []);
    this.asked = models.map(() => new Uint16Array(tasks));
    this.scored = models.map(() => new Uint16Array(tasks));
    this.sum = models.map(() => new Float64Array(tasks));
    for (const trial of trials) this.#add(trial, plan);
  }

  #add({ task_id, model, weight, score }: Trial, plan: AdaptivePlan): void {
    const m = this.#models.get(model);
    if (m === undefined) return;
    let task = this.#index.get(task_id);
    if (task === undefined) {
      task = this.weight.push(weight) - 1;
      this.#index.set(task_id, task);
      this.byLook[lookOf(placeOf(task_id, plan.seed), plan)]!.push(task);
    }
    this.asked[m]![task]! += 1;
    if (score === undefined) return;
    this.scored[m]![task]! += 1;
    this.sum[m]![task]! += score;
  }
}

/** Both ways to count what has no verdict: all against the claim that is tested. Each tally is of the claim's own difference. */
export interface Evidence {
  /** Candidate minus reference. */
  readonly noWorse: PairTally;
  /** Reference minus candidate. */
  readonly worse: PairTally;
  readonly method: PairMethod;
}

/** The lowest and the highest that a task's mean score can be. */
function range(sheet: Sheet, model: number, task: number, repeats: number): readonly [number, number] {
  const [sum, missing] = [sheet.sum[model]![task]!, repeats - sheet.scored[model]![task]!];
  return [sum / repeats, (sum + missing) / repeats];
}

function grown(tally: PairTally, weights: readonly number[]): PairTally {
  const sum = (of: (weight: number) => number) => weights.reduce((total, weight) => total + of(weight), 0);
  return {
    ...tally,
    n: tally.n + weights.length,
    weight: tally.weight + sum((weight) => weight),
    weight_squared: tally.weight_squared + sum((weight) => weight * weight),
  };
}

const isBinary = (score: number): boolean => score === 0 || score === 1;

/** Gathers the evidence for one candidate (by its number in the sheet) against the reference, look by look. */
export class Gathering {
  readonly #sheet: Sheet;
  readonly #candidate: number;
  readonly #reference: number;
  readonly #repeats: number;
  #binary = true;
  #first: number | undefined;
  #equal = true;
  #noWorse = newTally(0, 0, 0);
  #worse = newTally(0, 0, 0);

  constructor(sheet: Sheet, candidate: number, reference: number, repeats: number) {
    this.#sheet = sheet;
    this.#candidate = candidate;
    this.#reference = reference;
    this.#repeats = repeats;
  }

  /** Every cell of both models was asked that this look, with its own `tasks`, waits for. */
  isIn(look: number, tasks: number): boolean {
    const found = this.#sheet.byLook[look]!;
    const whole = (model: number) => found.every((task) => this.#sheet.asked[model]![task]! >= this.#repeats);
    return found.length === tasks && whole(this.#candidate) && whole(this.#reference);
  }

  /** Adds the tasks of a look, and gives the evidence of all so far. Looks come in their order, each once. */
  add(look: number): Evidence {
    const tasks = this.#sheet.byLook[look]!;
    const weights = tasks.map((task) => this.#sheet.weight[task]!);
    this.#noWorse = grown(this.#noWorse, weights);
    this.#worse = grown(this.#worse, weights);
    for (const [i, task] of tasks.entries()) this.#addTask(task, weights[i]!);
    return { noWorse: this.#noWorse, worse: this.#worse, method: this.#method() };
  }

  #addTask(task: number, weight: number): void {
    const [low, high] = range(this.#sheet, this.#candidate, task, this.#repeats);
    const [lowReference, highReference] = range(this.#sheet, this.#reference, task, this.#repeats);
    addDifference(this.#noWorse, weight, low - highReference);
    addDifference(this.#worse, weight, lowReference - high);
    this.#binary &&= [low, high, lowReference, highReference].every(isBinary);
    this.#first ??= weight;
    this.#equal &&= weight === this.#first;
  }

  #method(): PairMethod {
    if (!this.#binary) return 'bounded_t';
    return this.#equal ? 'tango' : 'tango_effective_n';
  }
}
