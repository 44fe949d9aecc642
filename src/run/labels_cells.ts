import { hash } from 'node:crypto';
import type { Score } from '../domain/completion.ts';
import type { JudgeKind } from '../domain/judge.ts';
import { Problem } from '../domain/problem.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';

/** One answer that was left to a judge. */
export interface LabelCell {
  readonly task_id: string;
  readonly model: string;
  readonly repeat: number;
  /** Names the answer in place of its model: 16 hex digits. */
  readonly item: string;
  readonly kind: JudgeKind;
  /** Name of the rubric. */
  readonly rubric: string;
  readonly rubric_sha256: string;
  /** The judge's verdict; absent where it gave none. */
  readonly score?: number;
}

/** Which answers of a run a judge was asked about, and who graded the others. */
export interface LabelCells {
  /** By task, model and repeat (texts by code unit): the order in which verdicts arrived cannot matter. */
  readonly all: readonly LabelCell[];
  /** By `cellOf`. */
  readonly byCell: ReadonlyMap<string, LabelCell>;
  readonly byItem: ReadonlyMap<string, LabelCell>;
  /** The scorer of a cell that has a score line; by `cellOf`. */
  readonly scorers: ReadonlyMap<string, string>;
}

/** Reads scores.jsonl; the last line of a cell wins. Memory: one entry a cell, no texts. Problem (exit 2) when no answer was left to a judge. */
export async function labelCells(folder: RunFolder, run: RunFile): Promise<LabelCells> {
  const byCell = new Map<string, LabelCell>();
  const scorers = new Map<string, string>();
  for await (const { record } of readJournal<Score>(folder.scores, `${folder.shown}/scores.jsonl`, () => {})) {
    const key = cellOf(record);
    scorers.set(key, record.scorer);
    const cell = labelCell(record, run);
    if (cell) byCell.set(key, cell);
    else byCell.delete(key);
  }
  if (byCell.size === 0) throw nothingJudged(run, scorers.size);
  const all = [...byCell.values()].sort(inOrder);
  return { all, byCell, byItem: new Map(all.map((cell) => [cell.item, cell])), scorers };
}

/** What the reference is compared with is itself: nobody needs to look at that. */
function labelCell({ task_id, model, repeat, verdict, judged }: Score, run: RunFile): LabelCell | undefined {
  if (!judged || (judged.kind === 'pairwise' && model === run.reference)) return undefined;
  const { kind, rubric, rubric_sha256 } = judged;
  const cell = { task_id, model, repeat };
  const score = verdict.state === 'scored' ? { score: verdict.score } : {};
  return { ...cell, item: itemOf(run.id, cell), kind, rubric, rubric_sha256, ...score };
}

function inOrder(a: LabelCell, b: LabelCell): number {
  if (a.task_id !== b.task_id) return a.task_id < b.task_id ? -1 : 1;
  if (a.model !== b.model) return a.model < b.model ? -1 : 1;
  return a.repeat - b.repeat;
}

/**
 * The blind name of an answer: of the sha256 over run, task, model and repeat the first 16 hex digits from a letter on. A name of digits alone, or digits
 * around one `e`, would be a number to a spreadsheet, which would round it.
 */
export function itemOf(runId: string, cell: Pick<LabelCell, 'task_id' | 'model' | 'repeat'>): string {
  const identity = JSON.stringify([runId, cell.task_id, cell.model, cell.repeat]);
  for (let salt = ''; ; salt += '+') {
    const found = /[a-f][0-9a-f]{15}/.exec(hash('sha256', identity + salt));
    if (found) return found[0];
  }
}

/** Of a pairwise verdict: whether people see the candidate's answer as A. A function of the run, so that every sheet is read alike. */
export function candidateIsA(run: RunFile, { item }: LabelCell): boolean {
  return Number.parseInt(hash('sha256', `${run.seed} ${item}`).slice(0, 2), 16) % 2 === 0;
}

/** A judge that had nothing to do, one that is still to be asked, or none. */
function nothingJudged(run: RunFile, graded: number): Problem {
  if (run.judge && graded < run.dataset.tasks * run.models.length * run.repeats) return noVerdictYet(run);
  return new Problem(2, {
    code: 'JUDGE',
    message: `run ${run.id} has no judged answers: no scorer of it left anything to a judge`,
    ...(run.judge ? {} : { hint: 'scorer: judge, and a judge: block in bench.yaml, send answers to one' }),
  });
}

/** Where there is a judge, and no verdict of it. */
export function noVerdictYet({ id }: RunFile): Problem {
  return new Problem(2, {
    code: 'JUDGE',
    message: `the judge of run ${id} gave no verdict yet`,
    hint: `bench resume ${id}`,
  });
}
