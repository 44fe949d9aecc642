import type { Cost } from '../domain/completion.ts';
import { dollarsInWords } from './money.ts';
import { count, counted } from './numbers.ts';
import { inert } from './text.ts';

/** What making vectors would take. */
export interface EmbeddingNeeds {
  readonly model: string;
  readonly host: string;
  readonly texts: number;
  readonly to_send: number;
  readonly tokens: number;
  readonly cost: Cost;
}

/** `64 texts for text-embedding-3-small: about 1,200 tokens, about $0.0000240`. */
function amount({ model, to_send, tokens, cost }: EmbeddingNeeds): string {
  const [dollars] = dollarsInWords([cost.state === 'known' ? cost.usd : null]);
  const money = cost.state === 'known' ? `about ${dollars}` : `cost unknown (${cost.why}; set embedding.price)`;
  return `${counted(to_send, 'text')} for ${inert(model)}, about ${count(tokens)} tokens, ${money}`;
}

/** What a dry run says. */
export function embeddingText(needs: EmbeddingNeeds): string {
  const { model, host, texts, to_send } = needs;
  if (to_send === 0) return `Nothing would be sent: all ${counted(texts, 'vector')} of ${inert(model)} are there.\n`;
  const kept = texts > to_send ? `; ${count(texts - to_send)} are there already` : '';
  return `${inert(host)} would be sent ${amount(needs)}${kept}. Nobody was asked.\n`;
}

/** What is said before it is sent. */
export function embeddingNotice(needs: EmbeddingNeeds): string {
  return `calls ${inert(needs.host)}: ${amount(needs)}`;
}
