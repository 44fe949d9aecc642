import { type Fields, filledText, isRecord } from './guards.ts';

/** What an assistant message says, whatever its shape. `text` is null when there is no content at all. */
export interface Content {
  readonly text: string | null;
  readonly reasoning: string | undefined;
  readonly refusal: string | undefined;
}

/**
 * Reads text, parts (text, refusal, thinking) and the reasoning fields of a message; undefined when `content` is of no known type. The arguments of the
 * one call of `tool`, which the request made the model call, are its text.
 */
export function readContent(message: Fields, tool?: string): Content | undefined {
  const content = (tool === undefined ? undefined : toolArguments(message, tool)) ?? message.content;
  const reasoning = filledText(message.reasoning_content) ?? filledText(message.reasoning);
  const refusal = filledText(message.refusal);
  if (content === null || content === undefined) return { text: null, reasoning, refusal };
  if (typeof content === 'string') return { text: content, reasoning, refusal };
  if (!Array.isArray(content)) return undefined;
  const parts: readonly unknown[] = content;
  return {
    text: parts.length === 0 ? null : parts.map(partText).join(''),
    reasoning: reasoning ?? filledText(parts.map(thinking).join('')),
    refusal: refusal ?? filledText(parts.map(partRefusal).join('')),
  };
}

/** What the model hands to the tool; undefined unless it calls that one alone. */
function toolArguments(message: Fields, tool: string): string | undefined {
  const calls: readonly unknown[] = Array.isArray(message.tool_calls) ? message.tool_calls : [];
  const [call] = calls;
  if (calls.length !== 1 || !isRecord(call) || !isRecord(call.function) || call.function.name !== tool)
    return undefined;
  return filledText(call.function.arguments);
}

function partText(part: unknown): string {
  if (typeof part === 'string') return part;
  const isText = isRecord(part) && (part.type === 'text' || part.type === 'output_text' || part.type === undefined);
  return isText ? (filledText(part.text) ?? '') : '';
}

function partRefusal(part: unknown): string {
  return isRecord(part) && part.type === 'refusal' ? (filledText(part.refusal) ?? '') : '';
}

/** Mistral's reasoning models answer with `{type: 'thinking', thinking: [{type: 'text', text}]}` before the text. */
function thinking(part: unknown): string {
  if (!isRecord(part) || part.type !== 'thinking') return '';
  return Array.isArray(part.thinking) ? part.thinking.map(partText).join('') : (filledText(part.thinking) ?? '');
}
