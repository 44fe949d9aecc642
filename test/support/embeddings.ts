import type { Reply, Seen } from './replies.ts';

/** Answers a request for embeddings: three numbers a text, of which the first two are its length and how often it has an "x"; a token a word. */
export function vectorReply(seen: Seen): Reply {
  const input = seen.body.input as readonly string[];
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, times(text), 1] }));
  const tokens = input.reduce((sum, text) => sum + text.split(' ').length, 0);
  return { body: { object: 'list', model: seen.model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } } };
}

function times(text: string): number {
  return text.split('x').length - 1;
}
