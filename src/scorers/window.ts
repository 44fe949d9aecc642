import { withoutThinking } from './normalise.ts';

/** How much of an answer the free-text scorers read, in UTF-16 units: answers end with what they settle on, and 8 MB of it must not stall a run. */
const WINDOW = 65_536;

/** What an answer says after `<think>...</think>`; of a huge one, the end. */
export function answerPart(text: string): string {
  const answer = withoutThinking(text);
  return answer.length > WINDOW ? answer.slice(-WINDOW) : answer;
}
