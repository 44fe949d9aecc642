import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/domain/task.ts';
import { graded, outcome } from './grading.ts';

const OUTPUTS = new URL('../../../shared/data/mmlu-pro/outputs.jsonl', import.meta.url);

async function letter(spec: Parameters<typeof graded>[0], text: string): Promise<string | undefined> {
  const verdict = await graded(spec, text, 'A');
  return verdict.state === 'scored' ? verdict.detail : undefined;
}

describe('choice', () => {
  it.each<[string, string | undefined]>([
    ['B', 'B'],
    ['b', 'B'],
    ['(c)', 'C'],
    ['**D**', 'D'],
    ['B) Because A is false.', 'B'],
    ['The answer is (C).', 'C'],
    ['The answer is **C**, not D.', 'C'],
    ['The correct answer is option E', 'E'],
    ['The answer is \\boxed{F}', 'F'],
    ['Reasons. Answer: g', 'G'],
    ['**Answer:** H', 'H'],
    ['So $\\boxed{\\text{A}}$ and nothing else', 'A'],
    ['<think>The answer is (A)? No.</think>The answer is (B).', 'B'],
    ['The answer is (B). Question: and now? The answer is (D).', 'B'],
    ['It cannot be A, so I take J', 'J'],
    ['nothing stated', undefined],
    ['', undefined],
  ])('%j settles on %s', async (text, wanted) => {
    expect(await letter('choice', text)).toBe(wanted);
  });

  it.each<[string, string | undefined]>([
    ['The answer is (C).', 'C'],
    ['The answer is Barium.', undefined],
    ['I cannot say.', undefined],
    ['A long story.', undefined],
  ])('strict: %j settles on %s', async (text, wanted) => {
    expect(await letter({ type: 'choice', strict: true }, text)).toBe(wanted);
  });

  it('knows how many options there are', async () => {
    expect(await letter({ type: 'choice', options: 4 }, 'Not D but E')).toBe('D');
    expect(await letter({ type: 'choice', options: 26 }, 'The answer is Z')).toBe('Z');
  });

  it.each<[string, Json, number | string]>([
    ['B', 'b', 1],
    ['B', '(B)', 1],
    ['B', 'C', 0],
    ['B', ['A', 'B'], 1],
    ['no idea', 'B', 'no choice letter found'],
    ['B', 'K', 'the label is not one of the letters A to J'],
    ['B', 3, 'the label is not one of the letters A to J'],
  ])('%j for label %j is %j', async (text, label, wanted) => {
    expect(await outcome('choice', text, label)).toBe(wanted);
  });
});

describe.skipIf(!existsSync(OUTPUTS))('choice on 840 published outputs (skipped without ../shared)', () => {
  it('finds the letter that the publisher of MMLU-Pro extracted, in every one', async () => {
    const rows = readFileSync(OUTPUTS, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const found = await Promise.all(rows.map((row) => letter('choice', row.output)));
    expect(found).toEqual(rows.map((row) => row.published_extracted_answer ?? undefined));
    expect(found).toHaveLength(840);
  });
});
