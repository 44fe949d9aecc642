import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { ModelSpec } from '../domain/model.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Provider } from '../domain/provider.ts';
import { openBreath } from './classifier/breath.ts';
import { learnEnsemble } from './classifier/ensemble.ts';
import type { Learn, Predict } from './classifier/kind.ts';
import { learnLinear } from './classifier/linear.ts';
import { learnMajority } from './classifier/majority.ts';
import { learnNearest } from './classifier/nearest.ts';
import { type LabelledRow, readTrainSet, type TrainSet } from './classifier/train_set.ts';

/** A new kind of in-process model: one file in `classifier/`, one line here, one test. */
const KINDS = {
  majority: learnMajority,
  nearest: learnNearest,
  linear: learnLinear,
  ensemble: learnEnsemble,
} satisfies Record<string, Learn>;

/** A model that runs inside this process; its answers carry the measured milliseconds of each prediction. */
export interface ClassifierProvider extends Provider {
  /** What learning took, warming up included; no answer carries it. */
  readonly training_ms: number;
  /** The line of the train file on which this text stands (case and spacing aside); undefined when it was never seen. */
  knows(input: string): number | undefined;
}

/**
 * Learns from the train rows, then answers with labels; the same seed and rows give the same answers. Throws a Problem (exit 2) for an
 * unknown kind and for rows that nothing can be learnt from; the signal's reason when aborted.
 */
export async function openClassifier(
  model: ModelSpec,
  rows: AsyncIterable<LabelledRow>,
  seed: number,
  signal?: AbortSignal,
): Promise<ClassifierProvider> {
  const learn = kindOf(model);
  const train = await readTrainSet(model.train ?? model.id, rows);
  const started = performance.now();
  const predict = await learn(train, xoroshiro128plus(seed), openBreath(signal));
  await warmUp(predict, train, signal);
  const training_ms = performance.now() - started;
  return {
    training_ms,
    knows: train.lineOf,
    async complete({ task }, asked) {
      asked.throwIfAborted();
      const from = performance.now();
      const label = predict(task.input);
      const ms = performance.now() - from;
      return { status: 'ok', text: train.labels[label]!, ms, attempts: [] };
    },
  };
}

/** The finding that a task also stands in the train file, or undefined when it does not. `line` is the task's line where known. */
export function trainOverlap(
  classifier: Pick<ClassifierProvider, 'knows'>,
  model: ModelSpec,
  task: { readonly id: string; readonly input: string; readonly file?: string; readonly line?: number },
): ProblemDetail | undefined {
  const line = classifier.knows(task.input);
  if (line === undefined) return undefined;
  const train = model.train ?? model.id;
  return {
    code: 'TRAIN_OVERLAP',
    message: `task "${task.id}" also stands in ${train} line ${line}: ${model.id} would be graded on what it learnt by heart`,
    hint: `remove the row from ${train} or from the dataset`,
    ...(task.file === undefined ? {} : { file: task.file }),
    ...(task.line === undefined ? {} : { line: task.line }),
  };
}

function kindOf(model: ModelSpec): Learn {
  if (Object.hasOwn(KINDS, model.model)) return KINDS[model.model as keyof typeof KINDS];
  throw new Problem(2, {
    code: 'CLASSIFIER',
    message: `model "${model.id}": no classifier is called "${model.model}"`,
    hint: `model: ${Object.keys(KINDS).join(', ')}`,
  });
}

/** The first calls of a function run before Node has compiled it, 10 times slower: they would be charged to the first tasks. */
async function warmUp(predict: Predict, train: TrainSet, signal?: AbortSignal): Promise<void> {
  const breath = openBreath(signal);
  for (const input of train.inputs.slice(0, 300)) {
    predict(input);
    if (breath.due()) await breath.take();
  }
}
