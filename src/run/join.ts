import type { Completion, Score } from '../domain/completion.ts';
import type { Judgement, Label } from '../domain/judge.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import { Ledger } from './ledger.ts';

/** Everything a run folder says, joined; `torn` counts the bytes of torn last lines that were left out. */
export interface Joined {
  readonly ledger: Ledger;
  readonly torn: number;
}

/** completions.jsonl + scores.jsonl, and what judges and people said -> what the report is made of. `each` and `eachJudgement` may look at a record, or put another in its place. */
export async function joinJournals(
  folder: RunFolder,
  each: (completion: Completion) => Completion = (completion) => completion,
  eachJudgement: (judgement: Judgement) => Judgement = (judgement) => judgement,
): Promise<Joined> {
  const ledger = new Ledger();
  let torn = 0;
  const onTorn = (bytes: number): void => {
    torn += bytes;
  };
  const completions = readJournal<Completion>(folder.completions, `${folder.shown}/completions.jsonl`, onTorn);
  for await (const { record } of completions) ledger.answer(each(record));
  const scores = readJournal<Score>(folder.scores, `${folder.shown}/scores.jsonl`, onTorn);
  for await (const { record } of scores) ledger.score(record);
  const judgements = readJournal<Judgement>(folder.judgements, `${folder.shown}/judgements.jsonl`, onTorn);
  for await (const { record } of judgements) ledger.judgement(eachJudgement(record));
  const labels = readJournal<Label>(folder.labels, `${folder.shown}/labels.jsonl`, onTorn);
  for await (const { record } of labels) ledger.label(record);
  return { ledger, torn };
}
