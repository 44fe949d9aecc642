import { armstrong } from './armstrong.ts';
import type { Claims } from './claims_types.ts';
import { harvey, isTooDear } from './harvey.ts';
import type { ClaimsInput } from './input.ts';
import { ordered, segmentOrdering, whole } from './strategies.ts';

/**
 * Both claims at every floor. The half that learns chooses candidate, order and strategy; only the chosen one is tested on the other half, so that the
 * best of many does not look better than it is. `holds`: quality and cost are both shown there, each one-sided at 5 %, so both together are. `fails`:
 * every way to keep the claim that is at hand is shown to break it.
 */
export function claimsOf(input: ClaimsInput): Claims {
  const segments = input.contenders.filter(({ candidate }) => candidate.pairs.n > 0).map(segmentOrdering);
  const orderings = [...segments, ...input.orderings];
  // The simplest first: of two that save the same, the first is chosen.
  const strategies = [...segments.map(whole), ...orderings.map(ordered), ...input.policies];
  const dear = isTooDear(input);
  const floors = [...new Set([0, ...input.floors])];
  return {
    armstrong: input.floors.map((floor) => armstrong(orderings, input, floor)),
    harvey: floors.map((floor) => harvey(strategies, dear, input, floor)),
  };
}
