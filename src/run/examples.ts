import type { Report } from '../analysis/report_types.ts';
import type { Completion, Score } from '../domain/completion.ts';
import { Problem } from '../domain/problem.ts';
import type { Task } from '../domain/task.ts';
import type { Trial } from '../domain/trial.ts';
import type { Example, ExampleAnswer, Examples } from '../report/html/input.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';
import { inputOf, readTasks } from './labels_cards.ts';
import { textOf } from './outcome_columns.ts';
import { isWithoutTasks } from './study_input.ts';

/** How many tasks are shown in all, and how much of a text, in UTF-16 units. */
const MOST_EXAMPLES = 200;
const MOST_TEXT = 4000;
const MOST_DETAIL = 400;

/** What one model's trials of a task come to. */
interface Mark {
  readonly score: number;
  /** The repeat that tells most: a candidate's worst, the reference's best. */
  readonly repeat: number;
}

/** A task that a candidate scores lower, before its texts were looked up. */
interface Loss {
  readonly task_id: string;
  readonly segment: string;
  readonly candidate: string;
  readonly reference: string;
  readonly marks: { readonly candidate: Mark; readonly reference: Mark };
}

/** The tasks that each candidate scores lower than the reference, those with the most to tell first, with the texts of both answers. */
export async function examplesOf(
  folder: RunFolder,
  run: RunFile,
  report: Report,
  trials: Iterable<Trial>,
): Promise<Examples> {
  const losses = lossesOf(trials, report);
  const chosen = choose(losses, report.headline.candidate);
  const tasks = await tasksOf(folder, run, new Set(chosen.map(({ task_id }) => task_id)));
  const answers = await answersOf(folder, chosen);
  const known = typeof tasks === 'string' ? new Map<string, Task>() : tasks;
  return {
    shown: chosen.map((loss) => exampleOf(loss, known.get(loss.task_id), answers)),
    counts: [...losses].map(([candidate, all]) => ({ candidate, losses: all.length })),
    without_tasks: typeof tasks === 'string' ? tasks : null,
  };
}

/** By candidate, that of the answer first, the others in the order of the report; the largest loss first, equals in the order of their ids. */
function lossesOf(trials: Iterable<Trial>, { run, headline }: Report): ReadonlyMap<string, readonly Loss[]> {
  const others = run.models.filter((model) => model !== run.reference && model !== headline.candidate);
  const candidates = [...(headline.candidate === null ? [] : [headline.candidate]), ...others];
  const losses = new Map<string, Loss[]>(candidates.map((model) => [model, []]));
  for (const task of byTask(trials)) {
    const reference = markOf(task.get(run.reference), (a, b) => a > b);
    for (const candidate of reference ? candidates : []) {
      const mark = markOf(task.get(candidate), (a, b) => a < b);
      if (!mark || mark.score >= reference!.score) continue;
      const { task_id, segment } = task.get(candidate)![0]!;
      const marks = { candidate: mark, reference: reference! };
      losses.get(candidate)!.push({ task_id, segment, candidate, reference: run.reference, marks });
    }
  }
  const size = ({ marks }: Loss) => marks.reference.score - marks.candidate.score;
  return new Map(
    [...losses]
      .filter(([, all]) => all.length > 0)
      .map(([model, all]) => [model, all.sort((a, b) => size(b) - size(a))]),
  );
}

/** Trials come sorted by task. */
function* byTask(trials: Iterable<Trial>): Generator<ReadonlyMap<string, readonly Trial[]>> {
  let current = new Map<string, Trial[]>();
  let id: string | undefined;
  for (const trial of trials) {
    if (trial.task_id !== id && id !== undefined) {
      yield current;
      current = new Map();
    }
    id = trial.task_id;
    const own = current.get(trial.model);
    if (own) own.push(trial);
    else current.set(trial.model, [trial]);
  }
  if (id !== undefined) yield current;
}

function markOf(trials: readonly Trial[] | undefined, tellsMore: (a: number, b: number) => boolean): Mark | undefined {
  const scored = (trials ?? []).filter((trial) => trial.score !== undefined);
  const [first] = scored;
  if (!first) return undefined;
  const told = scored.reduce((best, trial) => (tellsMore(trial.score!, best.score!) ? trial : best), first);
  return { score: scored.reduce((sum, { score }) => sum + score!, 0) / scored.length, repeat: told.repeat };
}

