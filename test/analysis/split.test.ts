import { expect, it } from 'vitest';
import { FOLDS, splitTasks } from '../../src/analysis/split.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { trial } from './trials.ts';

const trials = Array.from({ length: 203 }, (_, i) => trial(`t${1000 + i}`, 'm', 1, { segment: `s${i % 7}` }));
const table = tabulate(trials, ['m'], 203);

it('halves and folds are even, over all and in every segment', () => {
  const { half, fold } = splitTasks(table, 1);
  const count = (part: Uint8Array, value: number, segment?: number) =>
    part.filter((p, task) => p === value && (segment === undefined || table.segment[task] === segment)).length;
  expect(Math.abs(count(half, 0) - count(half, 1))).toBeLessThanOrEqual(1);
  for (let segment = 0; segment < 7; segment++) {
    expect(Math.abs(count(half, 0, segment) - count(half, 1, segment))).toBeLessThanOrEqual(1);
    for (let k = 0; k < FOLDS; k++) expect([5, 6]).toContain(count(fold, k, segment));
  }
});

it('the seed decides, and nothing else', () => {
  expect(splitTasks(table, 1)).toEqual(splitTasks(table, 1));
  expect(splitTasks(table, 1).half).not.toEqual(splitTasks(table, 2).half);
});

it('the random order holds every task once', () => {
  expect([...splitTasks(table, 4).shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 203 }, (_, i) => i));
});
