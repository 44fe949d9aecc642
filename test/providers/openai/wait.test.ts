import { describe, expect, it } from 'vitest';
import { backOffMs, retryAfterMs, spokenWait } from '../../../src/providers/openai/wait.ts';

const wall = Date.UTC(2026, 0, 1);

describe('retryAfterMs', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': '0' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{ 'retry-after': '1e3' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '2090' }, 2_090_000],
    [{ 'retry-after': 'soon 2090' }, undefined],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000],
    [{ 'retry-after': 'Thu, 01 Jan 2015 00:01:00 GMT' }, undefined],
    [{ 'retry-after-ms': '300', 'retry-after': '9' }, 300],
    [{ 'retry-after-ms': 'x', 'retry-after': '9' }, 9000],
  ])('%j', (headers, expected) => {
    expect(retryAfterMs(headers, wall)).toBe(expected);
  });
});

describe('backOffMs', () => {
  it('doubles from 0.5 s to 30 s, jittered from a quarter second up', () => {
    const ceiling = [1, 2, 3, 7, 50].map((failures) => backOffMs(failures, { random: () => 1 }));
    expect(ceiling).toEqual([500, 1000, 2000, 30_000, 30_000]);
    expect(backOffMs(9, { random: () => 0 })).toBe(250);
    expect(backOffMs(3, { random: () => 0.5 })).toBe(1000);
  });
});

describe('spokenWait', () => {
  it.each([
    [61_000, '61 s'],
    [300_000, '5 min'],
    [86_400_000, '24 h'],
  ])('%i', (ms, text) => {
    expect(spokenWait(ms)).toBe(text);
  });
});
