import { expect, test } from 'vitest';
import { behindWords, frontierDoubt, frontierMark } from '../../src/report/frontier_words.ts';
import { beaten, frontierPoint, report } from './sample.ts';

const made = (frequency: number) =>
  report({
    frontier: {
      points: [
        frontierPoint('a', '1', 0.8, { pareto_frequency: frequency }),
        frontierPoint('b', '2', 0.7, { pareto_frequency: 0.3, beaten_by: beaten('a') }),
      ],
      ...{ pareto: ['a'], hull: ['a'], aiq: null },
    },
  });

test.each([
  [1, 'frontier', ''],
  [0.95, 'frontier', ''],
  [0.9499, 'frontier 94 %', '94 %'],
  [0.55, 'frontier 55 %', '55 %'],
  [0.001, 'frontier <1 %', '<1 %'],
])('on it in %d of the resamples', (frequency, mark, doubt) => {
  expect(frontierMark(made(frequency), 'a')).toBe(mark);
  expect(frontierDoubt(made(frequency), 'a')).toBe(doubt);
});

test('a model behind it is not on it, however often it would be', () => {
  expect(frontierMark(made(1), 'b')).toBeUndefined();
  expect(frontierMark(made(1), 'nobody')).toBeUndefined();
});

test.each([
  ['quality_and_cost', 'a is better (-0.4 to 4.4 points) and cheaper'],
  ['quality', 'a is better (-0.4 to 4.4 points), cost not distinguishable'],
  ['cost', 'a is cheaper, quality not distinguishable (-0.4 to 4.4 points)'],
  ['neither', 'a is ahead, quality (-0.4 to 4.4 points) and cost not distinguishable'],
] as const)('ahead in %s', (distinguishable, words) => {
  const frontier = {
    points: [frontierPoint('b', '2', 0.7, { beaten_by: beaten('a', { distinguishable }) })],
    ...{ pareto: ['a'], hull: ['a'], aiq: null },
  };
  expect(behindWords(report({ frontier }), 'b')).toBe(words);
  expect(behindWords(made(1), 'a')).toBeUndefined();
});
