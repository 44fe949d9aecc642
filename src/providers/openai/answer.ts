import type { CompletionStatus } from '../../domain/completion.ts';
import { type Content, readContent } from './content.ts';
import { type Fields, filledText, isRecord, parseJson } from './guards.ts';

/** The model's own part of an Answer. */
export interface ModelAnswer {
  readonly status: Exclude<CompletionStatus, 'failed'>;
  readonly text: string;
  readonly reason?: string;
  readonly reasoning_text?: string;
  readonly served_model?: string;
  readonly finish_reason?: string;
  readonly logprob?: number;
  readonly warnings: readonly string[];
}

/**
 * What the body of a 2xx holds. `answer`: a completion (`again` when it is worth one more try). `error`: an error object inside a 200.
 * `malformed`: nothing of the kind.
 */
export type Reading =
  | { readonly kind: 'answer'; readonly answer: ModelAnswer; readonly body: Fields; readonly again: boolean }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'malformed'; readonly why: string; readonly retry: boolean };

const FILTERED = new Set([
  'content_filter',
  'content-filter',
  'safety',
  'prohibited_content',
  'blocklist',
  'recitation',
]);
const CUT = new Set(['length', 'max_tokens', 'model_length', 'max_output_tokens']);
/** Names are data from outside: longer ones are cut. */
const NAME_LENGTH = 200;

/**
 * Reads the body of a 2xx answer to a request for `asked`; `tool` is the one that the request made it call. Every guard is by hand: nothing of the body
 * is trusted.
 */
export function readCompletion(text: string, asked: string, tool?: string): Reading {
  const body = parseJson(text);
  if (body === undefined && /^\s*(data|event|id|retry)?:/.test(text)) return eventStream();
  if (!isRecord(body)) return malformed('not a chat completion');
  const choices: readonly unknown[] = Array.isArray(body.choices) ? body.choices : [];
  const choice = choices[0];
  if (!isRecord(choice))
    return isGiven(body.error) ? { kind: 'error', error: body.error } : malformed('not a chat completion');
  if (choice.finish_reason === 'error') return { kind: 'error', error: choice.error ?? body.error };
  if (!isRecord(choice.message))
    return isGiven(body.error) ? { kind: 'error', error: body.error } : malformed('not a chat completion');
  const content = readContent(choice.message, tool);
  if (content === undefined) return malformed(`content is a ${typeof choice.message.content}`);
  const outcome = outcomeOf(content, choice, choice.message);
  const answer = {
    ...outcome,
    ...names(body, choice),
    ...reasoning(content),
    ...logprob(choice),
    warnings: oddities(body, choices.length, asked),
  };
  return { kind: 'answer', answer, body, again: outcome.reason === 'null' };
}

function eventStream(): Reading {
  return { kind: 'malformed', why: 'answered with an event stream although none was asked for', retry: false };
}

function malformed(why: string): Reading {
  return { kind: 'malformed', why, retry: true };
}

function isGiven(error: unknown): boolean {
  return error !== null && error !== undefined && error !== false && error !== '';
}

function outcomeOf(content: Content, choice: Fields, message: Fields): Pick<ModelAnswer, 'status' | 'text' | 'reason'> {
  const finish = typeof choice.finish_reason === 'string' ? choice.finish_reason.toLowerCase() : '';
  const text = content.text ?? '';
  if (FILTERED.has(finish)) return { status: 'filtered', text, reason: 'content_filter' };
  if (content.refusal !== undefined) return { status: 'refused', text: content.refusal, reason: 'refusal' };
  if (finish === 'refusal') return { status: 'refused', text, reason: 'refusal' };
  if (text.trim() === '') return { status: 'empty', text, reason: whyEmpty(finish, content, message) };
  return CUT.has(finish) ? { status: 'truncated', text, reason: 'length' } : { status: 'ok', text };
}

function whyEmpty(finish: string, content: Content, message: Fields): string {
  if (CUT.has(finish)) return 'length';
  if ((Array.isArray(message.tool_calls) && message.tool_calls.length > 0) || isRecord(message.function_call))
    return 'tool_call';
  return content.text === null ? 'null' : 'empty';
}

function names(body: Fields, choice: Fields): Pick<ModelAnswer, 'served_model' | 'finish_reason'> {
  const served = filledText(body.model)?.slice(0, NAME_LENGTH);
  const finish = filledText(choice.finish_reason)?.slice(0, NAME_LENGTH);
  return {
    ...(served === undefined ? {} : { served_model: served }),
    ...(finish === undefined ? {} : { finish_reason: finish }),
  };
}

function reasoning(content: Content): Pick<ModelAnswer, 'reasoning_text'> {
  return content.reasoning === undefined ? {} : { reasoning_text: content.reasoning };
}

/** The mean over the answer's tokens; nothing where they were not asked for, or any of them is no log-probability. */
function logprob({ logprobs }: Fields): Pick<ModelAnswer, 'logprob'> {
  const tokens: readonly unknown[] = isRecord(logprobs) && Array.isArray(logprobs.content) ? logprobs.content : [];
  let sum = 0;
  for (const token of tokens) {
    if (!isRecord(token) || typeof token.logprob !== 'number' || !(token.logprob <= 0)) return {};
    sum += token.logprob;
  }
  return tokens.length === 0 ? {} : { logprob: sum / tokens.length };
}

function oddities(body: Fields, choices: number, asked: string): readonly string[] {
  const served = filledText(body.model)?.slice(0, NAME_LENGTH);
  const other = served !== undefined && !sameModel(asked, served) ? [`asked for ${asked}, served by ${served}`] : [];
  return choices > 1 ? [...other, `${choices} choices came back; the first is used`] : other;
}

/** A dated snapshot, a tag or a vendor prefix is the same model: gpt-4o and gpt-4o-2024-08-06, meta/llama-3 and llama-3:latest. */
function sameModel(asked: string, served: string): boolean {
  const name = lastPart(asked).replace(/[-:]latest$/, '');
  const given = lastPart(served);
  const rest = given.startsWith(name) ? given.slice(name.length) : undefined;
  return rest !== undefined && /^([-@:](latest|\d{3,}[\d-]*))?$/.test(rest);
}

function lastPart(name: string): string {
  return name.toLowerCase().split('/').at(-1) ?? name;
}
