import type { Answer, Completion, Usage } from '../../domain/completion.ts';
import { usd } from '../../domain/money.ts';
import type { Verdict } from '../../domain/scorer.ts';
import type { Json } from '../../domain/task.ts';
import { isBlank, numberIn, textOf } from './cells.ts';

/** One row of a CSV or JSONL of outcomes: column -> cell; CSV cells are text. */
export type Cells = Readonly<Record<string, Json>>;

/** A completion of an earlier run, with the grade it had there when that should be replayed too. */
export type RecordedCompletion = Completion & { readonly recorded_verdict?: Verdict };

const NO_ATTEMPTS: Answer['attempts'] = [];
const NO_SCORE: Verdict = { state: 'unscored', why: 'no score recorded' };
const WRONG: Verdict = { state: 'scored', score: 0 };
const RIGHT: Verdict = { state: 'scored', score: 1 };

/**
 * The answer that a row of outcomes records: `output` and/or `score`, and where known `cost_usd`, `input_tokens`, `output_tokens`,
 * `cached_tokens`, `latency_ms`. A blank cell means unknown; a cell that makes no sense is unknown too, with a warning.
 */
export function answerOfRow(cells: Cells): Answer {
  const warnings: string[] = [];
  const usage = usageIn(cells, warnings);
  const cost = costIn(cells, warnings);
  const ms = amountIn(cells, 'latency_ms', warnings);
  const verdict = 'score' in cells ? verdictIn(cells.score) : undefined;
  const answer: Draft = textIn(cells.output, verdict);
  keep(answer, 'usage', usage);
  keep(answer, 'reported_cost_usd', cost);
  keep(answer, 'ms', ms);
  keep(answer, 'recorded_verdict', verdict);
  if (warnings.length > 0) answer.warnings = warnings;
  return answer;
}

/** Filled field by field: spreading optional fields in is what takes the time of a replay. */
type Draft = { -readonly [Field in keyof Answer]: Answer[Field] };

function keep<Field extends keyof Answer>(draft: Draft, field: Field, value: Answer[Field] | undefined): void {
  if (value !== undefined) draft[field] = value as Draft[Field];
}

/** A grade as published: a number from 0 to 1, or true/false. Anything else has no verdict, and says why. */
export function verdictIn(cell: Json | undefined): Verdict {
  if (isBlank(cell)) return NO_SCORE;
  const text = textOf(cell!).trim();
  const score = /^(true|false)$/i.test(text) ? Number(text.toLowerCase() === 'true') : numberIn(cell);
  if (score === undefined) return { state: 'unscored', why: `recorded score ${quoted(text)} is not a number` };
  if (score < 0 || score > 1) return { state: 'unscored', why: `recorded score ${text} is outside 0..1` };
  return score === 0 ? WRONG : score === 1 ? RIGHT : { state: 'scored', score };
}

/** The answer that a completion of an earlier run holds, word for word. */
export function answerOfCompletion(completion: RecordedCompletion): Answer {
  const { status, text, cost } = completion;
  const answer: Draft = { status, text, attempts: NO_ATTEMPTS };
  keep(answer, 'reason', completion.reason);
  keep(answer, 'reasoning_text', completion.reasoning_text);
  keep(answer, 'usage', completion.usage);
  keep(answer, 'reported_cost_usd', cost.state === 'known' ? cost.usd : undefined);
  keep(answer, 'ms', completion.ms);
  keep(answer, 'served_model', completion.served_model);
  keep(answer, 'finish_reason', completion.finish_reason);
  keep(answer, 'recorded_verdict', completion.recorded_verdict);
  return answer;
}

/** A row whose output is blank is an answer only when a grade stands beside it; otherwise nobody knows what was said. */
function textIn(output: Json | undefined, verdict: Verdict | undefined): Answer {
  if (output !== undefined && output !== null && output !== '') {
    const text = textOf(output);
    return { status: text.trim() === '' ? 'empty' : 'ok', text, attempts: NO_ATTEMPTS };
  }
  if (verdict) return { status: 'ok', text: '', attempts: NO_ATTEMPTS };
  return { status: 'failed', text: '', reason: 'no output recorded', attempts: NO_ATTEMPTS };
}

/** Known only when both input and output tokens are; without a `cached_tokens` cell nothing is taken as cached. */
function usageIn(cells: Cells, warnings: string[]): Usage | undefined {
  const input = tokensIn(cells, 'input_tokens', warnings);
  const output = tokensIn(cells, 'output_tokens', warnings);
  const cached = tokensIn(cells, 'cached_tokens', warnings) ?? 0;
  if (input === undefined || output === undefined) return undefined;
  if (cached <= input) return { input, cached, cache_write: 0, output, reasoning: 0 };
  warnings.push(`cached_tokens ${cached} is more than input_tokens ${input}: usage taken as unknown`);
  return undefined;
}

function tokensIn(cells: Cells, column: string, warnings: string[]): number | undefined {
  const tokens = amountIn(cells, column, warnings);
  if (tokens === undefined || Number.isSafeInteger(tokens)) return tokens;
  warnings.push(`${column} ${tokens} is not a whole number: taken as unknown`);
  return undefined;
}

function amountIn(cells: Cells, column: string, warnings: string[]): number | undefined {
  const cell = cells[column];
  if (isBlank(cell)) return undefined;
  const amount = numberIn(cell);
  if (amount !== undefined && amount >= 0) return amount;
  warnings.push(`${column} ${quoted(textOf(cell!))} is not an amount: taken as unknown`);
  return undefined;
}

const PLAIN = /^(0|[1-9]\d*)(\.\d+)?$/;

/** Exact: the digits as written, without an exponent. */
function costIn(cells: Cells, warnings: string[]): string | undefined {
  const amount = amountIn(cells, 'cost_usd', warnings);
  if (amount === undefined) return undefined;
  const cell = cells.cost_usd;
  const text = typeof cell === 'string' ? cell.trim() : String(amount);
  return PLAIN.test(text) ? text : usd(text.replace(/^\+/, ''));
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
