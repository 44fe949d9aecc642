import type { Score } from '../../domain/completion.ts';
import type { RunFolder } from '../../results/folder.ts';
import { readJournal } from '../../results/read.ts';
import { cellOf } from '../cell.ts';
import type { Ledger } from '../ledger.ts';
import type { JudgeBooks } from './books.ts';
import { type CellOptions, judgedCells } from './cells.ts';
import { judgeName } from './open.ts';
import type { JudgedTask } from './question.ts';

/**
 * Takes back the scores that another scorer or judge gave to answers which now wait for these judges: however judging ends, such a score cannot pass for
 * one of theirs, and resume knows what to ask.
 */
export async function withdrawScores(
  cells: CellOptions,
  ledger: Ledger,
  books: JudgeBooks,
  hasVerdict: (task: JudgedTask) => boolean,
): Promise<void> {
  const graded = (task: string, model: string, repeat: number): boolean =>
    cells.wants(task, model, repeat) && !ledger.waitsForJudge(task, model, repeat);
  let scorers: ReadonlyMap<string, string> | undefined;
  for await (const cell of judgedCells({ ...cells, wants: graded })) {
    if ('score' in cell || hasVerdict(cell.ask)) continue;
    scorers ??= await lastScorers(cells.folder);
    const name = judgeName(cells.judging, cell.ask.rubric);
    if (scorers.get(cellOf(cell.ask.completion)) !== name) await books.score(notAsked(cell.ask, name));
  }
}

async function lastScorers(folder: RunFolder): Promise<ReadonlyMap<string, string>> {
  const scorers = new Map<string, string>();
  for await (const { record } of readJournal<Score>(folder.scores, `${folder.shown}/scores.jsonl`, () => {}))
    scorers.set(cellOf(record), record.scorer);
  return scorers;
}

/** The score of an answer that waits for its judges. */
export function notAsked({ completion, kind, rubric }: JudgedTask, scorer: string): Score {
  const { task_id, model, repeat, text } = completion;
  const judged = { kind, rubric: rubric.name, rubric_sha256: rubric.sha256, votes: [], chars: text.length };
  return { task_id, model, repeat, scorer, verdict: { state: 'unscored', why: 'judge: not asked' }, judged };
}
