import { expect, it } from 'vitest';
import { atSpaces, cutMiddle, inertLines } from '../../src/report/multiline.ts';

it('keeps lines and makes each inert', () => {
  expect(inertLines('a\r\n::error::x\r\u009bb\n\tc')).toBe('a\n:\\x3aerror::x\n\\x9bb\n    c');
});

it('breaks lines at spaces and loses nothing', () => {
  expect(atSpaces('one two three\n  indented word\nlonglonglonglong x', 8)).toBe(
    'one two\nthree\n  indented\nword\nlonglonglonglong\nx',
  );
  expect(atSpaces('a  b', 80)).toBe('a  b');
});

it('cuts the middle and counts what it left out', () => {
  const text = `${'a'.repeat(100)}${'b'.repeat(100)}`;
  const cut = cutMiddle(text, 160);
  expect(cut.length).toBeLessThanOrEqual(160);
  expect(cut).toBe(`${'a'.repeat(50)}\n[... 100 characters left out ...]\n${'b'.repeat(50)}`);
  expect(cutMiddle(text, 200)).toBe(text);
});
