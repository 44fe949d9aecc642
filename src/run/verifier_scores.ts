import type { Score } from '../domain/completion.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';

/** What a verifier made of one answer: its score, or nothing where it was asked in vain; and the judges that it asked. */
export interface Opinion {
  readonly score: number | undefined;
  readonly judges: readonly string[];
}

/** The last verdict on a cell: the one that counts. */
export interface Counting {
  readonly score: number | undefined;
  /** What the scorer found in the answer, where it says so. */
  readonly found: string | undefined;
}

export interface ReadScores {
  /** By cell. */
  readonly counting: ReadonlyMap<string, Counting>;
  /** Scorer -> cell -> opinion, of the scorers that may verify. */
  readonly opinions: ReadonlyMap<string, ReadonlyMap<string, Opinion>>;
}

/** Reads scores.jsonl. A scorer whose verdict counts anywhere is what verifiers are measured by, and none itself. */
export async function readScores(folder: RunFolder, run: RunFile): Promise<ReadScores> {
  const counting = new Map<string, Counting & { readonly scorer: string }>();
  const opinions = new Map<string, Map<string, Opinion>>();
  const shown = `${folder.shown}/scores.jsonl`;
  for await (const { record } of readJournal<Score>(folder.scores, shown, () => {})) {
    const { scorer, verdict, judged } = record;
    const cell = cellOf(record);
    const score = verdict.state === 'scored' ? verdict.score : undefined;
    counting.set(cell, { scorer, score, found: foundBy(record) });
    if (!verifies(record, run)) continue;
    const cells = opinions.get(scorer) ?? new Map<string, Opinion>();
    opinions.set(scorer, cells);
    const judges = judged?.votes.map(({ judge }) => judge) ?? [];
    if (judged && judges.length === 0) cells.delete(cell);
    else cells.set(cell, { score, judges });
  }
  for (const { scorer } of counting.values()) opinions.delete(scorer);
  return { counting, opinions };
}

/** `numeric` and `choice` say which number or letter they read; the details of others say what was wrong. */
function foundBy({ scorer, verdict }: Score): string | undefined {
  return verdict.state === 'scored' && /^(numeric|choice)@[^>]*$/.test(scorer) ? verdict.detail : undefined;
}

/**
 * Whether a score could be had of an answer without its label, before the reference is asked. A judge: where its rubric keeps the label from it
 * (`reference_answer: never`), and it does not compare with the reference's answer. A scorer file: where its name says that it is a verifier, since it is
 * handed the label and nobody but its author knows that it does not look. All others compare with the label: they know the outcome.
 */
function verifies({ scorer, judged }: Score, { judge }: RunFile): boolean {
  if (judged === undefined) return /^[^>]*verifier[^>]*\.[cm]?js@[^>]*$/i.test(scorer);
  const rubric = judge?.rubrics.find(({ sha256 }) => sha256 === judged.rubric_sha256);
  return judged.kind !== 'pairwise' && rubric?.reference_answer === 'never';
}