/** Half of the room goes to the candidate of the answer, the rest is shared out one by one. */
function choose(losses: ReadonlyMap<string, readonly Loss[]>, leading: string | null): Loss[] {
  const taken = new Map([...losses.keys()].map((model) => [model, 0]));
  const lead = Math.min(losses.get(leading ?? '')?.length ?? 0, MOST_EXAMPLES / 2);
  if (lead > 0) taken.set(leading!, lead);
  let room = MOST_EXAMPLES - lead;
  for (let isFull = false; !isFull && room > 0; ) {
    isFull = true;
    for (const [model, all] of losses) {
      if (room === 0 || taken.get(model)! >= all.length) continue;
      taken.set(model, taken.get(model)! + 1);
      room--;
      isFull = false;
    }
  }
  return [...losses].flatMap(([model, all]) => all.slice(0, taken.get(model)));
}

/** The tasks themselves, or why they cannot be shown. */
async function tasksOf(
  folder: RunFolder,
  run: RunFile,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Task> | string> {
  if (wanted.size === 0) return new Map();
  if (isWithoutTasks(run)) return 'the outcomes were imported without the tasks';
  try {
    return await readTasks(folder, run, wanted);
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

interface Told {
  readonly completion?: Completion;
  readonly detail?: string | undefined;
}

/** What the journals say of the cells that are shown, by `cellOf`. */
async function answersOf(folder: RunFolder, chosen: readonly Loss[]): Promise<ReadonlyMap<string, Told>> {
  const told = new Map<string, Told>(
    chosen.flatMap((loss) => [
      [referenceCell(loss), {}],
      [candidateCell(loss), {}],
    ]),
  );
  if (told.size === 0) return told;
  const completions = readJournal<Completion>(folder.completions, `${folder.shown}/completions.jsonl`, () => {});
  for await (const { record } of completions) {
    const key = cellOf(record);
    if (record.status !== 'failed' && told.has(key)) told.set(key, { completion: record });
  }
  const scores = readJournal<Score>(folder.scores, `${folder.shown}/scores.jsonl`, () => {});
  for await (const { record } of scores) {
    const key = cellOf(record);
    if (told.has(key)) told.set(key, { ...told.get(key), detail: detailOf(record) });
  }
  return told;
}

/** The scorer's own words; of a judge, what each vote says. */
function detailOf({ verdict, judged }: Score): string | undefined {
  const votes = (judged?.votes ?? []).flatMap(({ judge, detail }) => (detail ? [`${judge}: ${detail}`] : []));
  if (votes.length > 0) return votes.join('; ');
  return verdict.state === 'scored' ? verdict.detail : verdict.why;
}

const referenceCell = ({ task_id, reference: model, marks: { reference } }: Loss) =>
  cellOf({ task_id, model, repeat: reference.repeat });
const candidateCell = ({ task_id, candidate: model, marks: { candidate } }: Loss) =>
  cellOf({ task_id, model, repeat: candidate.repeat });

function exampleOf(loss: Loss, task: Task | undefined, answers: ReadonlyMap<string, Told>): Example {
  const { task_id, segment, candidate, reference, marks } = loss;
  const input = task ? inputOf(task) : null;
  const expected = task?.expected === undefined ? null : textOf(task.expected);
  return {
    task_id,
    segment,
    input: input === null ? null : cut(input, MOST_TEXT),
    input_chars: input?.length ?? 0,
    expected: expected === null ? null : cut(expected, MOST_TEXT),
    expected_chars: expected?.length ?? 0,
    reference: answerOf(reference, marks.reference, answers.get(referenceCell(loss))),
    candidate: answerOf(candidate, marks.candidate, answers.get(candidateCell(loss))),
  };
}

function answerOf(model: string, { score, repeat }: Mark, told: Told | undefined): ExampleAnswer {
  const text = told?.completion?.text ?? '';
  const { status = 'ok', reason } = told?.completion ?? {};
  return {
    model,
    repeat,
    score,
    text: cut(text, MOST_TEXT),
    chars: text.length,
    status: status === 'ok' ? null : `${status}${reason === undefined ? '' : ` (${reason})`}`,
    detail: told?.detail ? cut(told.detail, MOST_DETAIL) : null,
  };
}

/** Never through the middle of a character. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
