import Big from 'big.js';
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
  const { usage, cost, ms, faults } = amountsOfRow(cells);
  const verdict = 'score' in cells ? verdictIn(cells.score) : undefined;
  const answer: Draft = textIn(cells.output, verdict);
  keep(answer, 'usage', usage);
  keep(answer, 'reported_cost_usd', cost);
  keep(answer, 'ms', ms);
  keep(answer, 'recorded_verdict', verdict);
  if (faults.length > 0) {
    answer.warnings = faults.map(({ column, cell, what }) => `${column} ${cell} ${what}: taken as unknown`);
  }
  return answer;
}

/** A cell that makes no sense: its column, what stands there (quoted, at most 40 characters), what is wrong with it and what to write. */
export interface CellFault {
  readonly column: 'cost_usd' | 'input_tokens' | 'output_tokens' | 'cached_tokens' | 'latency_ms';
  readonly cell: string;
  readonly what: string;
  readonly hint: string;
}

/** What a row says of cost (plain decimal dollars), tokens and time (ms), and the cells that say nothing sensible. */
export interface Amounts {
  readonly usage: Usage | undefined;
  readonly cost: string | undefined;
  readonly ms: number | undefined;
  readonly faults: readonly CellFault[];
}

/** The amounts of a row of outcomes; a blank cell is unknown, a cell that makes no sense is unknown and a fault. */
export function amountsOfRow(cells: Cells): Amounts {
  const faults: CellFault[] = [];
  const usage = usageIn(cells, faults);
  const cost = costIn(cells, faults);
  return { usage, cost, ms: amountIn(cells, 'latency_ms', faults), faults };
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
  keep(answer, 'logprob', completion.logprob);
  keep(answer, 'signals', completion.signals);
  keep(answer, 'signals_usd', completion.signals_usd);
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
function usageIn(cells: Cells, faults: CellFault[]): Usage | undefined {
  const input = tokensIn(cells, 'input_tokens', faults);
  const output = tokensIn(cells, 'output_tokens', faults);
  const cached = tokensIn(cells, 'cached_tokens', faults) ?? 0;
  if (input === undefined || output === undefined) return undefined;
  if (cached <= input) return { input, cached, cache_write: 0, output, reasoning: 0 };
  const hint = 'input_tokens counts the cached ones too: write their sum there';
  faults.push({ column: 'cached_tokens', cell: String(cached), what: `is more than input_tokens ${input}`, hint });
  return undefined;
}

function tokensIn(cells: Cells, column: CellFault['column'], faults: CellFault[]): number | undefined {
  const tokens = amountIn(cells, column, faults);
  if (tokens === undefined || Number.isSafeInteger(tokens)) return tokens;
  faults.push({ column, cell: String(tokens), what: 'is not a whole number', hint: hintFor(column, '') });
  return undefined;
}

function amountIn(cells: Cells, column: CellFault['column'], faults: CellFault[]): number | undefined {
  const cell = cells[column];
  if (isBlank(cell)) return undefined;
  const amount = numberIn(cell);
  if (amount !== undefined && amount >= 0) return amount;
  const text = textOf(cell!);
  faults.push({ column, cell: quoted(text), what: 'is not an amount', hint: hintFor(column, text) });
  return undefined;
}

/** How the same amount is written here, where that is clear: "$3" is 3, "1,50" is 1.50, "1,234 tokens" is 1234; else what may stand there. */
function hintFor(column: CellFault['column'], text: string): string {
  const digits = text.replace(/^\s*(?:US)?\$\s*|\s*(?:USD|\$|tokens|ms)\s*$/gi, '').trim();
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) && (column !== 'cost_usd' || digits.includes('.'))) {
    return `use ${digits.replaceAll(',', '')}`;
  }
  if (/^\d{1,3},\d{3}$/.test(digits)) {
    return `use ${digits.replace(',', '.')} or ${digits.replace(',', '')}, whichever is meant`;
  }
  if (/^\d+,\d+$/.test(digits)) return `use ${digits.replace(',', '.')}`;
  if (digits !== text.trim() && numberIn(digits) !== undefined) return `use ${digits}`;
  const example = { cost_usd: 'dollars such as 0.0125', latency_ms: 'milliseconds such as 812.5' };
  const wanted = example[column as keyof typeof example] ?? 'a whole number';
  return `write ${wanted}, from 0 up, or leave the cell empty where it is not known`;
}

const PLAIN = /^(0|[1-9]\d*)(\.\d+)?$/;

/** A double holds no more significant digits of a decimal than these. */
const MOST_DIGITS = 15;

/**
 * The digits as written, without an exponent. Where there are more than 15 significant ones (0.00023725000000000002), the rest is
 * the float noise of whoever wrote them: rounded to 15.
 */
function costIn(cells: Cells, faults: CellFault[]): string | undefined {
  const amount = amountIn(cells, 'cost_usd', faults);
  if (amount === undefined) return undefined;
  const cell = cells.cost_usd;
  const text = typeof cell === 'string' ? cell.trim() : String(amount);
  if (text.length <= MOST_DIGITS && PLAIN.test(text)) return text;
  const exact = new Big(text.replace(/^\+/, ''));
  return usd(exact.c.length > MOST_DIGITS ? exact.prec(MOST_DIGITS) : exact);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
