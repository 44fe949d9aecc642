import { expect, test } from 'vitest';
import { json } from '../../src/report/json.ts';
import { corrected, report, run, standing } from './sample.ts';

test('one document in the order of the type, with a newline at the end', () => {
  const text = json(report());
  expect(JSON.parse(text)).toEqual(report());
  expect(text.endsWith('}\n')).toBe(true);
  expect(Object.keys(JSON.parse(text) as object)).toEqual([
    'format',
    'run',
    'headline',
    'standings',
    'frontier',
    'shares',
    'findings',
    'judging',
  ]);
  expect(text.startsWith('{\n  "format": "bench.report/1",\n  "run": {\n    "id": ')).toBe(true);
});

test('all that is known of the judge is in it', () => {
  const judging = (JSON.parse(json(corrected())) as ReturnType<typeof corrected>).judging;
  expect(judging).toEqual(corrected().judging);
  expect(judging?.judges[0]).toMatchObject({
    served: ['gpt-5.4-mini-2026-08-01'],
    prompt_hash: '1a2b3c4d',
    flipped: 2,
  });
});

test('hostile text survives exactly, as escapes only', () => {
  const id = '\x1b[2J\x9b\x7f\u202e\u2028\u{E0041}"日本';
  const text = json(report({ run: run({ id }) }));
  expect((JSON.parse(text) as { run: { id: string } }).run.id).toBe(id);
  expect(text).toContain(String.raw`"id": "\u001b[2J\u009b\u007f\u202e\u2028\udb40\udc41\"日本"`);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is a bug, not null', (quality) => {
  expect(() => json(report({ standings: [standing('a', { quality })] }))).toThrow(`report: quality is ${quality}`);
});
