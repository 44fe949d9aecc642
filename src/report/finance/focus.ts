import Big from 'big.js';
import type { FocusCharge } from '../../analysis/finance/focus.ts';
import { columnsOf, type FinanceColumn, type FinanceTable } from './columns.ts';

/** FOCUS versions whose columns can be written. */
export type FocusVersion = '1.2' | '1.4';

/** A charge with what every row of the file repeats. */
export interface FocusRow extends FocusCharge {
  readonly run_id: string;
  readonly dataset: string;
}

/** Name, unit that is consumed, unit that is priced, and how many of the former make one of the latter. */
const METER = {
  input: ['Input Tokens', 'Tokens', '1000000 Tokens', 1e6],
  cached: ['Cached Input Tokens', 'Tokens', '1000000 Tokens', 1e6],
  cache_write: ['Cache Write Tokens', 'Tokens', '1000000 Tokens', 1e6],
  output: ['Output Tokens', 'Tokens', '1000000 Tokens', 1e6],
  reasoning: ['Reasoning Tokens', 'Tokens', '1000000 Tokens', 1e6],
  request: ['Requests', 'Requests', 'Requests', 1],
  compute: ['Compute', 'Hours', 'Hours', 1],
  total: ['Requests, Whole Cost', 'Requests', 'Requests', 1],
} as const satisfies Record<FocusRow['meter'], readonly [string, string, string, number]>;

const MILLIONTH = new Big('0.000001');

function pricingQuantity({ meter, quantity }: FocusRow): string {
  return METER[meter][3] === 1 ? quantity : new Big(quantity).times(MILLIONTH).toFixed();
}

function contractedPrice({ unit_price_usd, multiplier }: FocusRow): string | null {
  return unit_price_usd === null ? null : new Big(unit_price_usd).times(multiplier).toFixed();
}

/** Unit price x quantity to the last digit: what FOCUS asks of list and contracted cost. Where there is no unit price, the whole cost. */
function product(unit: string | null, row: FocusRow, whole: string): string {
  return unit === null ? whole : new Big(unit).times(pricingQuantity(row)).toFixed();
}

function skuPriceId({ sku, meter, unit_price_usd, multiplier }: FocusRow): string | null {
  return unit_price_usd === null
    ? null
    : `${sku}/${meter}@${unit_price_usd}${multiplier === 1 ? '' : `x${multiplier}`}`;
}

function details({ price_source, price_date, multiplier }: FocusRow): string {
  return JSON.stringify({
    ...(price_source === null ? {} : { x_source: price_source }),
    ...(price_date === null ? {} : { x_date: price_date }),
    ...(multiplier === 1 ? {} : { x_multiplier: multiplier }),
  });
}

const ACCOUNT = 'frontier-bench';
const billed = (row: FocusRow): string => row.billed_usd;

/** The columns of both versions by name, in the order of the alphabet; ours follow them. */
const COMMON = {
  BilledCost: ['decimal', billed],
  BillingAccountId: ['text', () => ACCOUNT],
  BillingAccountName: ['text', () => `${ACCOUNT} estimate, not an invoice`],
  BillingCurrency: ['text', () => 'USD'],
  BillingPeriodEnd: ['time', (row) => row.period_to],
  BillingPeriodStart: ['time', (row) => row.period_from],
  ChargeCategory: ['text', () => 'Usage'],
  ChargeClass: ['text', () => null],
  ChargeDescription: [
    'text',
    (row) => `${METER[row.meter][0]} of ${row.kind === 'judge' ? 'judge' : 'model'} ${row.resource}`,
  ],
  ChargeFrequency: ['text', () => 'Usage-Based'],
  ChargePeriodEnd: ['time', (row) => row.to],
  ChargePeriodStart: ['time', (row) => row.from],
  ConsumedQuantity: ['decimal', (row) => row.quantity],
  ConsumedUnit: ['text', (row) => METER[row.meter][1]],
  ContractedCost: ['decimal', (row) => product(contractedPrice(row), row, row.billed_usd)],
  ContractedUnitPrice: ['decimal', contractedPrice],
  EffectiveCost: ['decimal', billed],
  HostProviderName: ['text', (row) => row.host],
  InvoiceId: ['text', () => null],
  InvoiceIssuerName: ['text', (row) => row.provider],
  ListCost: ['decimal', (row) => product(row.unit_price_usd, row, row.list_usd)],
  ListUnitPrice: ['decimal', (row) => row.unit_price_usd],
  PricingCategory: ['text', () => 'Standard'],
  PricingQuantity: ['decimal', pricingQuantity],
  PricingUnit: ['text', (row) => METER[row.meter][2]],
  ProviderName: ['text', (row) => row.provider],
  PublisherName: ['text', (row) => row.provider],
  ResourceId: ['text', (row) => row.resource],
  ResourceName: ['text', (row) => row.resource],
  ResourceType: ['text', (row) => (row.kind === 'judge' ? 'Judge Model' : 'Model')],
  ServiceCategory: ['text', () => 'AI and Machine Learning'],
  ServiceName: ['text', (row) => row.service],
  ServiceProviderName: ['text', (row) => row.provider],
  ServiceSubcategory: ['text', () => 'Generative AI'],
  SkuId: ['text', (row) => row.sku],
  SkuMeter: ['text', (row) => METER[row.meter][0]],
  SkuPriceDetails: ['text', details],
  SkuPriceId: ['text', skuPriceId],
  SubAccountId: ['text', (row) => row.run_id],
  SubAccountName: ['text', (row) => row.dataset],
  Tags: ['text', (row) => JSON.stringify({ kind: row.kind, run: row.run_id })],
} as const satisfies Record<string, readonly [FinanceColumn<FocusRow>['kind'], FinanceColumn<FocusRow>['of']]>;

const OURS = {
  x_CostSource: ['text', (row: FocusRow) => row.cost_source],
  x_Dataset: ['text', (row: FocusRow) => row.dataset],
  x_Estimated: ['flag', () => true],
  x_Kind: ['text', (row: FocusRow) => row.kind],
  x_PriceDate: ['time', (row: FocusRow) => row.price_date],
  x_PriceSource: ['text', (row: FocusRow) => row.price_source],
  x_RunId: ['text', (row: FocusRow) => row.run_id],
} as const;

/** Version 1.3 put ServiceProviderName and HostProviderName beside the two older names; 1.4 dropped those. */
const NOT_IN: Readonly<Record<FocusVersion, readonly string[]>> = {
  '1.2': ['HostProviderName', 'ServiceProviderName'],
  '1.4': ['ProviderName', 'PublisherName'],
};

/** focus.csv: FOCUS-shaped rows. Nothing here is a bill: x_Estimated is true in every row. */
export function focusTable(version: FocusVersion): FinanceTable<FocusRow> {
  const kept = Object.entries(COMMON).filter(([name]) => !NOT_IN[version].includes(name));
  return { name: 'focus', columns: columnsOf<FocusRow>({ ...Object.fromEntries(kept), ...OURS }) };
}
