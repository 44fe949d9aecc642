import { findConfig } from '../config/find.ts';
import { loadConfig } from '../config/load.ts';
import type { Cost, Usage } from '../domain/completion.ts';
import type { ModelSpec } from '../domain/model.ts';
import { per1k } from '../prices/estimate.ts';
import { type Rate, type ResolvedPrice, rateFor, ratesAt } from '../prices/rates.ts';
import { resolvePrice } from '../prices/resolve.ts';
import { dollars } from '../report/money.ts';
import { count } from '../report/numbers.ts';
import { alignedTable } from '../report/terminal.ts';
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
  { head: 'cached', align: 'right' },
  { head: 'output', align: 'right' },
  { head: '$/1k tasks', align: 'right' },
  { head: 'source', align: 'left' },
] as const;

function table(priced: readonly Priced[], usage: Usage, at: Date, { io }: Context): string {
  const costs = dollars(priced.map(({ per_1k }) => (per_1k.state === 'known' ? per_1k.usd : null)));
  const rows = priced.map(({ model, price }, i) => [
    inert(model),
    ...rateCells(price, usage, at),
    costs[i] ?? '',
    inert(sourceOf(price)),
  ]);
  const grid = alignedTable(rows, COLUMNS, { width: Math.max(80, widthOf(io.stdout, io.env)) });
  const size = `A task of ${count(usage.input)} input and ${count(usage.output)} output tokens, without cache, at ${at.toISOString()}. List prices: not an invoice.`;
  return `${grid}\n${size}\n${hints(priced)}`;
}

function rateCells(price: ResolvedPrice | undefined, usage: Usage, at: Date): string[] {
  if (!price) return ['unknown', '', ''];
  const { input, cached, output } = ratesAt(price, at);
  const show = (rate: Rate | undefined): string =>
    rate === undefined ? '' : (dollars([String(rateFor(rate, usage.input))])[0] ?? '');
  return [show(input), show(cached), show(output)];
}

function sourceOf(price: ResolvedPrice | undefined): string {
  if (!price) return '';
  const date = price.date === undefined ? '' : `, ${price.date}`;
  return price.source === 'config' ? `config${date}` : `${price.catalogue ?? 'catalogue'}${date}`;
}

function hints(priced: readonly Priced[]): string {
  const unknown = priced.filter(({ price }) => price === undefined).map(({ model }) => inert(model));
  if (unknown.length === 0) return '';
  return `No price known for ${unknown.join(', ')}. Check the name and --base-url, or set price: {input, output} in the config.\n`;
}
