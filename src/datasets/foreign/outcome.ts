import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical.ts';
import type { Json } from '../../domain/task.ts';

/**
 * What one call of another tool's file comes to, under bench's own column names. A field that is absent is unknown, never 0. A `score` of null says that
 * nothing is to be graded (a usage log); without the field the output is graded.
 */
export interface ForeignOutcome {
  readonly task_id: string;
  readonly model: string;
  /** Counts from 0; absent where the reader leaves the counting to the import. */
  readonly repeat?: number;
  readonly score?: Json | undefined;
  readonly output?: Json | undefined;
  readonly expected?: Json | undefined;
  /** Dollars as the file has them. */
  readonly cost_usd?: Json | undefined;
  readonly input_tokens?: number | undefined;
  readonly output_tokens?: number | undefined;
  readonly cached_tokens?: number | undefined;
  readonly latency_ms?: number | undefined;
  /** What else the file says, for --columns and --where. */
  readonly extra: Readonly<Record<string, Json | undefined>>;
}

/** The columns that every foreign row has, whether anything is known or not. */
export const OUTCOME_COLUMNS = [
  'task_id',
  'model',
  'repeat',
  'score',
  'output',
  'expected',
  'cost_usd',
  'input_tokens',
  'output_tokens',
  'cached_tokens',
  'latency_ms',
] as const;

/** One record of a foreign file: an object of JSON, or a row of CSV. */
export type ForeignRecord = Readonly<Record<string, Json>>;

/** A record and where it stands; `line` counts from 1 (in a document: its number). */
export interface Placed {
  readonly line: number;
  readonly record: ForeignRecord;
}

/** A JSON object; undefined for anything else. CSV cells that hold one are parsed. */
export function objectIn(value: Json | undefined): ForeignRecord | undefined {
  const parsed = typeof value === 'string' && value.trimStart().startsWith('{') ? parsedOrNot(value) : value;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as ForeignRecord)
    : undefined;
}

/** A JSON array; empty for anything else. CSV cells that hold one are parsed. */
export function arrayIn(value: Json | undefined): readonly Json[] {
  const parsed = typeof value === 'string' && value.trimStart().startsWith('[') ? parsedOrNot(value) : value;
  return Array.isArray(parsed) ? parsed : [];
}

/** A text as JSON; undefined where it is none. */
export function parsedOrNot(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What stands at the end of a path of field names; undefined where the path breaks off. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = value;
  for (const name of path) {
    const object = objectIn(here);
    here = object && Object.hasOwn(object, name) ? object[name] : undefined;
  }
  return here;
}

/** A count, amount or time; undefined for blank, negative and anything that is no number. */
export function amount(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** The first of the values that says something. */
export function first(...values: readonly (Json | undefined)[]): Json | undefined {
  return values.find((value) => value !== undefined && value !== null && value !== '');
}

/** A text, or a number as text; "" for anything else. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The text of a message's content: a string, or the text parts of a list; undefined where there is no text. */
export function contentText(content: Json | undefined): string | undefined {
  if (typeof content === 'string') return content;
  const parts = arrayIn(content).map((part) => (typeof part === 'string' ? part : first(at(part, 'text'), '')));
  const texts = parts.filter((part) => typeof part === 'string');
  return texts.length > 0 ? texts.join('') : undefined;
}

/** The answer in a chat completion or a response of the Responses API. */
export function answerText(body: Json | undefined): string | undefined {
  const [choice] = arrayIn(at(body, 'choices'));
  if (choice !== undefined) return contentText(first(at(choice, 'message', 'content'), at(choice, 'text')));
  const messages = arrayIn(at(body, 'output')).filter((item) => at(item, 'type') === 'message');
  const texts = messages.map((item) => contentText(at(item, 'content'))).filter((one) => one !== undefined);
  return texts.length > 0 ? texts.join('') : undefined;
}

/** Tokens as OpenAI-compatible endpoints report them, under either API's names. */
export function usageOf(
  usage: Json | undefined,
): Pick<ForeignOutcome, 'input_tokens' | 'output_tokens' | 'cached_tokens'> {
  return {
    input_tokens: amount(first(at(usage, 'prompt_tokens'), at(usage, 'input_tokens'))),
    output_tokens: amount(first(at(usage, 'completion_tokens'), at(usage, 'output_tokens'))),
    cached_tokens: amount(
      first(
        at(usage, 'prompt_tokens_details', 'cached_tokens'),
        at(usage, 'input_tokens_details', 'cached_tokens'),
        at(usage, 'cached_tokens'),
      ),
    ),
  };
}

/** A name for a task that has none: the same input is the same task, whichever model is asked. */
export function taskOfInput(input: Json): string {
  return `input-${createHash('sha256').update(canonicalJson(input)).digest('hex').slice(0, 12)}`;
}

/** The top-level fields that are plain values, for --columns and --where. */
export function plainFields(record: ForeignRecord, except: readonly string[] = []): Record<string, Json> {
  const plain = Object.entries(record).filter(([name, value]) => typeof value !== 'object' && !except.includes(name));
  return Object.fromEntries(plain);
}

/** `prefix.name` for each plain value of an object. */
export function prefixed(prefix: string, object: Json | undefined): Record<string, Json> {
  const fields = Object.entries(plainFields(objectIn(object) ?? {}));
  return Object.fromEntries(fields.map(([name, value]) => [`${prefix}.${name}`, value]));
}
