import type { Comparison, CostChange, ModelComparison } from '../analysis/gate/compare_types.ts';
import { withSafeComparison } from './gate_safe.ts';
import { pointsOf, pWords, rise } from './gate_words.ts';
import { json } from './json.ts';
import { markdownText } from './markdown.ts';
import { wrap } from './measure.ts';
import { dollars, dollarsInWords, perThousand } from './money.ts';
import { count, counted, duration, interval, percent } from './numbers.ts';
import type { RenderOptions } from './renderer.ts';
import { alignedTable, type Column } from './terminal.ts';
import { inert } from './text.ts';

/** A comparison as text that ends with a newline. */
export type CompareRenderer = (comparison: Comparison, options: RenderOptions) => string;

/** To add a format: a function here, a line in this table. */
export const compareRenderers = {
  table: compareText,
  json: (comparison) => json(comparison),
  markdown: compareMarkdown,
} satisfies Record<string, CompareRenderer>;

const HEADS = ['model', 'quality', 'points', '95 %', 'lost/won', '$/1k tasks', 'cost', 'latency'] as const;

const COLUMNS: readonly Column[] = HEADS.map((head, i) => ({
  head,
  align: i === 0 ? 'left' : 'right',
  ...(i === 0 ? { elastic: true as const } : {}),
  ...(head === 'latency' ? { rank: 2 } : {}),
  ...(head === '$/1k tasks' ? { rank: 1 } : {}),
}));

/** Points with a sign. */
function signed(fraction: number): string {
  const text = (fraction * 100).toFixed(1);
  return Number(text) === 0 ? '0.0' : fraction > 0 ? `+${text}` : text;
}

function cells({ models }: Comparison): string[][] {
  const before = dollars(models.map(({ cost }) => perThousand(cost?.before_usd ?? null)));
  const after = dollars(models.map(({ cost }) => perThousand(cost?.after_usd ?? null)));
  return models.map(({ model, quality, cost, latency }, i) => [
    model,
    quality ? `${percent(quality.before, 1).slice(0, -2)} > ${percent(quality.after, 1)}` : 'n/a',
    quality ? signed(quality.change) : 'n/a',
    quality ? interval(quality.low, quality.high) : 'n/a',
    quality ? `${count(quality.losses)}/${count(quality.gains)}` : 'n/a',
    cost ? `${before[i]} > ${after[i]}` : 'unknown',
    costWords(cost),
    latency ? rise(latency.change) : 'n/a',
  ]);
}

function costWords(cost: CostChange | null): string {
  if (!cost) return 'unknown';
  if (cost.change !== null) return rise(cost.change);
  return cost.after_usd === '0' ? '0 %' : 'from $0';
}

function heading({ before, after, dataset, tasks }: Comparison): string {
  return `compare  ${before} > ${after}  ${dataset}  ${counted(tasks, 'task')} in common`;
}

/** What a line of figures does not say: tests, prices against usage, what changed or is missing. */
function notes(comparison: Comparison): string[] {
  const { gone, added, changed, only_before, only_after } = comparison;
  const differ = gone + added + changed;
  return [
    ...comparison.models.flatMap(modelNotes),
    ...(differ === 0 ? [] : [`tasks: ${count(gone)} gone, ${count(added)} added, ${count(changed)} changed: left out`]),
    ...(only_before.length === 0 ? [] : [`only before: ${only_before.join(', ')}`]),
    ...(only_after.length === 0 ? [] : [`only now: ${only_after.join(', ')}`]),
  ];
}

function modelNotes(one: ModelComparison): string[] {
  const { model, changed, missing_before, missing_after, latency } = one;
  return [
    ...testNotes(one),
    ...(changed ? [`${model}: its prompt, parameters or source changed`] : []),
    ...priceNotes(one),
    ...(latency ? [`${model}: latency ${duration(latency.before_ms)} > ${duration(latency.after_ms)}`] : []),
    ...(missing_before + missing_after === 0
      ? []
      : [`${model}: ${counted(missing_before + missing_after, 'verdict')} missing; ${boundsWords(one)}`]),
  ];
}

function testNotes({ model, quality, fixed, replayed }: ModelComparison): string[] {
  if (!quality) return [`${model}: no task has a verdict on both sides`];
  if (replayed) return [`${model}: the answers are those of an earlier run: nothing was asked; bench run --fresh`];
  if (fixed && quality.losses + quality.gains === 0) return [`${model}: the same verdict on every task`];
  if (quality.p === null) return [`${model}: recorded verdicts do not vary: the difference on these tasks is exact`];
  const seen =
    quality.detectable === null ? '' : `; finds a drop of ${pointsOf(quality.detectable, true)} or more 4 times of 5`;
  return [`${model}: worse by chance alone: ${pWords(quality.p)}${seen}`];
}

function priceNotes({ model, cost, price_changed }: ModelComparison): string[] {
  if (!price_changed || !cost) return [];
  const prices = `prices changed from ${cost.price_before ?? 'unknown'} to ${cost.price_after ?? 'unknown'}`;
  if (cost.price_effect_usd === null || cost.usage_effect_usd === null)
    return [`${model}: ${prices}; how much of the change of cost is theirs cannot be told`];
  const parts = [cost.price_effect_usd, cost.usage_effect_usd].map((usd) => perThousand(usd));
  const [price, usage] = dollarsInWords(parts);
  return [`${model}: ${prices}; per 1,000 tasks ${price} of the change is prices, ${usage} usage`];
}

function boundsWords({ quality_against, quality_for }: ModelComparison): string {
  if (!quality_against || !quality_for) return 'nothing to compare';
  return `${signed(quality_against.change)} to ${signed(quality_for.change)} points if all went against or for it`;
}

function compareText(raw: Comparison, { width, color, unicode }: RenderOptions): string {
  const comparison = withSafeComparison(raw, inert);
  const lines = (text: string) => wrap(text, width, '  ', unicode ? '…' : '~');
  const table = alignedTable(cells(comparison), COLUMNS, { width, unicode, paintHead: color.dim });
  const rows = comparison.models.length === 0 ? ['no model is on both sides'] : [table];
  return `${[...lines(heading(comparison)), ...rows, ...notes(comparison).flatMap(lines)].join('\n')}\n`;
}

function compareMarkdown(raw: Comparison): string {
  const comparison = withSafeComparison(raw, markdownText);
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = HEADS.map((_, i) => (i === 0 ? '---' : '---:'));
  const rows = cells(comparison).map((row) => row.map((cell) => cell.replace(' > ', ' → ')));
  const table = [HEADS, rule, ...rows].map(line).join('\n');
  const list = notes(comparison).map((note) => `- ${note}`);
  return `${[`**${heading(comparison)}**`, table, ...(list.length > 0 ? [list.join('\n')] : [])].join('\n\n')}\n`;
}
