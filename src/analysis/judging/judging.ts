import Big from 'big.js';
import type { Trial } from '../../domain/trial.ts';
import { spearman } from '../stats/ranks.ts';
import type { JudgeCalls, JudgeRecord, Judging, JudgingFacts } from './judging_types.ts';
import { addTrial, type Lengths, newTally, type Tally } from './tally.ts';
import { validationOf } from './validation.ts';
import { firstPreference, newVoteSums, notAsked, orderConsistency } from './votes.ts';

/** A judge of whom nothing is known but its votes. */
function unknownCalls(judge: string): JudgeCalls {
  const counts = { calls: 0, reused: 0, cost_unknown: 0, probes: 0, probes_unread: 0, asked_again: 0, flipped: 0 };
  const lists = { served: [], same_family: [], probes_passed: [] };
  const nothing = { cost_usd: null, input_tokens: null, output_tokens: null };
  return { judge, model: judge, prompt_hash: '', ...counts, ...lists, ...nothing };
}

function recordOf(calls: JudgeCalls, { votes, judged }: Tally): JudgeRecord {
  const sums = votes.get(calls.judge) ?? newVoteSums();
  return {
    ...calls,
    scored: sums.scored,
    no_verdict: sums.no_verdict,
    not_asked: notAsked(sums, judged),
    order_consistency: orderConsistency(sums),
    first_preference: firstPreference(sums),
  };
}

/** Judges of the facts in their order, then those that only votes name. */
function records(tally: Tally, facts: JudgingFacts): readonly JudgeRecord[] {
  const known = new Set(facts.judges.map(({ judge }) => judge));
  const others = [...tally.votes.keys()].filter((judge) => !known.has(judge)).sort();
  return [...facts.judges, ...others.map(unknownCalls)].map((calls) => recordOf(calls, tally));
}

function totalCost(judges: readonly JudgeCalls[]): string | null {
  const known = judges.flatMap(({ cost_usd }) => (cost_usd === null ? [] : [cost_usd]));
  return known.length === 0 ? null : known.reduce((sum, usd) => sum.plus(usd), new Big(0)).toFixed();
}

/** With fewer answers a rank correlation says nothing. */
const ENOUGH_ANSWERS = 10;

function lengthCorrelation(lengths: ReadonlyMap<string, Lengths>, scored: number): number | null {
  if (scored < ENOUGH_ANSWERS) return null;
  const segments = [...lengths].sort(([a], [b]) => (a < b ? -1 : 1));
  return spearman(segments.map(([, { score, chars }]) => ({ x: score, y: chars })));
}

const NO_FACTS: JudgingFacts = { combine: null, rubrics: [], judges: [] };

/** What stands beside judged numbers, from a tally of trials; null when no answer was left to a judge and no judge was asked anything. */
export function judgingFrom(tally: Tally, facts = NO_FACTS, raters = facts.raters ?? 1): Judging | null {
  const asked = facts.judges.some(({ calls, reused }) => calls + reused > 0);
  if (tally.judged === 0 && !asked) return null;
  const judges = records(tally, facts);
  const { judged, scored, trials, suspicious, cut } = tally;
  return {
    combine: facts.combine,
    rubrics: facts.rubrics,
    ...{ judged, scored, waiting: tally.waiting, trials, judges },
    cost_usd: totalCost(judges),
    cost_unknown: judges.reduce((sum, { cost_unknown }) => sum + cost_unknown, 0),
    ...{ suspicious, cut },
    disagreement: tally.jury === 0 ? null : tally.divided / tally.jury,
    length_correlation: lengthCorrelation(tally.lengths, scored),
    validation: validationOf(tally.verdicts, facts, raters),
    other_labels: facts.other_labels ?? 0,
    earlier: facts.earlier ?? null,
  };
}

/** What stands beside judged numbers, from trials in any order, read once. */
export function judgingOf(trials: Iterable<Trial>, facts: JudgingFacts | undefined, raters?: number): Judging | null {
  const tally = newTally();
  for (const trial of trials) addTrial(tally, trial);
  return judgingFrom(tally, facts, raters);
}
