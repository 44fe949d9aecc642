import type { Completion } from '../domain/completion.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import { normaliser } from '../scorers/normalise.ts';
import { isGradable } from './grader.ts';
import { textHash } from './identity.ts';

/** What is kept of an answer, without its text. */
export interface KeptAnswer extends Pick<Completion, 'logprob' | 'signals' | 'signals_usd'> {
  /** There is an answer that could be accepted. */
  readonly gradable: boolean;
  /** Equal for equal texts; undefined where no text is recorded. */
  readonly text: string | undefined;
  readonly usd: number | null;
}

/** Model -> task -> answers by repeat. */
export type KeptAnswers = ReadonlyMap<string, ReadonlyMap<string, readonly (KeptAnswer | undefined)[]>>;

/** Hex digits that tell texts apart: 64 bits. */
const DIGITS = 16;

/** Answers that say the same in other white space or case, or after other thoughts, are the same. */
const plain = normaliser(['think', 'whitespace', 'case', 'trim']);

/** Reads completions.jsonl; the last answer of a cell counts, and what nobody answered is left out. `each` may put another record in the place of one. */
export async function keptAnswers(
  folder: RunFolder,
  each: (completion: Completion) => Completion = (completion) => completion,
): Promise<KeptAnswers> {
  const kept = new Map<string, Map<string, (KeptAnswer | undefined)[]>>();
  const shown = `${folder.shown}/completions.jsonl`;
  for await (const { record } of readJournal<Completion>(folder.completions, shown, () => {})) {
    if (record.status === 'failed') continue;
    const tasks = kept.get(record.model) ?? new Map<string, (KeptAnswer | undefined)[]>();
    kept.set(record.model, tasks);
    const repeats = tasks.get(record.task_id) ?? [];
    tasks.set(record.task_id, repeats);
    repeats[record.repeat] = keptOf(each(record));
  }
  return kept;
}

function keptOf({ status, text, cost, logprob, signals, signals_usd }: Completion): KeptAnswer {
  return {
    gradable: isGradable({ status }),
    text: text === '' ? undefined : textHash(plain(text)).slice(0, DIGITS),
    usd: cost.state === 'known' ? Number(cost.usd) : null,
    ...(logprob === undefined ? {} : { logprob }),
    ...(signals === undefined ? {} : { signals }),
    ...(signals_usd === undefined ? {} : { signals_usd }),
  };
}
