import type { VerifierColumn, VerifierReading } from '../analysis/cascade/cascade_types.ts';
import type { Completion } from '../domain/completion.ts';
import type { Judgement } from '../domain/judge.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';
import { type KeptAnswer, keptAnswers } from './verifier_answers.ts';
import { JudgeCosts } from './verifier_costs.ts';
import { type Counting, type ReadScores, readScores } from './verifier_scores.ts';

/** The answers of one model to one task, by repeat. */
type Answers = readonly (KeptAnswer | undefined)[];

/** What every verifier of one model looks at. */
interface Subject {
  readonly model: string;
  readonly tasks: ReadonlyMap<string, Answers>;
  readonly scores: ReadScores;
  readonly costs: JudgeCosts;
  readonly repeated: boolean;
}

/** A reading of one task's answers; undefined where the verifier was not asked. */
type Read = (task_id: string, answers: Answers) => VerifierReading | undefined;

/** May put another record in the place of one: the same call at another cost. */
export interface EachCall {
  readonly completion?: (completion: Completion) => Completion;
  readonly judgement?: (judgement: Judgement) => Judgement;
}

/**
 * Everything in a run's folder that tells whether to trust an answer without knowing its label, model by model in the order of the configuration:
 * `self-consistency` (2 or more repeats), `logprob`, the columns of a recording, and the scorers that do not count (see `verifies`). Memory: an entry an
 * answer and an opinion, no texts.
 */
export async function verifiersOf(
  folder: RunFolder,
  run: RunFile,
  each: EachCall = {},
): Promise<readonly VerifierColumn[]> {
  const answers = await keptAnswers(folder, each.completion);
  const scores = await readScores(folder, run);
  const costs = await JudgeCosts.read(folder, answers, each.judgement);
  return run.models.flatMap(({ id }) =>
    columnsOf({ model: id, tasks: answers.get(id) ?? new Map(), scores, costs, repeated: run.repeats > 1 }),
  );
}

function columnsOf(subject: Subject): VerifierColumn[] {
  const names = new Set<string>();
  for (const answers of subject.tasks.values())
    for (const name of Object.keys(answers[0]?.signals ?? {})) names.add(name);
  const verifiers: [string, Read][] = [
    ['self-consistency', agreementOf(subject)],
    ['logprob', firstOf(subject, ({ logprob }) => plainReading(logprob, 0))],
    ...[...names].sort().map((name): [string, Read] => [name, firstOf(subject, signalOf(name))]),
    ...[...subject.scores.opinions.keys()].sort().map((name): [string, Read] => [name, opinionOf(subject, name)]),
  ];
  return verifiers.flatMap(([verifier, read]) => {
    const readings = new Map<string, VerifierReading>();
    for (const [task, answers] of subject.tasks) {
      const reading = read(task, answers);
      if (reading !== undefined) readings.set(task, reading);
    }
    return readings.size > 0 ? [{ verifier, candidate: subject.model, readings }] : [];
  });
}

function plainReading(trust: number | undefined, cost_usd: number | null): VerifierReading | undefined {
  return trust === undefined ? undefined : { trust, cost_usd };
}

function signalOf(name: string): (answer: KeptAnswer) => VerifierReading | undefined {
  return ({ signals, signals_usd }) => {
    const own = signals !== undefined && Object.hasOwn(signals, name) ? signals[name] : undefined;
    const cost = signals_usd !== undefined && Object.hasOwn(signals_usd, name) ? Number(signals_usd[name]) : null;
    return plainReading(own, cost);
  };
}

/** A reading of the first repeat's answer: that one is accepted, so its score counts. An answer that is none is escalated unread. */
function firstOf(
  { model, scores, repeated }: Subject,
  read: (answer: KeptAnswer, task_id: string) => VerifierReading | undefined,
): Read {
  return (task_id, [answer]) => {
    const reading = answer?.gradable ? read(answer, task_id) : undefined;
    const score = repeated ? scores.counting.get(cellOf({ task_id, model, repeat: 0 }))?.score : undefined;
    return reading === undefined || score === undefined ? reading : { ...reading, score };
  };
}

/** What another scorer makes of the answer; a judge that gave no verdict was paid all the same. */
function opinionOf(subject: Subject, scorer: string): Read {
  const cells = subject.scores.opinions.get(scorer);
  return firstOf(subject, (_, task_id) => {
    const cell = { task_id, model: subject.model, repeat: 0 };
    const opinion = cells?.get(cellOf(cell));
    if (opinion === undefined) return undefined;
    const cost_usd = subject.costs.of(cell, opinion.judges);
    return { trust: opinion.score ?? Number.NEGATIVE_INFINITY, cost_usd };
  });
}

/**
 * The share of the answers that are the one which most repeats give (of equals the one that came first); its score counts, and all repeats are paid. Answers
 * are the same where the scorer read the same number or letter in them, or else where their texts are. Wang et al. 2023, Self-Consistency.
 */
function agreementOf({ model, scores }: Subject): Read {
  return (task_id, answers) => {
    const given = answers.flatMap((answer, repeat) => {
      const counting = scores.counting.get(cellOf({ task_id, model, repeat }));
      return answer === undefined ? [] : [{ answer, counting }];
    });
    const gradable = given.filter(({ answer }) => answer.gradable);
    if (given.length < 2 || gradable.some((one) => saidBy(one) === undefined)) return undefined;
    const cost_usd = othersCost(given.map(({ answer }) => answer));
    const groups = grouped(gradable);
    const modal = [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most), []);
    if (modal.length === 0) return { trust: Number.NEGATIVE_INFINITY, cost_usd };
    const known = modal.flatMap(({ counting }) => counting?.score ?? []);
    const score = known.length > 0 ? { score: known.reduce((sum, one) => sum + one, 0) / known.length } : {};
    return { trust: modal.length / given.length, cost_usd, ...score };
  };
}

interface Given {
  readonly answer: KeptAnswer;
  readonly counting: Counting | undefined;
}

/** What an answer says: what the scorer read in it, or its text; undefined where neither is recorded. */
function saidBy({ answer: { text }, counting }: Given): string | undefined {
  if (counting?.found !== undefined) return `found ${counting.found}`;
  return text === undefined ? undefined : `text ${text}`;
}

/** What all answers cost beyond the mean of one; null where any cost is unknown. */
function othersCost(answers: readonly KeptAnswer[]): number | null {
  let sum = 0;
  for (const { usd } of answers) {
    if (usd === null) return null;
    sum += usd;
  }
  return sum - sum / answers.length;
}

/** Answers that say the same, in the order in which each was said first. */
function grouped(given: readonly Given[]): ReadonlyMap<string | undefined, readonly Given[]> {
  const groups = new Map<string | undefined, Given[]>();
  for (const one of given) groups.set(saidBy(one), [...(groups.get(saidBy(one)) ?? []), one]);
  return groups;
}
