import { expect, it } from 'vitest';
import type { Completion } from '../../src/domain/completion.ts';
import { Finals } from '../../src/run/finance_calls.ts';

const line = (task_id: string, status: Completion['status']): Completion => ({
  task_id,
  model: 'big',
  repeat: 0,
  key: '',
  segment: '',
  weight: 1,
  status,
  text: '',
  cost: { state: 'known', usd: '1', source: 'config' },
});

it('the last answer counts, and an answer outranks later failures', () => {
  const journal = [
    line('a', 'failed'),
    line('a', 'ok'),
    line('a', 'failed'),
    line('b', 'ok'),
    line('b', 'ok'),
    line('c', 'failed'),
  ];
  const finals = new Finals();
  for (const one of journal) finals.see(one);
  expect(journal.map((one, i) => finals.isFinal(one, i + 1))).toEqual([false, true, false, false, true, true]);
});
