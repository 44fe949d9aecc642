import type { Completion, Score } from '../domain/completion.ts';
import type { Judgement, Label } from '../domain/judge.ts';
import { sumUsd } from '../domain/money.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import { cellOf, chargeOf } from './cell.ts';
import { Ledger } from './ledger.ts';

/** Where an answer that has no score yet stands in completions.jsonl. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What a run folder already holds, cell by cell. Memory: one entry a cell, no texts. */
export interface History {
  /** Somebody answered: everything but `failed`. */
  isAnswered(taskId: string, model: string, repeat: number): boolean;
  /** Answered, but killed before the score was written. */
  ungraded(taskId: string, model: string, repeat: number): Place | undefined;
  readonly hasUngraded: boolean;
  /** How many cells of a model are answered. */
  answered(model: string): number;
  /** What a cost cap counts so far, in dollars: what this run bought, and what it may have been billed for beside. */
  readonly paid_usd: string;
}

/** The history of a run that has only just begun. */
export const noHistory: History = {
  isAnswered: () => false,
  ungraded: () => undefined,
  hasUngraded: false,
  answered: () => 0,
  paid_usd: '0',
};

/** Reads both journals of a run that is taken up again, and tells the ledger. */
export async function readHistory(
  folder: RunFolder,
  onTorn: (file: string, bytes: number) => void,
  ledger = new Ledger(),
): Promise<History> {
  const scores = readJournal<Score>(folder.scores, shown(folder, 'scores'), (bytes) => onTorn('scores.jsonl', bytes));
  for await (const { record } of scores) ledger.score(record);
  const judgements = readJournal<Judgement>(folder.judgements, shown(folder, 'judgements'), (bytes) =>
    onTorn('judgements.jsonl', bytes),
  );
  for await (const { record } of judgements) ledger.judgement(record);
  for await (const { record } of readJournal<Label>(folder.labels, shown(folder, 'labels'), () => {}))
    ledger.label(record);
  const ungraded = new Map<string, Place>();
  const perModel = new Map<string, number>();
  const paid: string[] = [];
  const completions = readJournal<Completion>(folder.completions, shown(folder, 'completions'), (bytes) =>
    onTorn('completions.jsonl', bytes),
  );
  for await (const { record, offset, length } of completions) {
    paid.push(chargeOf(record));
    const { task_id, model, repeat, status } = record;
    if (status !== 'failed') {
      if (!ledger.isAnswered(task_id, model, repeat)) perModel.set(model, (perModel.get(model) ?? 0) + 1);
      if (!ledger.isGraded(task_id, model, repeat)) ungraded.set(cellOf(record), { offset, length });
    }
    ledger.answer(record);
  }
  return {
    isAnswered: (task_id, model, repeat) => ledger.isAnswered(task_id, model, repeat),
    ungraded: (task_id, model, repeat) => ungraded.get(cellOf({ task_id, model, repeat })),
    hasUngraded: ungraded.size > 0,
    answered: (model) => perModel.get(model) ?? 0,
    paid_usd: sumUsd([...paid, ledger.judges.charged_usd]),
  };
}

const shown = (folder: RunFolder, journal: string): string => `${folder.shown}/${journal}.jsonl`;
