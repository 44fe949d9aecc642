import { type Fields, filledText, isRecord } from './guards.ts';

/** What an assistant message says, whatever its shape. `text` is null when there is no content at all. */
export interface Content {
  readonly text: string | null;
  readonly reasoning: string | undefined;
  readonly refusal: string | undefined;
}

/** Reads text, parts (text, refusal, thinking) and the reasoning fields of a message; undefined when `content` is of no known type. */
export function readContent(message: Fields): Content | undefined {
  const { content } = message;
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
