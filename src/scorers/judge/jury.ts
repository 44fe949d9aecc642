import type { JudgeSpec, NoVerdict, Vote } from '../../domain/judge.ts';
import type { Verdict } from '../../domain/scorer.ts';
import { scored, unscored } from '../kind.ts';
import type { Reading } from './question.ts';

/** The vote of a judge that was asked once. */
export function voteOf(judge: string, reading: Reading): Vote {
  const { detail } = reading;
  return reading.state === 'verdict' ? { judge, score: reading.score, detail } : { judge, why: reading.why, detail };
}

/**
 * The vote of a judge that compared two answers in both orders, `first` with the candidate shown first. One winner in both orders is a verdict, anything else
 * that disagrees is a tie (Zheng 2023, arXiv 2306.05685); an order without a verdict leaves none.
 */
export function combineOrders(judge: string, first: Reading, second: Reading): Vote {
  const shown = {
    ...(first.state === 'verdict' ? { shown_first: first.score } : {}),
    ...(second.state === 'verdict' ? { shown_second: 1 - second.score } : {}),
  };
  if (first.state === 'none') return { ...voteOf(judge, first), ...shown };
  if (second.state === 'none') return { ...voteOf(judge, second), ...shown };
  const same = shown.shown_first === shown.shown_second;
  const score = same ? first.score : 0.5;
  return { judge, score, detail: same ? (RESULTS.get(score) ?? '') : 'the orders disagree', ...shown };
}

const RESULTS: ReadonlyMap<number, string> = new Map([
  [1, 'better'],
  [0.5, 'tie'],
  [0, 'worse'],
]);

/** Why there is no verdict, as it stands in scores and reports. */
export function whyText(why: NoVerdict): string {
  return `judge: ${why.replaceAll('_', ' ')}`;
}

/** One verdict of one judge or many. Majority: more than half of all jurors, those without a verdict included, say the same. Mean: all have voted. */
export function combineVotes(votes: readonly Vote[], combine: NonNullable<JudgeSpec['combine']>): Verdict {
  const scores = votes.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const missing = votes.filter(({ score }) => score === undefined);
  if (votes.length === 1 && scores.length === 1) return scored(scores[0]!, votes[0]!.detail);
  if (combine === 'majority') {
    const winner = scores.find((score) => scores.filter((other) => other === score).length * 2 > votes.length);
    if (winner !== undefined) return scored(winner, tally(votes));
  } else if (missing.length === 0 && scores.length > 0) {
    return scored(scores.reduce((sum, score) => sum + score, 0) / scores.length, tally(votes));
  }
  return unscored(whyUndecided(missing, combine, votes.length));
}

function whyUndecided(missing: readonly Vote[], combine: NonNullable<JudgeSpec['combine']>, jurors: number): string {
  const whys = new Set(missing.map(({ why }) => why ?? 'failed'));
  const [why] = whys;
  const isShared = whys.size === 1 && missing.length === jurors;
  if (why !== undefined && (isShared || combine === 'mean')) return whyText(whys.has('failed') ? 'failed' : why);
  return 'judge: jury undecided';
}

function tally(votes: readonly Vote[]): string {
  return votes
    .map(({ score, why }) => (score === undefined ? (why ?? 'failed') : String(Number(score.toFixed(3)))))
    .join(', ');
}

/** True when two judges gave different verdicts. */
export function disagree(votes: readonly Vote[]): boolean {
  return new Set(votes.flatMap(({ score }) => (score === undefined ? [] : [score]))).size > 1;
}
