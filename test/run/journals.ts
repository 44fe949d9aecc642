import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Completion, Score } from '../../src/domain/completion.ts';
import type { Judgement } from '../../src/domain/judge.ts';
import { type RunFolder, runFolder } from '../../src/results/folder.ts';
import { tempFolder, writeJournal } from '../results/temp.ts';

/** A completion of model `m` to task `t1` that cost a cent, with some of it changed. */
export function completion(change: Partial<Completion> = {}): Completion {
  return {
    task_id: 't1',
    model: 'm',
    repeat: 0,
    key: 'k',
    segment: 's',
    weight: 1,
    status: 'ok',
    text: 'answer',
    cost: { state: 'known', usd: '0.01', source: 'config' },
    ...change,
  };
}

/** The score of that completion. */
export function score(value: number, change: Partial<Score> = {}): Score {
  return {
    task_id: 't1',
    model: 'm',
    repeat: 0,
    scorer: 'exact@1',
    verdict: { state: 'scored', score: value },
    ...change,
  };
}

/** A pass by judge `jane` that cost a tenth of a cent. */
export function judgement(change: Partial<Judgement> = {}): Judgement {
  return {
    key: 'k',
    judge: 'jane',
    identity: 'f00dcafe',
    prompt_hash: 'c0ffee00',
    purpose: 'verdict',
    task_id: 't1',
    model: 'm',
    repeat: 0,
    score: 1,
    detail: 'pass',
    status: 'ok',
    text: '{}',
    cost: { state: 'known', usd: '0.001', source: 'config' },
    usage: { input: 10, cached: 0, cache_write: 0, output: 5, reasoning: 0 },
    ...change,
  };
}

/** Makes run folders with the given journals, in a folder that is removed after the test file. */
export function openJournals(): (
  completions: readonly Completion[],
  scores: readonly Score[],
  tail?: string,
) => RunFolder {
  const cwd = tempFolder();
  let runs = 0;
  return (completions, scores, tail = '') => {
    const folder = runFolder(join(cwd, `run${runs++}`), cwd);
    mkdirSync(folder.path);
    writeJournal(folder.completions, completions, tail);
    writeJournal(folder.scores, scores);
    return folder;
  };
}
