import { findConfig } from '../config/find.ts';
import { loadConfig } from '../config/load.ts';
import type { Cost, Usage } from '../domain/completion.ts';
import type { ModelSpec } from '../domain/model.ts';
import { usd } from '../domain/money.ts';
import { per1k } from '../prices/estimate.ts';
import { type Rate, type ResolvedPrice, rateFor, ratesAt } from '../prices/rates.ts';
import { resolvePrice } from '../prices/resolve.ts';
import { dollars } from '../report/money.ts';
import { count } from '../report/numbers.ts';
import { alignedTable, columnsThatFit, WHOLE_TEXT_RANK } from '../report/terminal.ts';
import { inert } from '../report/text.ts';
import type { Context } from './command.ts';
import { emit, widthOf } from './show.ts';

/** What `bench prices` was asked beside the models. */
export interface PriceFlags {
  readonly config?: string;
  readonly baseUrl?: string;
  readonly json?: boolean;
}

interface Priced {
  readonly model: string;
  readonly price: ResolvedPrice | undefined;
  readonly per_1k: Cost;
}

/** Prints list prices (dollars per million tokens) and what 1,000 tasks of the given size would cost at them. */
export async function showPrices(
  names: readonly string[],
  flags: PriceFlags,
  usage: Usage,
  at: Date,
  context: Context,
): Promise<void> {
  const models =
    names.length > 0 ? names.map((name) => modelOf(name, flags.baseUrl)) : await configured(flags, context);
  const priced = await Promise.all(
    models.map(async (model): Promise<Priced> => {
      const price = await resolvePrice(model, at);
      return { model: model.id, price, per_1k: per1k(price, at, usage) };
    }),
  );
  await emit(flags.json ? json(priced, usage, at) : table(priced, usage, at, context), undefined, context);
}

function modelOf(name: string, baseUrl: string | undefined): ModelSpec {
  return {
    id: name,
    provider: 'openai',
    model: name,
    params: {},
    ...(baseUrl === undefined ? {} : { base_url: baseUrl }),
  };
}

async function configured(flags: PriceFlags, { io }: Context): Promise<readonly ModelSpec[]> {
  const { file, text } = await findConfig(io.cwd, flags.config);
  return loadConfig(text, file, { flags: {}, env: io.env, cwd: io.cwd }).models;
}

function json(priced: readonly Priced[], usage: Usage, at: Date): string {
  const models = priced.map(({ model, price, per_1k }) => ({ model, price: price ?? null, per_1k_tasks: per_1k }));
  return `${JSON.stringify({ format: 'bench.prices/1', at: at.toISOString(), usage, models }, null, 2)}\n`;
}

const COLUMNS = [
  { head: 'model', align: 'left', elastic: true },
  { head: '$/M input', align: 'right' },
  { head: 'cached', align: 'right', rank: 1 },
  { head: 'output', align: 'right' },
  { head: '$/1k tasks', align: 'right' },
  { head: 'source', align: 'left', rank: WHOLE_TEXT_RANK },
] as const;
const SOURCE = COLUMNS.length - 1;

function table(priced: readonly Priced[], usage: Usage, at: Date, { io }: Context): string {
  const costs = dollars(priced.map(({ per_1k }) => (per_1k.state === 'known' ? per_1k.usd : null)));
  const rows = priced.map((one, i) => [
    inert(one.model),
    ...rateCells(one.price, usage, at),
    needsTiming(one) ? 'by time' : (costs[i] ?? ''),
    inert(sourceOf(one.price)),
  ]);
  // What is not a terminal may be a program: it gets every name whole.
  const width = io.stdout.isTTY ? Math.max(80, widthOf(io.stdout, io.env)) : Number.POSITIVE_INFINITY;
  const sources = columnsThatFit(rows, COLUMNS, width).has(SOURCE) ? '' : sourcesLine(priced);
  const size = `A task of ${count(usage.input)} input and ${count(usage.output)} output tokens, without cache, at ${at.toISOString()}. List prices: not an invoice.`;
  return `${alignedTable(rows, COLUMNS, { width })}\n${sources}${size}\n${hints(priced)}`;
}

/** Where the column has no room: each source once. */
function sourcesLine(priced: readonly Priced[]): string {
  const sources = new Set(priced.flatMap(({ price }) => (price ? [inert(sourceOf(price))] : [])));
  return sources.size === 0 ? '' : `Prices: ${[...sources].join('; ')}.\n`;
}

/** True for a price per hour: what a task costs depends on how long it takes. */
function needsTiming({ price, per_1k }: Priced): boolean {
  return per_1k.state === 'unknown' && (price?.per_hour ?? 0) > 0;
}

function rateCells(price: ResolvedPrice | undefined, usage: Usage, at: Date): string[] {
  if (!price) return ['unknown', '', ''];
  const { input, cached, output } = ratesAt(price, at);
  const show = (rate: Rate | undefined): string =>
    rate === undefined ? '' : (dollars([String(rateFor(rate, usage.input))])[0] ?? '');
  const perHour = price.per_hour === undefined ? '' : `$${usd(price.per_hour)}/h`;
  return [[show(input), perHour].filter(Boolean).join(' + '), show(cached), show(output)];
}

function sourceOf(price: ResolvedPrice | undefined): string {
  if (!price) return '';
  const date = price.date === undefined ? '' : `, ${price.date}`;
  return price.source === 'config' ? `config${date}` : `${price.catalogue ?? 'catalogue'}${date}`;
}

function hints(priced: readonly Priced[]): string {
  const names = (some: readonly Priced[]) => some.map(({ model }) => inert(model)).join(', ');
  const unknown = priced.filter(({ price }) => price === undefined);
  const timed = priced.filter(needsTiming);
  return [
    timed.length === 0
      ? ''
      : `By time: $/1k tasks of ${names(timed)} needs the time that a task takes, which bench run measures.\n`,
    unknown.length === 0
      ? ''
      : `No price known for ${names(unknown)}. Check the name and --base-url, or set price: {input, output} in the config.\n`,
  ].join('');
}
