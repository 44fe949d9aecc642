import type { NoVerdict, Vote } from '../../domain/judge.ts';
import { wilson } from '../stats/rates.ts';
import { estimated, rateOf } from './agreement_of.ts';
import type { Estimated } from './judging_types.ts';

/** One judge's votes, added up. */
export interface VoteSums {
  scored: number;
  readonly no_verdict: Record<NoVerdict, number>;
  /** Votes with both orders, and those of them where both gave the same winner. */
  both_orders: number;
  same_winner: number;
  /** Votes with a winner in some order; such winners; winners that were shown first. */
  decided: number;
  winners: number;
  first_won: number;
  /** Over decided votes: sums of squares and of the product of winners and of those shown first. */
  winners_squared: number;
  first_squared: number;
  product: number;
}

export function newVoteSums(): VoteSums {
  const none = {
    abstained: 0,
    unparsable: 0,
    ambiguous: 0,
    out_of_range: 0,
    contradiction: 0,
    refused: 0,
    cut: 0,
    failed: 0,
  };
  const orders = { both_orders: 0, same_winner: 0, decided: 0, winners: 0, first_won: 0 };
  return { scored: 0, no_verdict: none, ...orders, winners_squared: 0, first_squared: 0, product: 0 };
}

function addOrders(sums: VoteSums, { shown_first, shown_second }: Vote): void {
  if (shown_first !== undefined && shown_second !== undefined) {
    sums.both_orders++;
    if (shown_first === shown_second) sums.same_winner++;
  }
  const firstWon = [shown_first, shown_second === undefined ? undefined : 1 - shown_second].filter(
    (won) => won !== undefined && won !== 0.5,
  );
  if (firstWon.length === 0) return;
  const [winners, first] = [firstWon.length, firstWon.filter((won) => won === 1).length];
  sums.decided++;
  sums.winners += winners;
  sums.first_won += first;
  sums.winners_squared += winners ** 2;
  sums.first_squared += first ** 2;
  sums.product += winners * first;
}

/** Adds one vote; one that has neither a score nor a reason is not there yet. */
export function addVote(sums: VoteSums, vote: Vote): void {
  if (vote.score !== undefined) sums.scored++;
  else if (vote.why !== undefined) sums.no_verdict[vote.why]++;
  addOrders(sums, vote);
}

export function notAsked({ scored, no_verdict }: VoteSums, judged: number): number {
  return judged - scored - Object.values(no_verdict).reduce((sum, count) => sum + count, 0);
}

/** How often both orders gave the same winner (or both a tie); null where no vote has both. */
export function orderConsistency({ both_orders, same_winner }: VoteSums): Estimated | null {
  return both_orders === 0 ? null : estimated(rateOf(same_winner, both_orders), both_orders);
}

/**
 * How often the answer that was shown first won, over winners in either order; null without winners. The two winners of one vote are no independent
 * trials, so Wilson's interval is taken at the n that fits the clustered variance (ratio of sums over votes, Cochran 1977, section 6.4), from votes to winners.
 */
export function firstPreference(sums: VoteSums): Estimated | null {
  const { decided, winners, first_won: first } = sums;
  if (winners === 0) return null;
  const rate = first / winners;
  const spread = sums.first_squared - 2 * rate * sums.product + rate ** 2 * sums.winners_squared;
  const fitting = spread > 0 ? (rate * (1 - rate) * winners ** 2) / spread : rate * (1 - rate) > 0 ? winners : decided;
  const n = Math.min(winners, Math.max(decided, fitting));
  return { value: rate, ...wilson(rate, n), n: winners };
}
