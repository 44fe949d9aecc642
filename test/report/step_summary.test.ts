import { expect, it } from 'vitest';
import { fitSummary } from '../../src/report/step_summary.ts';

const MIB = 1_048_576;

it('leaves a summary that fits as it is', () => {
  expect(fitSummary('# a\n', 0)).toBe('# a\n\n');
});

it('cuts after a whole line, in bytes, and says so', () => {
  const line = `${'é'.repeat(99)}\n`; // 199 bytes
  const cut = fitSummary(line.repeat(6000), 0);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(MIB);
  expect(Buffer.byteLength(cut)).toBeGreaterThan(MIB - 400);
  expect(cut).toMatch(/é{99}\n\n\(cut: the summary of a step holds 1 MiB\)\n$/);
  expect(cut).not.toContain('\ufffd');
});

it('counts what the file holds already', () => {
  expect(fitSummary('# a\n', MIB - 5)).toBe('# a\n\n');
  expect(fitSummary('# a\n', MIB - 4)).toBe('');
  expect(fitSummary('# a\n', 2 * MIB)).toBe('');
});
