import type { Completion, Score } from '../domain/completion.ts';
import type { Trial } from '../domain/trial.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';

/** Everything a run folder says, joined; `torn` counts the bytes of torn last lines that were left out. */
export interface Joined {
  readonly trials: Trial[];
  readonly torn: number;
}

type Draft = { -readonly [K in keyof Trial]: Trial[K] };

/** completions.jsonl + scores.jsonl -> trials, sorted by task, model and repeat: arrival order cannot matter. */
export async function joinTrials(folder: RunFolder): Promise<Joined> {
  const cells = new Map<string, Map<string, Draft>>();
  let torn = 0;
  const onTorn = (bytes: number): void => {
    torn += bytes;
  };
  for await (const { record } of readJournal<Completion>(folder.completions, `${folder.shown}/completions.jsonl`, onTorn)) {
    const drafts = lane(cells, record);
    const earlier = drafts.get(record.task_id);
    // The last answer wins; an answer outranks later failures.
    if (!earlier || earlier.status === 'failed' || record.status !== 'failed') drafts.set(record.task_id, draftOf(record));
  }
  for await (const { record } of readJournal<Score>(folder.scores, `${folder.shown}/scores.jsonl`, onTorn)) {
    const draft = lane(cells, record).get(record.task_id);
    if (draft && draft.status !== 'failed') applyVerdict(draft, record);
  }
  return { trials: [...cells.values()].flatMap((drafts) => [...drafts.values()]).sort(byCell), torn };
}

function lane(cells: Map<string, Map<string, Draft>>, cell: { model: string; repeat: number }): Map<string, Draft> {
  const name = `${cell.repeat} ${cell.model}`;
  let drafts = cells.get(name);
  if (!drafts) {
    drafts = new Map();
    cells.set(name, drafts);
  }
  return drafts;
}

function draftOf(completion: Completion): Draft {
  return {
    task_id: completion.task_id,
    model: completion.model,
    repeat: completion.repeat,
    segment: completion.segment,
    weight: completion.weight,
    status: completion.status,
    why: completion.status === 'failed' ? (completion.reason ?? 'failed') : 'not graded',
    cost: completion.cost,
    ...(completion.usage ? { usage: completion.usage } : {}),
    ...(completion.ms === undefined ? {} : { ms: completion.ms }),
    reused: completion.reused_from !== undefined,
  };
}

function applyVerdict(draft: Draft, score: Score): void {
  if (score.verdict.state === 'scored') {
    draft.score = score.verdict.score;
    delete draft.why;
  } else {
    draft.why = score.verdict.why;
    delete draft.score;
  }
}

function byCell(a: Trial, b: Trial): number {
  return compare(a.task_id, b.task_id) || compare(a.model, b.model) || a.repeat - b.repeat;
}

/** By code unit: the same order under every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
