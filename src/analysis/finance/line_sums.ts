import Big from 'big.js';
import type { LineItem, LineSums, LineType } from './finance_types.ts';

type Adjustments = Record<Exclude<LineType, 'call'>, Big>;

/** A sum of which some parts may be unknown. What the provider refused costs 0 and makes nothing known. */
class KnownSum {
  #usd = new Big(0);
  #known = false;
  #unknown = false;

  add(usd: string | null, state: LineItem['cost_state']): void {
    if (usd !== null) this.#usd = this.#usd.plus(usd);
    if (state === 'known') this.#known = true;
    if (state === 'unknown' || state === 'possibly_billed') this.#unknown = true;
  }

  /** Null where something was charged and nobody knows any of it. */
  total(): string | null {
    return this.#known || !this.#unknown ? this.#usd.toFixed() : null;
  }
}

/** Adds line items up, exactly, as they pass by; memory is a few numbers. */
export class LineAdder {
  #answers = 0;
  #known = 0;
  #unknown = 0;
  #judgeUnknown = 0;
  #paidUnknown = 0;
  #retries = 0;
  #failedCalls = 0;
  #possibly = 0;
  #bounded = 0;
  #gross = new Big(0);
  #upTo = new Big(0);
  readonly #adjustments: Adjustments = {
    cache_discount: new Big(0),
    cache_write_surcharge: new Big(0),
    price_multiplier: new Big(0),
  };
  readonly #paid = new KnownSum();
  readonly #failed = new KnownSum();
  readonly #superseded = new KnownSum();
  readonly #judge = new KnownSum();
  readonly #judgeReused = new KnownSum();

  add(item: LineItem): void {
    if (isOwn(item)) this.#addOwn(item);
    if (item.line_type === 'call') this.#count(item);
    if (item.kind === 'answer') this.#addAnswer(item);
    else this.#sumOf(item).add(item.cost_usd, item.cost_state);
  }

  #addOwn({ paid_usd, cost_state, up_to_usd }: LineItem): void {
    this.#paid.add(paid_usd, cost_state);
    if (cost_state === 'unknown') this.#paidUnknown++;
    if (cost_state !== 'possibly_billed') return;
    this.#possibly++;
    if (up_to_usd === null) return;
    this.#bounded++;
    this.#upTo = this.#upTo.plus(up_to_usd);
  }

  #count(item: LineItem): void {
    const { kind, cost_state } = item;
    if (kind === 'answer') this.#answers++;
    if (kind === 'answer' && cost_state === 'known') this.#known++;
    if (kind === 'answer' && cost_state === 'unknown') this.#unknown++;
    if (kind === 'judge' && cost_state === 'unknown' && isOwn(item)) this.#judgeUnknown++;
    if (kind === 'retry') this.#retries++;
    if (kind === 'failed') this.#failedCalls++;
  }

  #addAnswer({ line_type, cost_usd }: LineItem): void {
    if (line_type === 'call') this.#gross = this.#gross.plus(cost_usd ?? 0);
    else this.#adjustments[line_type] = this.#adjustments[line_type].plus(cost_usd ?? 0);
  }

  #sumOf({ kind, reused_from }: LineItem): KnownSum {
    if (kind === 'judge') return reused_from === null ? this.#judge : this.#judgeReused;
    return kind === 'superseded' ? this.#superseded : this.#failed;
  }

  total(): LineSums {
    const { cache_discount, cache_write_surcharge, price_multiplier } = this.#adjustments;
    const cost = this.#gross.plus(cache_discount).plus(cache_write_surcharge).plus(price_multiplier);
    const known = (sum: Big): string | null => (this.#known > 0 || this.#answers === 0 ? sum.toFixed() : null);
    return {
      cost_usd: known(cost),
      gross_usd: known(this.#gross),
      cache_discount_usd: known(cache_discount),
      cache_write_surcharge_usd: known(cache_write_surcharge),
      price_multiplier_usd: known(price_multiplier),
      failed_cost_usd: this.#failed.total(),
      superseded_cost_usd: this.#superseded.total(),
      judge_cost_usd: this.#judge.total(),
      judge_reused_usd: this.#judgeReused.total(),
      paid_usd: this.#paid.total(),
      paid_unknown: this.#paidUnknown,
      cost_unknown: this.#unknown,
      judge_cost_unknown: this.#judgeUnknown,
      retries: this.#retries,
      failed_calls: this.#failedCalls,
      possibly_billed: this.#possibly,
      possibly_billed_up_to_usd: this.#bounded === this.#possibly ? this.#upTo.toFixed() : null,
    };
  }
}

/** Whether this run is the one that pays: what others paid for is `paid_usd` 0, known or not. */
function isOwn({ cost_usd, paid_usd, reused_from }: LineItem): boolean {
  return reused_from === null && paid_usd === cost_usd;
}
