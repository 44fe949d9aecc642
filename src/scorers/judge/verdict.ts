import { canonicalJson } from '../../domain/canonical.ts';
import type { CompletionStatus } from '../../domain/completion.ts';
import { readLines } from './lines.ts';
import { readMembers } from './members.ts';
import { objectsWith } from './objects.ts';
import { none, type Question, type Reading } from './question.ts';

/** No verdict is as long: a longer reply is not searched. */
const LONGEST = 200_000;

/** Reads a reply as far as its text goes. Never throws, and never gives a verdict without the nonce of the question. */
export function readVerdict(text: string, question: Question): Reading {
  const said = withoutThinking(text);
  if (!said.includes(question.nonce)) return none('unparsable', 'no verdict');
  if (said.length > LONGEST) return none('unparsable', 'too long');
  return question.form === 'text' ? readLines(said, question) : readObjects(said, question);
}

/** Reads what came of asking a judge: only a complete answer of its own can be a verdict. */
export function readReply(
  reply: { readonly status: CompletionStatus; readonly text: string; readonly reason?: string },
  question: Question,
): Reading {
  switch (reply.status) {
    case 'ok':
      return readVerdict(reply.text, question);
    case 'truncated':
      return none('cut', 'ended by length');
    case 'refused':
    case 'filtered':
      return none('refused', reply.reason ?? reply.status);
    case 'empty':
      return reply.reason === 'length' ? none('cut', 'ended by length') : none('unparsable', 'empty');
    case 'failed':
      return none('failed', reply.reason ?? 'failed');
  }
}

/** Every object with the nonce counts, and all must say the same: first or last match is what forgers count on. */
function readObjects(text: string, question: Question): Reading {
  const found = objectsWith(question.nonce, text);
  if (found === undefined) return none('unparsable', 'too many brackets');
  const readings = found.map((object) => readMembers(object, question));
  const [first] = readings;
  if (first === undefined) return none('unparsable', 'no verdict');
  const isSame = (reading: Reading) => canonicalJson(reading) === canonicalJson(first);
  return readings.every(isSame) ? first : none('ambiguous', 'two different verdicts');
}

/** What a reasoning model says after its leading `<think>` block; nothing when that does not end. */
function withoutThinking(text: string): string {
  const said = text.trimStart();
  if (!said.startsWith('<think>')) return said;
  const end = said.indexOf('</think>');
  return end < 0 ? '' : said.slice(end + '</think>'.length);
}
