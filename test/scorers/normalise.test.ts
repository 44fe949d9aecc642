import { describe, expect, it } from 'vitest';
import { normaliser } from '../../src/scorers/normalise.ts';

describe('normalisers', () => {
  it.each<[string, string, string]>([
    ['trim', '\t\u2003a b\u00a0', 'a b'],
    ['trim', ' \ufeffa', '\ufeffa'],
    ['case', 'İSTANBUL I', 'i̇stanbul i'],
    ['whitespace', 'a \n\u00a0 b', 'a b'],
    ['nfc', 'e\u0301', 'é'],
    ['punctuation', '"Yes," she said.', 'Yes she said'],
    ['punctuation', '- `3.5` e-mail (don’t) -5 .5 50% C#!', ' 3.5 e-mail don’t -5 .5 50% C#'],
    ['code_fence', 'Here:\n```json\n{"a": 1}\n```\nDone.', '{"a": 1}'],
    ['code_fence', '```\na\n```\n```\nb\n```', '```\na\n```\n```\nb\n```'],
    ['code_fence', 'no fence', 'no fence'],
    ['think', '<think>maybe B</think>A', 'A'],
    ['think', 'swallowed opening tag</think>A', 'A'],
    ['think', '<think>never closed', '<think>never closed'],
  ])('%s: %j becomes %j', (name, text, wanted) => {
    expect(normaliser([name])(text)).toBe(wanted);
  });

  it('leaves text with more than 30 combining marks in a row as it is', () => {
    const zalgo = `${'\u0301\u0323'.repeat(1000)}e\u0301`;
    expect(normaliser(['nfc'])(zalgo)).toBe(zalgo);
  });
});
