import { expect, it } from 'vitest';
import { routerScore, trainRouter } from '../../../src/analysis/routing/train.ts';
import { lessons } from './workloads.ts';

it('segment means shrunk with ten tasks of the overall mean: by hand', () => {
  // x: -1, -1; y: 0, 0; overall -.5: (-2 - 5) / 12 and (0 - 5) / 12. A segment that nobody saw: -5 / 10.
  const router = trainRouter(
    'segment',
    lessons([
      ['', -1, 'x'],
      ['', -1, 'x'],
      ['', 0, 'y'],
      ['', 0, 'y'],
    ]),
  );
  expect(router).toEqual({
    kind: 'segment',
    scores: { x: expect.closeTo(-7 / 12, 14), y: expect.closeTo(-5 / 12, 14) },
    unseen: -0.5,
  });
  expect(routerScore(router, { segment: 'y', input: '' })).toBeCloseTo(-5 / 12, 14);
  expect(routerScore(router, { segment: 'z', input: '' })).toBe(-0.5);
});

it('hostile names are names', () => {
  const router = trainRouter(
    'segment',
    lessons([
      ['', -1, '__proto__'],
      ['', 0, 'constructor'],
    ]),
  );
  const read = JSON.parse(JSON.stringify(router));
  // Overall -.5: (-1 - 5) / 11 and -5 / 11.
  expect(routerScore(read, { segment: '__proto__', input: '' })).toBeCloseTo(-6 / 11, 14);
  expect(routerScore(read, { segment: 'constructor', input: '' })).toBeCloseTo(-5 / 11, 14);
  expect(routerScore(read, { segment: 'toString', input: '' })).toBe(-0.5);
});
