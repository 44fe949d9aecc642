import type { ScorerSpec, SingleScorerSpec } from '../domain/scorer.ts';
import type { ChatMessage, Json } from '../domain/task.ts';
import { quoted } from './fault.ts';
import { kindOf, parseJson } from './jsonl.ts';

/** What a cell holds, or what is wrong with it (and how to mend it). */
export type Cell<T> = { readonly value: T } | { readonly fault: string; readonly hint?: string };

/** Any value as the text that stands for it in prompts and segments: objects and lists as compact JSON, null as "". */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** An id is text; a JSON number becomes its text, so that 1 and "1" are the same task. */
export function idCell(value: Json): Cell<string> {
  if (isBlank(value))
    return { fault: 'empty id', hint: 'give every task an id, or remove the column: then the content is the identity' };
  if (typeof value === 'string') return { value };
  if (typeof value !== 'number') return { fault: `the id must be text, found ${kindOf(value)}` };
  return exactNumber(value, 'id') ?? { value: String(value) };
}

/** Text that a model can be asked; "" where there is none. */
export function inputCell(value: Json | undefined): Cell<string> {
  if (value === undefined || value === null) return { value: '' };
  return typeof value === 'string'
    ? { value }
    : { fault: `the input must be text, found ${kindOf(value)}`, hint: 'write it in quotes' };
}

/** A label: text, or with JSONL any JSON. Absent when blank. */
export function labelCell(value: Json | undefined): Cell<Json | undefined> {
  if (value === undefined || value === null || isBlank(value)) return { value: undefined };
  return (typeof value === 'number' ? exactNumber(value, 'label') : undefined) ?? { value };
}

/** JSON.parse rounds large numbers silently; such a number is no longer the one that was written. */
function exactNumber(value: number, what: string): Cell<never> | undefined {
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return exact
    ? undefined
    : { fault: `the ${what} is a number too large to be kept exactly`, hint: 'write it in quotes' };
}

const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** How many units of the workload a row stands for; 1 where the record has no such value. */
export function weightCell(value: Json | undefined): Cell<number> {
  if (value === undefined) return { value: 1 };
  const text = textOf(value).trim();
  const weight = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (weight > 0 && Number.isFinite(weight)) return { value: weight };
  const comma = /^\d+,\d+$/.test(text) ? `write ${text.replace(',', '.')} with a decimal point` : undefined;
  return {
    fault: `the weight must be a number greater than 0, found ${quoted(text)}`,
    hint: comma ?? 'for example 1, 250 or 0.5',
  };
}

/** A scorer's name, an object with its type and options, or a list of both (as JSON text in a CSV cell). */
export function scorerCell(value: Json | undefined): Cell<ScorerSpec | undefined> {
  if (isBlank(value)) return { value: undefined };
  const spec = typeof value === 'string' && /^\s*[{[]/.test(value) ? jsonCell(value) : { value: value as Json };
  if ('fault' in spec) return { fault: `the scorer is not valid JSON: ${spec.fault}` };
  if (typeof spec.value === 'string') return { value: spec.value.trim() };
  if (isScorer(spec.value)) return { value: spec.value };
  if (Array.isArray(spec.value) && spec.value.length > 0 && spec.value.every(isScorer)) return { value: spec.value };
  return {
    fault: `the scorer must be a name, an object with a type, or a list of them, found ${quoted(textOf(spec.value))}`,
    hint: 'for example exact, {"type": "numeric", "tolerance": 0.01}, or ["exact", "judge"]',
  };
}

function isScorer(value: Json): value is SingleScorerSpec & Json {
  return typeof value === 'string' ? !isBlank(value) : isObject(value) && typeof value.type === 'string';
}

const MESSAGES_HINT = 'for example [{"role": "user", "content": "..."}]; roles are system, user and assistant';

/** A chat: a list of {role, content} (as JSON text in a CSV cell). Absent when blank. */
export function messagesCell(value: Json | undefined): Cell<readonly ChatMessage[] | undefined> {
  if (isBlank(value)) return { value: undefined };
  const list = typeof value === 'string' ? jsonCell(value) : { value: value as Json };
  if ('fault' in list) return { fault: `messages are not valid JSON: ${list.fault}`, hint: MESSAGES_HINT };
  if (!Array.isArray(list.value) || list.value.length === 0)
    return { fault: 'messages must be a list of at least one message', hint: MESSAGES_HINT };
  const messages: ChatMessage[] = [];
  for (const one of list.value as readonly Json[]) {
    const message = messageOf(one);
    if (!message) return { fault: `message ${messages.length + 1} is no {role, content}`, hint: MESSAGES_HINT };
    messages.push(message);
  }
  return { value: messages };
}

function messageOf(value: Json): ChatMessage | undefined {
  if (!isObject(value) || typeof value.content !== 'string') return undefined;
  const { role, content } = value;
  return role === 'system' || role === 'user' || role === 'assistant' ? { role, content } : undefined;
}

function jsonCell(text: string): Cell<Json> {
  const parsed = parseJson(text);
  return 'error' in parsed ? { fault: parsed.error } : parsed;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
