import type { Config } from '../config/config.ts';
import type { Cost } from '../domain/completion.ts';
import { sumUsd } from '../domain/money.ts';
import { dollars } from '../report/money.ts';
import { count } from '../report/numbers.ts';
import { alignedTable } from '../report/terminal.ts';
import { inert } from '../report/text.ts';
import { dryRun, type ModelEstimate } from '../run/dry_run.ts';
import type { Host } from '../run/host.ts';
import type { Context } from './command.ts';
import type { ShowFlags } from './options.ts';
import { emit, widthOf } from './show.ts';

/** Prints what a run would take; asks nobody. */
export async function showDryRun(
  config: Config,
  flags: ShowFlags & { readonly fresh?: boolean },
  host: Host,
  context: Context,
): Promise<void> {
  const models = await dryRun(config, flags.fresh === true, host);
  const json = flags.json || flags.format === 'json';
  const text = json ? `${JSON.stringify({ format: 'bench.estimate/1', models }, null, 2)}\n` : table(models, context);
  await emit(text, flags.output, context);
}

const COLUMNS = [
  { head: 'model', align: 'left', elastic: true },
  { head: 'calls', align: 'right' },
  { head: 'reused', align: 'right' },
  { head: 'input tokens', align: 'right' },
  { head: 'output tokens', align: 'right' },
  { head: 'dollars', align: 'right' },
  { head: 'from', align: 'right' },
  { head: 'to', align: 'right' },
] as const;

function table(models: readonly ModelEstimate[], { io }: Context): string {
  const sent = models.filter((model) => model.provider === 'openai');
  const rows = models.map((model) => [
    inert(model.model),
    count(model.calls),
    count(model.reused),
    ...(model.provider === 'openai' ? sentCells(model) : ['-', '-', '-', '-', '-']),
  ]);
  const grid = alignedTable(rows, COLUMNS, { width: Math.max(80, widthOf(io.stdout, io.env)) });
  return `${grid}\n${summary(sent)}\n`;
}

function sentCells(model: ModelEstimate): string[] {
  const { low, base, high } = model.cost;
  return [
    count(model.input_tokens),
    count(model.output_tokens.base),
    ...dollars([usdOf(base), usdOf(low), usdOf(high)]),
  ];
}

function usdOf(cost: Cost): string | null {
  return cost.state === 'known' ? cost.usd : null;
}

function summary(sent: readonly ModelEstimate[]): string {
  if (sent.length === 0) return 'Nothing would be sent: every model runs here or was recorded. Nothing to pay.';
  const unknown = sent.filter((model) => model.cost.base.state === 'unknown').map((model) => inert(model.model));
  const edge = (name: 'low' | 'base' | 'high'): string =>
    sumUsd(sent.flatMap((model) => usdOf(model.cost[name]) ?? []));
  const [base, low, high] = dollars([edge('base'), edge('low'), edge('high')]);
  const total = `About $${base} in all ($${low} to $${high}): input counted, output assumed. Nobody was asked.`;
  return unknown.length === 0
    ? total
    : `${total}\nNot in it, because the price is unknown: ${unknown.join(', ')}. Give them a price: in the config.`;
}
