import { expect, it } from 'vitest';
import { noHistory, readHistory } from '../../src/run/history.ts';
import { completion, openJournals, score } from './journals.ts';

const runOf = openJournals();
const ignore = (): void => {};

it('knows what is answered: everything but failures', async () => {
  const statuses = ['ok', 'truncated', 'refused', 'filtered', 'empty', 'failed'] as const;
  const lines = statuses.map((status) => completion({ task_id: status, status }));
  const history = await readHistory(runOf([...lines, completion({ task_id: 'ok', status: 'failed' })], []), ignore);
  expect(statuses.filter((id) => history.isAnswered(id, 'm', 0))).toEqual([
    'ok',
    'truncated',
    'refused',
    'filtered',
    'empty',
  ]);
  expect(history.isAnswered('ok', 'm', 1)).toBe(false);
  expect(history.answered('m')).toBe(5);
  expect(history.answered('other')).toBe(0);
});

it('knows which answers have no score yet, and where they stand', async () => {
  const folder = runOf([completion({ task_id: 'a' }), completion({ task_id: 'b' })], [score(1, { task_id: 'a' })]);
  const history = await readHistory(folder, ignore);
  expect(history.hasUngraded).toBe(true);
  expect(history.ungraded('a', 'm', 0)).toBeUndefined();
  expect(history.ungraded('b', 'm', 0)?.offset).toBeGreaterThan(100);
  expect((await readHistory(runOf([completion()], [score(0)]), ignore)).hasUngraded).toBe(false);
});

it('C7, C10: adds up what the cap counts: known costs, what may have been billed, nothing for answers that were reused', async () => {
  const unknown = { state: 'unknown', why: 'no usage' } as const;
  const history = await readHistory(
    runOf(
      [
        completion({ task_id: 'a' }),
        completion({ task_id: 'b', reused_from: 'r' }),
        completion({ task_id: 'c', status: 'failed', cost: unknown, charged_usd: '0.3' }),
        completion({ task_id: 'd', cost: unknown }),
      ],
      [],
    ),
    ignore,
  );
  expect(history.paid_usd).toBe('0.31');
});

it('P3: says what is torn', async () => {
  const torn: [string, number][] = [];
  await readHistory(runOf([completion()], [], '{"x'), (file, bytes) => torn.push([file, bytes]));
  expect(torn).toEqual([['completions.jsonl', 3]]);
});

it('of a run that has only just begun is empty', () => {
  expect([
    noHistory.isAnswered('a', 'm', 0),
    noHistory.ungraded('a', 'm', 0),
    noHistory.answered('m'),
    noHistory.paid_usd,
  ]).toEqual([false, undefined, 0, '0']);
});
