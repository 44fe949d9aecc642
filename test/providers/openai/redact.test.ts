import { describe, expect, it } from 'vitest';
import { excerpt, redact, redactAnswer } from '../../../src/providers/openai/redact.ts';

const SECRET = 'pass/word+"12"=x';

describe('redact', () => {
  it.each([
    ['plain', SECRET],
    ['URL-encoded', 'pass%2Fword%2B%2212%22%3Dx'],
    ['base64', 'cGFzcy93b3JkKyIxMiI9eA=='],
    ['base64 without padding', 'cGFzcy93b3JkKyIxMiI9eA'],
    ['JSON-escaped', 'pass/word+\\"12\\"=x'],
  ])('hides the %s form', (_name, form) => {
    expect(redact(`before ${form} after ${form}`, [SECRET])).toBe('before [redacted] after [redacted]');
  });

  it('hides what looks like a key, also one that a server has masked', () => {
    expect(redact('sk-proj-abc_DEF-123456 and sk-12345***cdef', [])).toBe('[redacted] and [redacted]');
    expect(redact('a task-oriented risk-benefit view', [])).toBe('a task-oriented risk-benefit view');
  });

  it('leaves words that are used as dummy keys', () => {
    expect(redact('model ollama not found', ['ollama', ''])).toBe('model ollama not found');
    expect(redactAnswer('your password1 expired', ['password1'])).toBe('your password1 expired');
    expect(redactAnswer('sk-proj-abcdefghijkl', [])).toBe('sk-proj-abcdefghijkl');
  });
});

describe('excerpt', () => {
  it('escapes controls, C1, bidi and line separators', () => {
    expect(excerpt('a\u001b[31mb\u009bc\u202ed\u2028e\nf', [])).toBe('a\\x1b[31mb\\x9bc\\u{202e}d\\u{2028}e\\nf');
  });

  it('cuts at 300 characters, after hiding', () => {
    expect(excerpt('x'.repeat(301), [])).toBe(`${'x'.repeat(299)}…`);
    expect(excerpt('x'.repeat(300), [])).toBe('x'.repeat(300));
    expect(excerpt(`${'x'.repeat(295)}${SECRET}`, [SECRET])).not.toContain('pass');
  });
});
