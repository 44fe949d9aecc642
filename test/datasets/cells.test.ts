import { expect, test } from 'vitest';
import { idCell, messagesCell, scorerCell, textOf, weightCell } from '../../src/datasets/cells.ts';

test('any value as text', () => {
  expect(['a', 1.5, false, null, undefined, [1, 'b'], { c: null }].map(textOf)).toEqual([
    'a',
    '1.5',
    'false',
    '',
    '',
    '[1,"b"]',
    '{"c":null}',
  ]);
});

test.each([
  [undefined, 1],
  ['3', 3],
  [' 0.5 ', 0.5],
  ['1e3', 1000],
  [12, 12],
  ['.5', 0.5],
])('weight %j is %d', (value, expected) => {
  expect(weightCell(value)).toEqual({ value: expected });
});

test.each(['0', '', 'x', '1e999', '-1', '1_000', '0b1', null, true, 0, -3, Number.POSITIVE_INFINITY])(
  'weight %j is refused',
  (value) => {
    expect(weightCell(value)).toHaveProperty('fault');
  },
);

test('a decimal comma is explained', () => {
  expect(weightCell('1,50')).toMatchObject({ hint: 'write 1.50 with a decimal point' });
});

test('ids', () => {
  expect(idCell('007')).toEqual({ value: '007' });
  expect(idCell(7)).toEqual({ value: '7' });
  for (const bad of ['', ' ', null, true, [1], 2 ** 53]) expect(idCell(bad)).toHaveProperty('fault');
});

test('scorers', () => {
  expect(scorerCell(' exact ')).toEqual({ value: 'exact' });
  expect(scorerCell('{"type":"set"}')).toEqual({ value: { type: 'set' } });
  expect(scorerCell({ type: 'json', fields: 1 })).toEqual({ value: { type: 'json', fields: 1 } });
  for (const none of [undefined, null, '', ' ']) expect(scorerCell(none)).toEqual({ value: undefined });
  expect(scorerCell(['exact', { type: 'judge' }])).toEqual({ value: ['exact', { type: 'judge' }] });
  expect(scorerCell(' ["exact","judge"]')).toEqual({ value: ['exact', 'judge'] });
  for (const bad of [1, [], {}, '{}', '{', '[]', '[', [1], [''], [{}], [['exact']]])
    expect(scorerCell(bad)).toHaveProperty('fault');
});

test('messages keep role and content only', () => {
  const message = { role: 'user', content: 'hi', name: 'x' };
  expect(messagesCell([message])).toEqual({ value: [{ role: 'user', content: 'hi' }] });
  expect(messagesCell(JSON.stringify([message]))).toEqual({ value: [{ role: 'user', content: 'hi' }] });
  for (const bad of [{}, [1], [{ role: 'user' }], [{ role: 'tool', content: 'a' }], 'x', 5])
    expect(messagesCell(bad)).toHaveProperty('fault');
});
