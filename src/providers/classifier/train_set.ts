import { normalise } from '../../analysis/text/grams.ts';
import { Problem, type ProblemDetail } from '../../domain/problem.ts';

/** One row of a train file. `line` counts from 1. */
export interface LabelledRow {
  readonly line: number;
  readonly id?: string;
  readonly input: string;
  readonly label: string;
}

/** What a classifier learns from: texts, and for each the number of its label. */
export interface TrainSet {
  readonly inputs: readonly string[];
  readonly targets: readonly number[];
  /** In code unit order, so that the order of rows cannot matter. */
  readonly labels: readonly string[];
  /** The line of the train file on which a text stands, whatever its case and spacing; undefined when it is new. */
  lineOf(input: string): number | undefined;
}

const SHOWN = 20;

/** Reads a whole train file. Throws a Problem (exit 2) when it is empty, has rows without a label, or knows one label only. */
export async function readTrainSet(file: string, rows: AsyncIterable<LabelledRow>): Promise<TrainSet> {
  const inputs: string[] = [];
  const names: string[] = [];
  const lines = new Map<string, number>();
  const unlabelled: ProblemDetail[] = [];
  for await (const row of rows) {
    const label = row.label.trim();
    if (label === '' && unlabelled.length < SHOWN) unlabelled.push(problemAt(file, 'no label', row.line));
    inputs.push(row.input);
    names.push(label);
    const text = normalise(row.input);
    if (!lines.has(text)) lines.set(text, row.line);
  }
  const [first, ...rest] = unlabelled;
  if (first) throw new Problem(2, first, ...rest);
  const labels = distinctLabels(file, names);
  const numbers = new Map(labels.map((label, number) => [label, number]));
  return {
    inputs,
    labels,
    targets: names.map((name) => numbers.get(name)!),
    lineOf: (input) => lines.get(normalise(input)),
  };
}

function distinctLabels(file: string, names: readonly string[]): readonly string[] {
  const labels = [...new Set(names)].sort();
  if (labels.length > 1) return labels;
  const message = labels.length === 0 ? 'no rows to learn from' : `every row has the label "${labels[0]}"`;
  throw new Problem(2, {
    ...problemAt(file, message),
    hint: 'a classifier needs labelled rows of at least two labels; same columns as the dataset',
  });
}

function problemAt(file: string, message: string, line?: number): ProblemDetail {
  return { code: 'TRAIN', message, file, ...(line === undefined ? {} : { line }) };
}
