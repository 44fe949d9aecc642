import { stringify } from 'csv-stringify/sync';
import type { Report } from '../analysis/report_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import { usd } from '../domain/money.ts';
import { qualityBasis } from './basis_words.ts';
import { withSafeTexts } from './inert_report.ts';
import { perThousand } from './money.ts';
import { inert } from './text.ts';

/** Raised when a column is removed, renamed or changes its meaning; new columns are added at the end. */
const SCHEMA_VERSION = '1';

/** What a spreadsheet takes for a formula, also behind quotes, separators or spaces, and in full width. */
export const FORMULA = /^[\s"',;|]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Untrusted text as a cell: one inert line that no spreadsheet computes. */
export function csvText(text: string): string {
  const line = inert(text);
  return FORMULA.test(line) ? `'${line}` : line;
}

type Value = string | number | boolean | null;

/**
 * The columns in their order: an interface, so tested as one. Money in dollars, fractions 0..1, times in milliseconds; unknown is empty.
 * A row is a model: what a judge cost is in no row, because it is no model's cost (`judging.cost_usd` in JSON).
 */
function row(standing: Standing, report: Report): Readonly<Record<string, Value>> {
  const { run, frontier } = report;
  const { model, tasks, scored, unscored, failed, not_run } = standing;
  const point = frontier.points.find((one) => one.model === model);
  return {
    schema_version: SCHEMA_VERSION,
    run_id: run.id,
    dataset: run.dataset,
    model,
    is_reference: model === run.reference,
    tasks,
    repeats: run.repeats,
    scored,
    unscored,
    failed,
    not_run,
    quality: standing.quality,
    quality_low: standing.quality_low,
    quality_high: standing.quality_high,
    quality_method: standing.quality_method,
    cost_usd: standing.cost_usd,
    cost_per_task_usd: standing.cost_per_task_usd,
    cost_per_1k_tasks_usd: perThousand(standing.cost_per_task_usd),
    cost_per_success_usd: standing.cost_per_success_usd,
    cost_unknown: standing.cost_unknown,
    input_tokens: standing.input_tokens,
    output_tokens: standing.output_tokens,
    p50_ms: nanoseconds(standing.p50_ms),
    p95_ms: nanoseconds(standing.p95_ms),
    truncated: standing.truncated,
    refused: standing.refused,
    filtered: standing.filtered,
    empty: standing.empty,
    reused: standing.reused,
    on_frontier: frontier.pareto.includes(model),
    on_hull: frontier.hull.includes(model),
    judged: standing.judged,
    corrected_quality: standing.corrected?.quality ?? null,
    corrected_low: standing.corrected?.quality_low ?? null,
    corrected_high: standing.corrected?.quality_high ?? null,
    corrected_labels: standing.corrected?.labels ?? null,
    quality_basis: qualityBasis(standing, report),
    pareto_frequency: point?.pareto_frequency ?? null,
    hull_frequency: point?.hull_frequency ?? null,
  };
}

/** Milliseconds to the nanosecond: what is behind that is noise of an interpolation in floating point. */
function nanoseconds(ms: number | null): number | null {
  return ms === null ? null : Number(ms.toFixed(6));
}

function cell(value: Value): string {
  if (value === null) return '';
  return typeof value === 'number' ? usd(value) : String(value);
}

/** The standings, one row per model in the order of the configuration: RFC 4180, decimal point, no exponent, no thousands separators. */
export function csv(report: Report): string {
  const safe = withSafeTexts(report, csvText);
  const rows = safe.standings.map((standing) => row(standing, safe));
  const cells = rows.map((values) => Object.values(values).map(cell));
  return stringify([Object.keys(rows[0] ?? {}), ...cells], { record_delimiter: 'windows', quoted_match: /^'/ });
}

/** Rows of ready cells as RFC 4180; for Excel with CRLF. The byte order mark belongs to the file, not to its rows. */
export function csvRows(rows: readonly (readonly string[])[], excel: boolean): string {
  return stringify(
    rows.map((cells) => [...cells]),
    { record_delimiter: excel ? 'windows' : 'unix', quoted_match: /^'/ },
  );
}
