import type { ChatMessage } from '../domain/task.ts';

/** What OpenAI's chat format adds to each message and to the whole. Source: OpenAI Cookbook, "How to count tokens with tiktoken". */
const PER_MESSAGE = 3;
const REPLY_PRIMING = 3;

/** Text that some chat templates put in front on their own (date, default system prompt): the longest in common use are near 100 tokens. */
const TEMPLATE_TOKENS = 512;

/**
 * Input tokens of one request by OpenAI's o200k_base encoding; exact for OpenAI's models since GPT-4o, an estimate for all others.
 * Text that looks like a special token (`<|endoftext|>`) is counted as the plain text it is.
 */
export async function countTokens(messages: readonly ChatMessage[]): Promise<number> {
  const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base');
  const options = { disallowedSpecial: new Set<string>() };
  let total = REPLY_PRIMING;
  for (const { role, content } of messages) total += PER_MESSAGE + count(role, options) + count(content, options);
  return total;
}

/** Tokens of plain texts by the same encoding: an estimate for embedding models, whose encodings are older. */
export async function countTextTokens(texts: Iterable<string>): Promise<number> {
  const { countTokens: count } = await import('gpt-tokenizer/encoding/o200k_base');
  let total = 0;
  for (const text of texts) total += count(text, { disallowedSpecial: new Set<string>() });
  return total;
}

/**
 * The most input tokens that a request body of so many bytes can become. Every tokenizer in use here ends in single bytes (byte-level BPE, or
 * SentencePiece with byte fallback), so text never makes more tokens than bytes; the JSON around each message (at least 27 bytes) is longer than the
 * few special tokens that stand for it in a chat template; what a template adds on its own is allowed for once.
 */
export function upperBoundTokens(bodyBytes: number): number {
  return bodyBytes + TEMPLATE_TOKENS;
}
