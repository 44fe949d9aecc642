import type { Config } from '../config/config.ts';
import type { Cost } from '../domain/completion.ts';
import { sumUsd } from '../domain/money.ts';
import { Problem } from '../domain/problem.ts';
import { dollars } from '../report/money.ts';
import { count } from '../report/numbers.ts';
import { alignedTable } from '../report/terminal.ts';
import { inert } from '../report/text.ts';
import { dryRun, type ModelEstimate, type RunEstimate } from '../run/dry_run.ts';
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
  if (flags.format !== undefined && flags.format !== 'table' && flags.format !== 'json') {
    throw new Problem(2, {
      code: 'USAGE',
      message: `--dry-run has no format ${flags.format}`,
      hint: 'use table or json',
    });
  }
  const estimate = await dryRun(config, flags.fresh === true, host);
  const json = flags.json || flags.format === 'json';
  const text = json
    ? `${JSON.stringify({ format: 'bench.estimate/1', ...estimate }, null, 2)}\n`
    : table(estimate, context);
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

function table({ models, judges }: RunEstimate, { io }: Context): string {
  const sent = models.filter((model) => model.provider === 'openai');
  const reuses = models.some((model) => model.reused > 0);
  const rows = models.map((model) => [
    inert(model.model),
    count(model.calls),
    ...(reuses ? [count(model.reused)] : []),
    ...(model.provider === 'openai' ? sentCells(model) : ['-', '-', '-', '-', '-']),
  ]);
  const judgeRows = judges.map((judge) => [
    `judge ${inert(judge.judge)}`,
    count(judge.calls),
    ...(reuses ? ['0'] : []),
    ...sentCells(judge),
  ]);
  const columns = reuses ? COLUMNS : COLUMNS.filter(({ head }) => head !== 'reused');
  const width = io.stdout.isTTY ? widthOf(io.stdout, io.env) : Number.POSITIVE_INFINITY;
  const all = [...sent, ...judges.map((judge) => ({ ...judge, model: `judge ${judge.judge}` }))];
  const note = judges.length > 0 ? `${JUDGED}\n` : '';
  return `${alignedTable([...rows, ...judgeRows], columns, { width })}\n${summary(all)}\n${note}`;
}

/** Calls of a model or of a judge. */
type Sent = Omit<ModelEstimate, 'provider' | 'reused' | 'model'>;

function sentCells(model: Sent): string[] {
  const { low, base, high } = model.cost;
  return [
    count(model.input_tokens),
    count(model.output_tokens.base),
    ...dollars([base, low, high].map((cost) => usdOf(cost, model.calls))),
  ];
}

/** Without a call there is nothing to pay, whatever the price. */
function usdOf(cost: Cost, calls: number): string | null {
  if (calls === 0) return '0';
  return cost.state === 'known' ? cost.usd : null;
}

const ASSUMED =
  'Output per call: from 10 tokens, usually 300, up to max_completion_tokens or max_tokens (3,000 where neither is set).';

const JUDGED =
  'Judges: about. What other scorers decide and equal answers are not judged; a verdict that cannot be read is asked for once more.';

function summary(sent: readonly (Sent & { readonly model: string })[]): string {
  if (sent.length === 0) return 'Nothing would be sent: every model runs here or was recorded. Nothing to pay.';
  const unknown = sent.flatMap(whyUnknown);
  const edge = (name: 'low' | 'base' | 'high'): string =>
    sumUsd(sent.flatMap((model) => usdOf(model.cost[name], model.calls) ?? []));
  const [base, low, high] = dollars([edge('base'), edge('low'), edge('high')]);
  const total = `About $${base} in all ($${low} to $${high}): input counted, output assumed. Nobody was asked.\n${ASSUMED}`;
  return unknown.length === 0 ? total : `${total}\nNot in it: ${unknown.join(', ')}.`;
}

function whyUnknown({ model, calls, cost }: Sent & { readonly model: string }): readonly string[] {
  if (calls === 0 || cost.base.state === 'known') return [];
  const why =
    cost.base.why === 'no timing'
      ? 'priced per hour, and nobody knows yet how long it takes'
      : 'no price: set one in the config';
  return [`${inert(model)} (${why})`];
}
