import { expect, it } from 'vitest';
import { noHistory, readHistory } from '../../src/run/history.ts';
import { Ledger } from '../../src/run/ledger.ts';
import { writeJournal } from '../results/temp.ts';
import { completion, judgement, openJournals, score } from './journals.ts';

const runOf = openJournals();
const CUT_OFF = { outcome: 'interrupted', ms: 0, billed: 'possibly' } as const;
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

it('C7, C11: the cap counts judges too', async () => {
  const folder = runOf([completion()], [score(1)]);
  writeJournal(folder.judgements, [
    judgement({ key: 'a' }),
    judgement({ key: 'b', reused_from: 'r' }),
    judgement({ key: 'c', cost: { state: 'unknown', why: 'interrupted' }, charged_usd: '0.2', attempts: [CUT_OFF] }),
  ]);
  const ledger = new Ledger();
  expect((await readHistory(folder, ignore, ledger)).paid_usd).toBe('0.211');
  expect(ledger.judges.of({ id: 'jane', identity: 'f00dcafe' }, ['c0ffee00'])).toMatchObject({
    calls: 2,
    reused: 1,
    cost_usd: '0.001',
    cost_unknown: 1,
  });
});

it('P3: says what is torn in judgements too, and reads labels', async () => {
  const asked = { kind: 'pass_fail', rubric_sha256: 'ab' } as const;
  const folder = runOf([completion()], [score(1, { judged: { ...asked, rubric: 'r', votes: [], chars: 1 } })]);
  writeJournal(folder.judgements, [judgement()], '{"x');
  writeJournal(folder.labels, [
    { task_id: 't1', model: 'm', repeat: 0, ...asked, label: 0.5, rater: '', at: '2026-01-01T00:00:00.000Z' },
  ]);
  const torn: [string, number][] = [];
  const ledger = new Ledger();
  await readHistory(folder, (file, bytes) => torn.push([file, bytes]), ledger);
  expect(torn).toEqual([['judgements.jsonl', 3]]);
  expect([...ledger.trials()]).toMatchObject([{ label: 0.5 }]);
});

it('of a run that has only just begun is empty', () => {
  expect([
    noHistory.isAnswered('a', 'm', 0),
    noHistory.ungraded('a', 'm', 0),
    noHistory.answered('m'),
    noHistory.paid_usd,
  ]).toEqual([false, undefined, 0, '0']);
});
