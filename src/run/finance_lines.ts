import Big from 'big.js';
import type { CostState, LineItem, LineKind, LinePrices, LineTokens } from '../analysis/finance/finance_types.ts';
import type { Attempt, Completion, Cost, Usage } from '../domain/completion.ts';
import type { Judgement } from '../domain/judge.ts';
import { usd } from '../domain/money.ts';
import { type Breakdown, breakdownOf, type MeterCharge } from '../prices/breakdown.ts';
import type { ResolvedPrice } from '../prices/rates.ts';

/** What is on the bill for one record of a journal: an answer, or a judge's. */
export interface Billed {
  readonly record: Completion | Judgement;
  readonly kind: Exclude<LineKind, 'retry'>;
  readonly price: ResolvedPrice | undefined;
  /** Somebody else paid: outcomes that were recorded elsewhere. */
  readonly elsewhere: boolean;
  /** When the run began: the moment of calls that do not say their own. */
  readonly began: Date;
}

/** The lines of one record, and its cost taken apart where that is possible. The first line is the call itself; attempts before it follow. */
export interface BilledLines {
  readonly items: readonly LineItem[];
  readonly parts: Breakdown | undefined;
}

/** Everything that one record puts on the bill; the lines' costs add up to the record's cost. */
export function linesOf(billed: Billed): BilledLines {
  const { record, price, began } = billed;
  const parts = breakdownOf(record, record.cost, price, record.at === undefined ? began : new Date(record.at));
  const earlier = (record.attempts ?? []).slice(0, -1);
  const bound = boundOf(record);
  const call = callLine(billed, parts, bound);
  return {
    items: [call, ...adjustments(billed, call, parts), ...earlier.map((attempt) => retryLine(billed, attempt, bound))],
    parts,
  };
}

/** What every line of a record says. */
function common({ record, price, kind, elsewhere, began }: Billed) {
  const judge = 'judge' in record ? record : undefined;
  const isProbe = judge?.purpose === 'probe';
  return {
    at: record.at ?? (elsewhere ? null : began.toISOString()),
    kind: kind as LineKind,
    task_id: record.task_id,
    model: isProbe ? '' : record.model,
    repeat: record.repeat,
    judge: judge?.judge ?? null,
    purpose: judge?.purpose ?? null,
    status: record.status as string,
    served_model: record.served_model ?? null,
    request_id: record.request_id ?? null,
    tokens: null as LineTokens | null,
    unit_prices: null as LinePrices | null,
    compute_ms: null as number | null,
    price_multiplier: null as number | null,
    list_cost_usd: null as string | null,
    up_to_usd: null as string | null,
    price_source: priceSource(price),
    price_date: price?.date ?? null,
    reused_from: record.reused_from ?? null,
  };
}

function priceSource(price: ResolvedPrice | undefined): string | null {
  if (price === undefined) return null;
  return price.source === 'config' ? (price.source_note ?? 'config') : (price.catalogue ?? 'catalogue');
}

function callLine(billed: Billed, parts: Breakdown | undefined, bound: string | null): LineItem {
  const { record, kind } = billed;
  const base = common(billed);
  const amount = amountOf(record.cost, record.status === 'failed' ? record.attempts?.at(-1) : undefined, parts);
  return {
    ...base,
    line_type: 'call',
    tokens: record.usage ? tokensOf(record.usage) : null,
    unit_prices: parts ? pricesOf(parts.meters) : null,
    compute_ms: parts?.meters.some(({ meter }) => meter === 'compute') ? (record.ms ?? null) : null,
    price_multiplier: parts && parts.multiplier !== 1 ? parts.multiplier : null,
    ...amount,
    paid_usd: paidOf(billed, amount.cost_usd),
    list_cost_usd: record.cost.state === 'known' ? (record.cost.list_usd ?? null) : null,
    up_to_usd: mayCostMore(amount.cost_state) ? bound : null,
    cost_why: amount.cost_why ?? (kind === 'failed' ? (record.reason ?? null) : null),
  };
}

const mayCostMore = (state: CostState): boolean => state === 'possibly_billed' || state === 'unknown';

