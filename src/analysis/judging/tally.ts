import type { Judged, Vote } from '../../domain/judge.ts';
import type { Trial } from '../../domain/trial.ts';
import { BAD, classOf } from './agreement_of.ts';
import { addVerdict, newVerdicts, type Verdicts } from './validation.ts';
import { addVote, newVoteSums, type VoteSums } from './votes.ts';

/** Scores and lengths of the answers of one segment. */
export interface Lengths {
  readonly score: number[];
  readonly chars: number[];
}

/** What trials say of judging, as they arrive: counts, two numbers for each judged answer, and whatever has a label. */
export interface Tally {
  trials: number;
  judged: number;
  scored: number;
  waiting: number;
  suspicious: number;
  cut: number;
  /** Answers with verdicts of two or more judges, and those where they were not of one mind. */
  jury: number;
  divided: number;
  /** By judge. */
  readonly votes: Map<string, VoteSums>;
  /** By segment. */
  readonly lengths: Map<string, Lengths>;
  readonly verdicts: Verdicts;
}

export function newTally(): Tally {
  const counts = { trials: 0, judged: 0, scored: 0, waiting: 0, suspicious: 0, cut: 0, jury: 0, divided: 0 };
  return { ...counts, votes: new Map(), lengths: new Map(), verdicts: newVerdicts() };
}

/** Pairwise: not the same winner. Else: not on the same side of 1/2; levels may differ without a quarrel. */
function isDivided(votes: readonly Vote[], pairwise: boolean): boolean {
  const classes = votes.map(({ score }) => classOf(score ?? BAD, pairwise));
  return classes.some((one) => one !== classes[0]);
}

function addVotes(tally: Tally, { votes, kind }: Judged): void {
  for (const vote of votes) {
    const sums = tally.votes.get(vote.judge) ?? newVoteSums();
    tally.votes.set(vote.judge, sums);
    addVote(sums, vote);
  }
  const scored = votes.filter(({ score }) => score !== undefined);
  if (scored.length < 2) return;
  tally.jury++;
  if (isDivided(scored, kind === 'pairwise')) tally.divided++;
}

function addScore(tally: Tally, trial: Trial, judged: Judged, score: number): void {
  tally.scored++;
  const lengths = tally.lengths.get(trial.segment) ?? { score: [], chars: [] };
  tally.lengths.set(trial.segment, lengths);
  lengths.score.push(score);
  lengths.chars.push(judged.chars);
  addVerdict(tally.verdicts, trial, judged.kind === 'pairwise', score, trial.label);
}

function addJudged(tally: Tally, trial: Trial, judged: Judged): void {
  tally.judged++;
  if (judged.suspicious) tally.suspicious++;
  if (judged.cut) tally.cut++;
  addVotes(tally, judged);
  if (trial.score !== undefined) addScore(tally, trial, judged, trial.score);
  else if (mayStillBeJudged(judged)) tally.waiting++;
}

/** A jury that is of two minds has spoken, and so has a judge that cannot tell. */
function mayStillBeJudged({ votes }: Judged): boolean {
  return votes.length === 0 || votes.some(({ why }) => why !== undefined && why !== 'abstained');
}

/** Adds one trial; one without a judge costs a count. */
export function addTrial(tally: Tally, trial: Trial): void {
  tally.trials++;
  if (trial.judged !== undefined) addJudged(tally, trial, trial.judged);
}
