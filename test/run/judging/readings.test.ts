import { expect, it } from 'vitest';
import { Readings } from '../../../src/run/judging/readings.ts';
import { judgement } from '../journals.ts';

function told(...changes: Parameters<typeof judgement>[0][]): Readings {
  const readings = new Readings();
  for (const change of changes) readings.add(judgement(change));
  return readings;
}

const none = (why: 'unparsable' | 'abstained' | 'failed') => ({ score: undefined, why }) as never;

it('keeps the first verdict of a question, and every question apart', () => {
  const readings = told({ score: 0 }, { score: 1 }, { key: 'other', score: 1 });
  expect(readings.of('k')).toEqual({ state: 'verdict', score: 0, detail: 'pass' });
  expect(readings.of('other')).toMatchObject({ score: 1 });
  expect(readings.of('unknown')).toBeUndefined();
});

it('a verdict outranks failures to get one, whichever came first', () => {
  expect(told(none('unparsable'), { score: 1 }).of('k')).toMatchObject({ state: 'verdict' });
  expect(told({ score: 1 }, none('failed')).of('k')).toMatchObject({ state: 'verdict' });
  expect(told(none('unparsable'), none('failed')).of('k')).toMatchObject({ why: 'failed' });
});

it('J16: a second look is no verdict', () => {
  expect(told({ purpose: 'again', score: 0 }).of('k')).toBeUndefined();
  expect(told({ score: 1 }, { purpose: 'again', score: 0 }).of('k')).toMatchObject({ score: 1 });
});

it.each([
  ['a verdict', { score: 0.5 }, true, false],
  ['J9: an abstention', none('abstained'), true, false],
  ['J4: no verdict', none('unparsable'), false, true],
  ['J13: an outage', none('failed'), false, false],
])('after %s: settled %s, worth another try at once %s', (_what, change, settled, unreadable) => {
  const readings = told(change);
  expect([readings.settled('k'), readings.unreadable('k')]).toEqual([settled, unreadable]);
  expect([readings.settled('new'), readings.unreadable('new')]).toEqual([false, false]);
});
