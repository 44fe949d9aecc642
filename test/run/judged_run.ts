import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Completion, Score } from '../../src/domain/completion.ts';
import type { JudgeKind, Label, Rubric } from '../../src/domain/judge.ts';
import { type RunFolder, runFolder } from '../../src/results/folder.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import { writeJournal } from '../results/temp.ts';
import { completion, score } from './journals.ts';

/** A rubric with one criterion and levels 1 to 5. */
export const GRADES: Rubric = {
  name: 'summary',
  kind: 'pointwise',
  about: 'a summary',
  origin: 'made for tests',
  instructions: 'Grade the summary.',
  criteria: [
    { name: 'faithful', text: 'says nothing that the text does not', weight: 2 },
    { name: 'short', text: 'is short', weight: 1 },
  ],
  scale: { min: 1, max: 5, labels: { 1: 'useless', 5: 'perfect' } },
  reference_answer: 'if_present',
  sha256: 'f'.repeat(64),
};

/** What a label of a pass_fail verdict is about. */
export const ASKED = { kind: 'pass_fail', rubric_sha256: GRADES.sha256 } as const;

/** One task whose answers were judged: by model, the judge's score (null: no verdict; absent: not judged). */
export type Verdicts = Readonly<Record<string, number | null>>;

export interface JudgedRunOptions {
  readonly kind?: JudgeKind;
  /** Verdicts of task t1, t2, ... */
  readonly tasks: readonly Verdicts[];
  readonly rubric?: Partial<Rubric>;
  /** The text of an answer. */
  readonly answer?: (task: number, model: string) => string;
  readonly labels?: readonly Label[];
  /** Columns beside id, input and expected, of every task. */
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly repeats?: number;
}

export const MODELS = ['big', 'cheap'];

/** Writes `results/r1` and `tasks.jsonl` under `cwd`, as a run with a judge leaves them; the reference is `big`. */
export function writeJudgedRun(cwd: string, options: JudgedRunOptions): RunFolder {
  const folder = runFolder(join(cwd, 'results', 'r1'), cwd);
  mkdirSync(folder.path, { recursive: true });
  const rows = options.tasks.map((_, i) =>
    JSON.stringify({ id: `t${i + 1}`, input: `question ${i + 1}`, expected: `right ${i + 1}`, ...options.columns }),
  );
  const dataset = `${rows.join('\n')}\n`;
  writeFileSync(join(cwd, 'tasks.jsonl'), dataset);
  writeFileSync(join(folder.path, 'run.json'), JSON.stringify(runFile(options, dataset)));
  writeJournal(folder.completions, cellsOf(options, answered));
  writeJournal(folder.scores, cellsOf(options, judgedScore));
  if (options.labels) writeJournal(folder.labels, options.labels);
  return folder;
}

function runFile({ kind = 'pass_fail', tasks, rubric, repeats = 1 }: JudgedRunOptions, dataset: string): RunFile {
  const judge = { id: 'j', provider: 'openai', model: 'judge-model', params: {}, verdict_form: 'json_schema' };
  const file = {
    format: 'bench.run/1',
    id: 'r1',
    kind: 'run',
    status: 'complete',
    started_at: '2026-11-21T22:44:55.000Z',
    bench: '0.0.0',
    node: 'v20',
    base: '../..',
    dataset: {
      path: 'tasks.jsonl',
      columns: {},
      allow_unlabelled: false,
      sha256: hash('sha256', dataset),
      tasks: tasks.length,
    },
    scorer: 'judge',
    scorers: ['judge@1'],
    prompt: '{{input}}',
    models: MODELS.map((id) => ({ id, provider: 'openai', model: id, params: {}, identity: id })),
    reference: 'big',
    quality_floors: [0.05],
    repeats,
    seed: 7,
    limits: { concurrency: 1, retries: 0, timeout_s: 10 },
    judge: {
      models: [{ ...judge, identity: 'j' }],
      rubric: 'summary',
      rubric_column: 'rubric_points',
      max_answer_chars: 10_000,
      rubrics: [{ ...GRADES, kind, ...rubric }],
    },
  };
  return file as unknown as RunFile;
}

type Make<T> = (
  cell: Pick<Score, 'task_id' | 'model' | 'repeat'>,
  verdict: number | null,
  options: JudgedRunOptions,
) => T;

function cellsOf<T>(options: JudgedRunOptions, make: Make<T>): T[] {
  return options.tasks.flatMap((verdicts, i) =>
    Object.entries(verdicts).flatMap(([model, verdict]) =>
      Array.from({ length: options.repeats ?? 1 }, (_, repeat) =>
        make({ task_id: `t${i + 1}`, model, repeat }, verdict, options),
      ),
    ),
  );
}

const answered: Make<Completion> = (cell, _verdict, { answer }) =>
  completion({
    ...cell,
    text: (answer ?? ((task, model) => `the answer of ${model === 'big' ? 'one' : 'other'} to ${task}`))(
      Number(cell.task_id.slice(1)),
      cell.model,
    ),
  });

const judgedScore: Make<Score> = (cell, verdict, { kind = 'pass_fail' }) => {
  const vote = verdict === null ? { judge: 'j', why: 'unparsable' as const } : { judge: 'j', score: verdict };
  return score(0, {
    ...cell,
    scorer: 'judge@1',
    verdict: verdict === null ? { state: 'unscored', why: 'judge: unparsable' } : { state: 'scored', score: verdict },
    judged: { kind, rubric: 'summary', rubric_sha256: GRADES.sha256, votes: [vote], chars: 10 },
  });
};
