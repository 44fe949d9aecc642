import { methodOf, type Pairs, pairsWhere } from '../pairs.ts';
import type { VerifierReading } from './cascade_types.ts';

/** Pairs as a cascade sees them. The candidate's cost includes the verifier's, and counts only where that is known too. */
export interface Cases {
  /** `candidate` holds the score of the answer that would be accepted. */
  readonly pairs: Pairs;
  /** -Infinity where the answer is never accepted: nothing was read. */
  readonly trust: Float64Array;
}

/** Lays a verifier's readings (by task id) beside the pairs. A task that was never read paid for no reading; one that was read in vain did. */
export function casesOf(pairs: Pairs, ids: readonly string[], readings: ReadonlyMap<string, VerifierReading>): Cases {
  const trust = new Float64Array(pairs.n).fill(Number.NEGATIVE_INFINITY);
  const [candidate, cost, priced] = [pairs.candidate.slice(), pairs.candidate_cost.slice(), pairs.priced.slice()];
  for (let i = 0; i < pairs.n; i++) {
    const reading = readings.get(ids[pairs.task[i]!] ?? '');
    if (reading === undefined) continue;
    if (!Number.isNaN(reading.trust)) trust[i] = reading.trust;
    if (reading.score !== undefined) candidate[i] = reading.score;
    if (reading.cost_usd === null) priced[i] = 0;
    else cost[i]! += reading.cost_usd;
  }
  const method = methodOf(pairs.weight, candidate, pairs.reference);
  return { pairs: { ...pairs, candidate, candidate_cost: cost, priced, method }, trust };
}

/** The cases whose tasks pass the test, in the same order. */
export function casesWhere({ pairs, trust }: Cases, keep: (task: number) => boolean): Cases {
  return { pairs: pairsWhere(pairs, keep), trust: trust.filter((_, i) => keep(pairs.task[i]!)) };
}

/** The answer can be accepted at some threshold. */
export function isRead(trust: number): boolean {
  return trust > Number.NEGATIVE_INFINITY;
}
