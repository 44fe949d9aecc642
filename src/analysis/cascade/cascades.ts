import type { Pairs } from '../pairs.ts';
import { type Learned, promise } from '../promise.ts';
import type { Split } from '../split.ts';
import { roundedUsd } from '../standing.ts';
import { ALPHA } from '../stats/distributions.ts';
import { noninferiorityP } from '../stats/noninferiority.ts';
import { qualityOf } from '../stats/quality.ts';
import { aucOf } from './auc.ts';
import type { CascadePolicy, CascadeResult, CascadeSet, CascadeShare, VerifierColumn } from './cascade_types.ts';
import { type Cases, casesOf, casesWhere, isRead } from './cases.ts';
import { type Step, savingOf, stepAt, stepsOf } from './steps.ts';
import { whatIfs } from './what_if.ts';

/** One candidate's pairs with the reference, and what verifiers say of its answers. */
export interface CascadeInput {
  readonly candidate: string;
  readonly reference: string;
  readonly pairs: Pairs;
  /** Of the table's tasks. */
  readonly ids: readonly string[];
  readonly split: Split;
  /** Those of other candidates are passed over. */
  readonly verifiers: readonly VerifierColumn[];
  /** Fractions, ascending. */
  readonly floors: readonly number[];
}

/** All cascades from one candidate to the reference, in the order of the verifiers; one that read nothing is left out. */
export function cascadeSet({ candidate, reference, ...input }: CascadeInput): CascadeSet {
  const verifiers = input.verifiers.filter((column) => column.candidate === candidate);
  const cascades = verifiers.flatMap((column) => cascadeOf(candidate, reference, column, input));
  return { candidate, reference, cascades, what_if: whatIfs(input.pairs) };
}

function cascadeOf(
  candidate: string,
  reference: string,
  { verifier, readings }: VerifierColumn,
  { pairs, ids, split, floors }: Pick<CascadeInput, 'pairs' | 'ids' | 'split' | 'floors'>,
): readonly CascadeResult[] {
  const cases = casesOf(pairs, ids, readings);
  const read = cases.trust.filter(isRead).length;
  if (read === 0) return [];
  const [learn, test] = [0, 1].map((half) => casesWhere(cases, (task) => split.half[task] === half)) as [Cases, Cases];
  return [
    {
      candidate,
      reference,
      verifier,
      pairs: pairs.n,
      read,
      auc: aucOf(cases),
      curve: Array.from(stepsOf(cases), ({ accept_share, quality, cost }) => ({
        accept_share,
        quality,
        cost_per_task_usd: cost === null ? null : roundedUsd(cost.after),
      })),
      shares: floors.map((floor) => shareAt(learn, test, floor)),
    },
  ];
}

interface Choice {
  readonly threshold: number;
  readonly learned: Learned;
}

/** The threshold that promises most on the half that chooses, by what it saves or, without known costs, accepts; undefined where none keeps the floor and saves. */
function chosen(learn: Cases, floor: number): Choice | undefined {
  if (learn.pairs.n === 0) return undefined;
  let [best, most]: [Choice | undefined, number] = [undefined, 0];
  for (const step of stepsOf(learn)) {
    if (step.threshold === null) continue;
    const saving = savingOf(step);
    const p = noninferiorityP(step.tally, learn.pairs.method, floor);
    const worth = promise(step.cost === null ? step.accept_share : (saving ?? 0), p);
    if (worth > most) [best, most] = [{ threshold: step.threshold, learned: { saving, noninferior_p: p } }, worth];
  }
  return best;
}

/** One threshold, chosen before the other half is looked at, and one test there: it holds what it promises. */
function shareAt(learn: Cases, test: Cases, floor: number): CascadeShare {
  const choice = chosen(learn, floor);
  const tested = test.pairs.n;
  if (choice === undefined || tested === 0)
    return { floor, tested, policy: null, noninferior_p: null, certified: false };
  const step = stepAt(test, choice.threshold);
  const p = noninferiorityP(step.tally, test.pairs.method, floor);
  return {
    floor,
    tested,
    policy: policyOf(test, step),
    noninferior_p: p,
    certified: p <= ALPHA && step.accept_share > 0,
    learned: choice.learned,
  };
}

function policyOf({ pairs, trust }: Cases, step: Step): CascadePolicy {
  const threshold = step.threshold ?? Number.POSITIVE_INFINITY;
  const scores = pairs.reference.map((score, i) => (trust[i]! >= threshold ? pairs.candidate[i]! : score));
  const { mean, low, high } = qualityOf(scores, pairs.weight);
  return {
    threshold: step.threshold,
    accept_share: step.accept_share,
    quality: mean,
    quality_low: low,
    quality_high: high,
    cost_per_task_usd: step.cost === null ? null : roundedUsd(step.cost.after),
    saving: savingOf(step),
  };
}
