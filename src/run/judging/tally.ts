import Big from 'big.js';
import type { JudgeCalls } from '../../analysis/judging/judging_types.ts';
import type { Judgement } from '../../domain/judge.ts';
import { chargeOf } from '../cell.ts';

/** What one judge was asked, added up. */
type Calls = Omit<JudgeCalls, 'judge' | 'model' | 'prompt_hash' | 'same_family'>;

class Sums {
  readonly served = new Set<string>();
  readonly probes = new Map<string, boolean>();
  readonly again = new Map<string, boolean>();
  calls = 0;
  reused = 0;
  cost = new Big(0);
  known = 0;
  unknown = 0;
  withUsage = 0;
  input = 0;
  output = 0;

  add(judgement: Judgement): void {
    const { purpose, model, score, served_model, reused_from, flipped, key } = judgement;
    if (served_model !== undefined) this.served.add(served_model);
    if (purpose === 'probe' && score !== undefined) this.probes.set(model, score > 0.5);
    if (purpose === 'again' && flipped !== undefined) this.again.set(key, flipped);
    if (reused_from !== undefined) this.reused++;
    else this.#pay(judgement);
  }

  #pay({ cost, usage }: Judgement): void {
    this.calls++;
    if (cost.state === 'known') {
      this.known++;
      this.cost = this.cost.plus(cost.usd);
    } else this.unknown++;
    if (!usage) return;
    this.withUsage++;
    this.input += usage.input;
    this.output += usage.output;
  }

  total(): Calls {
    const passed = [...this.probes].filter(([, passes]) => passes).map(([name]) => name);
    return {
      served: [...this.served].sort(),
      calls: this.calls,
      reused: this.reused,
      cost_usd: this.known > 0 || this.calls === 0 ? this.cost.toFixed() : null,
      cost_unknown: this.unknown,
      input_tokens: this.withUsage > 0 ? this.input : null,
      output_tokens: this.withUsage > 0 ? this.output : null,
      probes: this.probes.size,
      probes_passed: passed.sort(),
      asked_again: this.again.size,
      flipped: [...this.again.values()].filter((flips) => flips).length,
    };
  }
}

/** Calls to judges, judge by judge, in any order of arrival. */
export class JudgeTally {
  readonly #judges = new Map<string, Sums>();
  #charged = new Big(0);

  add(judgement: Judgement): void {
    const sums = this.#judges.get(judgement.judge) ?? new Sums();
    this.#judges.set(judgement.judge, sums);
    sums.add(judgement);
    this.#charged = this.#charged.plus(chargeOf(judgement));
  }

  of(judge: string): Calls {
    return (this.#judges.get(judge) ?? new Sums()).total();
  }

  /** What a cost cap counts for all judges, in dollars. */
  get charged_usd(): string {
    return this.#charged.toFixed();
  }
}
