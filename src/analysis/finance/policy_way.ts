import Big from 'big.js';
import { fullTally, type Pairs } from '../pairs.ts';
import { differenceInterval } from '../stats/noninferiority.ts';
import { qualityOf } from '../stats/quality.ts';
import { dollarsOf, perSuccess } from './dollars.ts';
import type { Scenarios, Way } from './finance_types.ts';

/** What a certified policy is called, and which part of the workload it moves. */
type Named = Pick<
  Way,
  'strategy' | 'kind' | 'candidate' | 'reference' | 'models' | 'decided_by' | 'floor' | 'share_moved'
>;

/** A certified policy beside the reference, on the tasks that tested it. */
export interface CertifiedPolicy extends Named {
  /** The policy stands in the candidate's place, with its scores and costs; in the costs that count, a verifier is included. */
  readonly policy: Pairs;
  /** Dollars per task of the reference and of the policy, over the same tasks, as the report has them; null when no cost is known. */
  readonly cost_before_usd: string | null;
  readonly cost_after_usd: string | null;
  readonly verifier_cost_per_task_usd: string | null;
}

/** How a strategy of this floor ends: `within 2 points`. */
export function within(floor: number): string {
  return `within ${Number((floor * 100).toFixed(4))} points`;
}

/** A certified policy as a strategy: what it is worth, costs, saves and loses, each with the 95 % interval of the tested tasks. */
export function policyWay({ policy, cost_before_usd: before, cost_after_usd: after, ...named }: CertifiedPolicy): Way {
  const { mean, low, high } = qualityOf(policy.candidate, policy.weight);
  const { cost, saving } = moneyAround(policy);
  const saved = before === null || after === null ? null : new Big(before).minus(after).toFixed();
  return {
    ...named,
    basis: 'certified',
    tasks: policy.n,
    successes: null,
    quality: { low, base: mean, high },
    corrected: false,
    cost_per_task_usd: { ...cost, base: after },
    saving_per_task_usd: { ...saving, base: saved },
    loss_per_task: lossOf(policy),
    cost_per_success_usd: perSuccess(after, mean),
    p50_ms: null,
    p95_ms: null,
  };
}

/** What the policy costs per task, never below 0, and what it saves on the same tasks. */
function moneyAround(policy: Pairs) {
  const [costs, savings, weights]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < policy.n; i++) {
    if (policy.priced[i] !== 1) continue;
    costs.push(policy.candidate_cost[i]!);
    savings.push(policy.reference_cost[i]! - policy.candidate_cost[i]!);
    weights.push(policy.weight[i]!);
  }
  const cost = dollarsOf(costs, weights);
  const low = cost.low?.startsWith('-') ? '0' : cost.low;
  return { cost: { ...cost, low }, saving: dollarsOf(savings, weights) };
}

/** Lost score per task, with the interval of the test. */
function lossOf(policy: Pairs): Scenarios<number> {
  const tally = fullTally(policy);
  const { low, high } = differenceInterval(tally, policy.method);
  return { low: 0 - high, base: 0 - tally.sum / tally.weight, high: 0 - low };
}
