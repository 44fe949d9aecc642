import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, upperBoundTokens } from '../../src/prices/tokens.ts';

const user = (content: string) => ({ role: 'user' as const, content });

describe('countTokens', () => {
  // o200k_base: "hello world" is 2 tokens (24912, 2375); the format adds 3 a message, 1 for the role, 3 for the reply.
  it('counts text, roles and the chat format', async () => {
    expect(await countTokens([user('hello world')])).toBe(9);
    expect(await countTokens([{ role: 'system', content: '' }, user('hello world')])).toBe(13);
  });

  it('takes text that looks like a special token for text', async () => {
    expect(await countTokens([user('<|endoftext|>')])).toBeGreaterThan(8);
  });
});

describe('upperBoundTokens', () => {
  it('is never below the tokens of any text, emoji and broken surrogates among them', async () => {
    await countTokens([]);
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (texts) => {
        const messages = texts.map(user);
        const body = Buffer.byteLength(JSON.stringify({ model: 'm', messages }));
        expect(upperBoundTokens(body)).toBeGreaterThan(await countTokens(messages));
        // The allowance for templates is not what makes it hold.
        expect(body).toBeGreaterThan(await countTokens(messages));
      }),
      { numRuns: 200 },
    );
  });
});
