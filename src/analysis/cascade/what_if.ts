import type { Pairs } from '../pairs.ts';
import { roundedUsd } from '../standing.ts';
import type { CascadeWhatIf } from './cascade_types.ts';

/** Sensitivities, equal to the specificities: a perfect verifier first, a coin last. */
const VERIFIERS = [1, 0.9, 0.8, 0.7, 0.5];

/**
 * What a free verifier that accepts right answers at the rate `sensitivity` and wrong ones at 1 - `specificity` would make of the pairs:
 * A = se if the candidate is right, else 1 - sp; quality = mean(A Yc + (1 - A) Ys); cost = mean(Kc + (1 - A) Ks). At least one pair, 0/1 candidate.
 */
export function whatIf(pairs: Pairs, sensitivity: number, specificity: number): CascadeWhatIf {
  let [weight, accepted, quality, priced, cost] = [0, 0, 0, 0, 0];
  for (let i = 0; i < pairs.n; i++) {
    const w = pairs.weight[i]!;
    const accept = pairs.candidate[i] === 1 ? sensitivity : 1 - specificity;
    weight += w;
    accepted += w * accept;
    quality += w * (accept * pairs.candidate[i]! + (1 - accept) * pairs.reference[i]!);
    if (pairs.priced[i] !== 1) continue;
    priced += w;
    cost += w * (pairs.candidate_cost[i]! + (1 - accept) * pairs.reference_cost[i]!);
  }
  return {
    sensitivity,
    specificity,
    accept_share: accepted / weight,
    quality: quality / weight,
    cost_per_task_usd: priced > 0 ? roundedUsd(cost / priced) : null,
  };
}

/** The same for five verifiers; none without pairs or where the candidate's scores are graded. */
export function whatIfs(pairs: Pairs): readonly CascadeWhatIf[] {
  if (pairs.n === 0 || !pairs.candidate.every((score) => score === 0 || score === 1)) return [];
  return VERIFIERS.map((rate) => whatIf(pairs, rate, rate));
}