interface Amount {
  readonly cost_usd: string | null;
  readonly cost_state: CostState;
  readonly cost_why: string | null;
  readonly cost_source: string | null;
}

/** A failed call without usage costs nothing where its attempt was not billed, and nobody knows what where it may have been. */
function amountOf(cost: Cost, failed: Attempt | undefined, parts: Breakdown | undefined): Amount {
  if (cost.state === 'known')
    return { cost_usd: parts?.gross_usd ?? cost.usd, cost_state: 'known', cost_why: null, cost_source: cost.source };
  const unknown = { cost_usd: null, cost_why: cost.why, cost_source: null };
  if (failed?.billed === 'no') return { ...unknown, cost_usd: '0', cost_state: 'not_billed', cost_why: failed.outcome };
  if (failed?.billed === 'possibly') return { ...unknown, cost_state: 'possibly_billed', cost_why: failed.outcome };
  return { ...unknown, cost_state: 'unknown' };
}

function paidOf({ record, elsewhere }: Billed, cost: string | null): string | null {
  return record.reused_from !== undefined || elsewhere ? '0' : cost;
}

const ADJUSTMENTS = [
  ['cache_discount', 'cache_discount_usd', 'cached tokens against the price of plain input'],
  [
    'cache_write_surcharge',
    'cache_write_surcharge_usd',
    'tokens written to the cache against the price of plain input',
  ],
  ['price_multiplier', 'multiplier_usd', 'price multiplier (a batch discount is below 1)'],
] as const;

/** Discounts and surcharges of a call, each where it is not 0. */
function adjustments(billed: Billed, call: LineItem, parts: Breakdown | undefined): readonly LineItem[] {
  if (parts === undefined) return [];
  return ADJUSTMENTS.flatMap(([line_type, field, why]) => {
    const amount = parts[field];
    if (amount === '0') return [];
    const empty = { tokens: null, unit_prices: null, compute_ms: null, list_cost_usd: null };
    return [{ ...call, ...empty, line_type, cost_usd: amount, paid_usd: paidOf(billed, amount), cost_why: why }];
  });
}

/** An attempt before the one that counts. Its cost is 0 or unknown: no provider says what a broken answer cost. */
function retryLine(billed: Billed, attempt: Attempt, bound: string | null): LineItem {
  const free = attempt.billed === 'no';
  return {
    ...common(billed),
    kind: 'retry',
    line_type: 'call',
    status: attempt.outcome,
    served_model: null,
    request_id: null,
    cost_usd: free ? '0' : null,
    paid_usd: paidOf(billed, free ? '0' : null),
    up_to_usd: free ? null : bound,
    cost_state: free ? 'not_billed' : 'possibly_billed',
    cost_why: attempt.outcome,
    cost_source: null,
  };
}

/** What each attempt of unknown cost can cost at most: all of them reserved the same. Null where no cap made anybody reckon. */
function boundOf({ charged_usd, cost, attempts = [], reused_from }: Completion | Judgement): string | null {
  if (charged_usd === undefined) return null;
  const known = cost.state === 'known' && reused_from === undefined ? cost.usd : '0';
  const unsure = attempts.filter(({ billed }) => billed === 'possibly').length;
  const unpriced = cost.state === 'unknown' && attempts.at(-1)?.billed === 'yes' ? 1 : 0;
  return unsure + unpriced === 0
    ? null
    : new Big(charged_usd)
        .minus(known)
        .div(unsure + unpriced)
        .toFixed();
}

function tokensOf({ input, cached, cache_write, output, reasoning }: Usage): LineTokens {
  return { input_uncached: input - cached - cache_write, cached, cache_write, output, reasoning };
}

function pricesOf(meters: readonly MeterCharge[]): LinePrices {
  const of = (name: MeterCharge['meter']) => {
    const price = meters.find(({ meter }) => meter === name)?.unit_price_usd;
    return price === undefined ? null : usd(price);
  };
  return {
    input: of('input'),
    cached: of('cached'),
    cache_write: of('cache_write'),
    output: of('output'),
    reasoning: of('reasoning'),
    request: of('request'),
    per_hour: of('compute'),
  };
}
