import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/domain/task.ts';
import { openScorer } from '../../src/scorers/table.ts';
import { outcome, taskOf } from './grading.ts';

const GSM8K = new URL('../../../shared/data/gsm8k/', import.meta.url);

describe('numeric', () => {
  it.each<[string, Json, number | string]>([
    ['42', '42', 1],
    ['42', 42, 1],
    ['It costs $20.00.', '20', 1],
    ['1,234', '1234', 1],
    ['43', '42', 0],
    ['-42', '42', 0],
    ['50 %', '50', 1],
    ['50 %', '0.5', 0],
    ['0.30000000000000004', '0.3', 1],
    ['1234567891', '1234567890', 0],
    ['0.0000000002', '0.0000000001', 0],
    ['3/4', '0.75', 1],
    ['0.75', '3/4', 1],
    ['1.5 million', '1,500,000', 1],
    ['1.5 million', 1.5, 1],
    ['12', ['11', '12'], 1],
    ['twelve', '12', 'no number found'],
    ['12', 'twelve', 'the label is not a number'],
    ['12', '3 or 4', 'the label is not a number'],
    ['12', { n: 12 }, 'the label is not a number'],
    [`1${'0'.repeat(400)}`, '1', 'no number found'],
  ])('%j for label %j is %j', async (text, label, wanted) => {
    expect(await outcome('numeric', text, label)).toBe(wanted);
  });

  it('allows the larger of both tolerances, ends included', async () => {
    expect(await outcome({ type: 'numeric', tolerance: 0.01 }, '3.15', '3.14')).toBe(1);
    expect(await outcome({ type: 'numeric', tolerance: 0.01 }, '3.151', '3.14')).toBe(0);
    expect(await outcome({ type: 'numeric', relative_tolerance: 0.1 }, '-90', '-100')).toBe(1);
    expect(await outcome({ type: 'numeric', relative_tolerance: 0.1 }, '89.9', '100')).toBe(0);
    expect(await outcome({ type: 'numeric', relative_tolerance: 0.1, tolerance: 20 }, '89.9', '100')).toBe(1);
  });
});

describe.skipIf(!existsSync(GSM8K))('numeric on 2,638 published outputs (skipped without ../shared)', () => {
  const rows = (file: string): readonly Record<string, string>[] =>
    parse(readFileSync(new URL(file, GSM8K), 'utf8'), { columns: true });

  it('finds what the published grader (last run of digits) missed, and fails nothing that it rightly passed', async () => {
    const scorer = await openScorer('numeric', '.');
    const labels = new Map(rows('tasks.csv').map((row) => [row.id, row.expected!]));
    const right: Record<string, number> = {};
    const failed: string[] = [];
    for (const row of rows('recordings.csv')) {
      const verdict = await scorer.grade(row.output!, taskOf(labels.get(row.task_id)!));
      const score = verdict.state === 'scored' ? verdict.score : 0;
      right[row.model!] = (right[row.model!] ?? 0) + score;
      if (score < Number(row.published_correct)) failed.push(row.task_id!);
    }
    expect(right['gpt-4-1106-preview']! / 1319).toBeGreaterThanOrEqual(0.888);
    expect(right['Mixtral-8x7B-Instruct-v0.1']! / 1319).toBeGreaterThanOrEqual(0.639);
    // Passed by digits alone: -15, 0.5, 0.84, -12, 7.8 and -54 where 15, 5, 84, 12, 8 and 54 are right.
    const digitsOnly = ['gsm8k-0164', 'gsm8k-0191', 'gsm8k-0460', 'gsm8k-0808', 'gsm8k-1241', 'gsm8k-1269'];
    expect(failed).toEqual(digitsOnly);
  });
});
