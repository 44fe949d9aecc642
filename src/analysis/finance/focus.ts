import Big from 'big.js';

/** One meter of one call, as the FOCUS rows add them up. Money and quantities: plain decimal strings. */
export interface Charge {
  /** Model or judge. */
  readonly resource: string;
  readonly kind: string;
  /** Who answers: the catalogue's provider, or the host. */
  readonly provider: string;
  readonly host: string;
  readonly service: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** `total` where only the whole cost of the call is known. */
  readonly meter: 'input' | 'cached' | 'cache_write' | 'output' | 'reasoning' | 'request' | 'compute' | 'total';
  readonly quantity: string;
  /** Dollars per million tokens, request or hour; null for a total. */
  readonly unit_price_usd: string | null;
  readonly multiplier: number;
  readonly list_usd: string;
  readonly billed_usd: string;
  readonly cost_source: string;
  readonly price_source: string | null;
  readonly price_date: string | null;
  readonly sku: string;
}

/** Charges of one model, meter, price and hour, added up. */
export interface FocusCharge extends Charge {
  /** Start and end of the hour, and of the month (end excluded): ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly period_from: string;
  readonly period_to: string;
}

interface Sum {
  readonly charge: Charge;
  readonly hour: string;
  quantity: Big;
  list: Big;
  billed: Big;
}

const HOUR_MS = 3_600_000;

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Adds charges up by model x meter x hour (and price, so that unit price x quantity is the list cost); memory is one entry a row. */
export class FocusBook {
  readonly #sums = new Map<string, Sum>();

  add(charge: Charge): void {
    const hour = charge.at.slice(0, 13);
    const { resource, kind, meter, unit_price_usd, multiplier, cost_source } = charge;
    const key = JSON.stringify([hour, kind, resource, meter, unit_price_usd, multiplier, cost_source]);
    const sum = this.#sums.get(key) ?? { charge, hour, quantity: new Big(0), list: new Big(0), billed: new Big(0) };
    this.#sums.set(key, sum);
    sum.quantity = sum.quantity.plus(charge.quantity);
    sum.list = sum.list.plus(charge.list_usd);
    sum.billed = sum.billed.plus(charge.billed_usd);
  }

  /** In an order that does not depend on which call came first. */
  rows(): readonly FocusCharge[] {
    const sums = [...this.#sums].sort(([a], [b]) => byText(a, b));
    return sums.map(([, { charge, hour, quantity, list, billed }]) => {
      const start = Date.parse(`${hour}:00:00Z`);
      const day = new Date(start);
      return {
        ...charge,
        quantity: quantity.toFixed(),
        list_usd: list.toFixed(),
        billed_usd: billed.toFixed(),
        from: iso(start),
        to: iso(start + HOUR_MS),
        period_from: iso(Date.UTC(day.getUTCFullYear(), day.getUTCMonth())),
        period_to: iso(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1)),
      };
    });
  }
}
