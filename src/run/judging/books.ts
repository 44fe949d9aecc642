import type { Score } from '../../domain/completion.ts';
import type { Judgement } from '../../domain/judge.ts';
import type { RunFolder } from '../../results/folder.ts';
import { openJournal } from '../../results/journal.ts';
import type { Ledger } from '../ledger.ts';

/** The journals that judging writes to, and the ledger that is told of everything that goes there. */
export interface JudgeBooks {
  /** Resolves when the judgement is in its file. */
  judgement(judgement: Judgement): Promise<void>;
  score(score: Score): Promise<void>;
  /** Closes both files; the first failure is the one to tell. */
  close(): Promise<void>;
}

export function openJudgeBooks(folder: RunFolder, ledger: Ledger): JudgeBooks {
  const judgements = openJournal(folder.judgements, folder.shown);
  const scores = openJournal(folder.scores, folder.shown);
  return {
    judgement(judgement) {
      ledger.judgement(judgement);
      return judgements.append(judgement);
    },
    score(score) {
      ledger.score(score);
      return scores.append(score);
    },
    async close() {
      const closed = await Promise.allSettled([judgements.close(), scores.close()]);
      for (const result of closed) if (result.status === 'rejected') throw result.reason;
    },
  };
}
