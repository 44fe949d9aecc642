import { emptyTally } from '../pairs.ts';
import { addDifference, type PairTally } from '../stats/noninferiority.ts';
import { type Cases, isRead } from './cases.ts';

/** The policy at one threshold, in sums over the cases. */
export interface Step {
  /** Null: nothing is accepted. */
  readonly threshold: number | null;
  readonly accept_share: number;
  readonly quality: number;
  /** Dollars per task, and the reference's on the same tasks; null where no cost is known. */
  readonly cost: { readonly after: number; readonly before: number } | null;
  /** Only of this step until the next one is taken. */
  readonly tally: PairTally;
}

/** Sums that grow as answers are accepted. */
class Acceptance {
  readonly #cases: Cases;
  readonly tally: PairTally;
  #accepted = 0;
  #quality = 0;
  #priced = 0;
  #before = 0;
  #after = 0;

  constructor(cases: Cases) {
    this.#cases = cases;
    const { pairs } = cases;
    this.tally = emptyTally(pairs);
    for (let i = 0; i < pairs.n; i++) {
      const w = pairs.weight[i]!;
      this.#quality += w * pairs.reference[i]!;
      if (pairs.priced[i] !== 1) continue;
      this.#priced += w;
      this.#before += w * pairs.reference_cost[i]!;
      this.#after += w * (pairs.candidate_cost[i]! + pairs.reference_cost[i]!);
    }
  }

  accept(i: number): void {
    const { pairs } = this.#cases;
    const w = pairs.weight[i]!;
    const difference = pairs.candidate[i]! - pairs.reference[i]!;
    addDifference(this.tally, w, difference);
    this.#accepted += w;
    this.#quality += w * difference;
    if (pairs.priced[i] === 1) this.#after -= w * pairs.reference_cost[i]!;
  }

  step(threshold: number | null): Step {
    const { weight } = this.tally;
    return {
      threshold,
      accept_share: this.#accepted / weight,
      quality: this.#quality / weight,
      cost: this.#priced > 0 ? { after: this.#after / this.#priced, before: this.#before / this.#priced } : null,
      tally: this.tally,
    };
  }
}

const STEPS = 100;

/** Thresholds descending, from accepting nothing to accepting all that was read, about 1 % of that weight apart; equal trust goes together. At least one case. */
export function* stepsOf(cases: Cases): Generator<Step> {
  const { pairs, trust } = cases;
  const acceptance = new Acceptance(cases);
  yield acceptance.step(null);
  const order = Array.from(trust.keys()).filter((i) => isRead(trust[i]!));
  order.sort((a, b) => trust[b]! - trust[a]! || a - b);
  const readWeight = order.reduce((sum, i) => sum + pairs.weight[i]!, 0);
  let [weight, shown] = [0, 0];
  for (const [k, i] of order.entries()) {
    acceptance.accept(i);
    weight += pairs.weight[i]!;
    const next = order[k + 1];
    if (next !== undefined && trust[next] === trust[i]) continue;
    const percent = Math.floor((STEPS * weight) / readWeight + 1e-9);
    if (percent === shown && next !== undefined) continue;
    shown = percent;
    yield acceptance.step(trust[i]!);
  }
}

/** The policy at one threshold. At least one case. */
export function stepAt(cases: Cases, threshold: number): Step {
  const acceptance = new Acceptance(cases);
  for (const [i, trust] of cases.trust.entries()) if (isRead(trust) && trust >= threshold) acceptance.accept(i);
  return acceptance.step(threshold);
}

/** 1 - after / before; null where that is unknown. */
export function savingOf({ cost }: Step): number | null {
  return cost !== null && cost.before > 0 ? 1 - cost.after / cost.before : null;
}
