import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Fingerprints } from '../../src/datasets/fingerprints.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

test('numbers digests in order of arrival and knows them again, beyond several growths', () => {
  const set = new Fingerprints();
  for (let at = 0; at < 20_000; at++) expect(set.number(digest(`${at}`))).toBe(at);
  expect(set.size).toBe(20_000);
  for (let at = 0; at < 20_000; at++) if (set.number(digest(`${at}`)) !== at) expect.fail(`${at} was forgotten`);
});

test('tells digests apart that fall into one slot', () => {
  const set = new Fingerprints();
  expect(
    ['0000000100000000', '0000000200000000', '0000000100000000', '0000000000000000'].map((one) => set.number(one)),
  ).toEqual([0, 1, 0, 2]);
});
