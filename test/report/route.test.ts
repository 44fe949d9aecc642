import { expect, test } from 'vitest';
import { hasRoute, routeWords, segmentName } from '../../src/report/route.ts';
import { moved, share } from './sample.ts';

test('what moves, which fraction of the last, what stays', () => {
  expect(routeWords(share('linear'), 9)).toBe('within 2 points move: plain, 40 % of indirect; stay: sarcastic');
});

test('nearly all of a segment is not all of it', () => {
  const segments = [
    { segment: 'a', fraction: 0.999 },
    { segment: '', fraction: 0 },
  ];
  expect(routeWords(share('linear', { certified: moved({ segments }) }), 9)).toBe(
    'within 2 points move: >99 % of a; stay: (no segment)',
  );
  expect(segmentName('')).toBe('(no segment)');
});

test('long lists say how much is missing, empty ones that nothing is there', () => {
  const segments = ['a', 'b', 'c', 'd'].map((segment) => ({ segment, fraction: 1 }));
  expect(routeWords(share('linear', { certified: moved({ segments }) }), 3)).toBe(
    'within 2 points move: a, b, c and 1 more; stay: nothing',
  );
});

test('a routing table needs a part that moves, and segments', () => {
  const certified = (more: Parameters<typeof moved>[0]) => hasRoute(share('linear', { certified: moved(more) }));
  expect(certified({})).toBe(true);
  expect(certified({ task_share: 0 })).toBe(false);
  expect(certified({ task_share: 1 })).toBe(false);
  expect(certified({ segments: [{ segment: '', fraction: 0.4 }] })).toBe(false);
  expect(hasRoute(share('linear', { certified: null }))).toBe(false);
});

test('the routing table of a corrected share is the corrected one', () => {
  const certified = moved({ segments: [{ segment: 'plain', fraction: 0.5 }] });
  const corrected = { delta: 0, delta_low: 0, delta_high: 0, noninferior_p: 0, labels: 40, certified };
  expect(routeWords(share('linear', { corrected }), 9)).toBe('within 2 points move: 50 % of plain; stay: nothing');
  expect(hasRoute(share('linear', { corrected: { ...corrected, certified: null } }))).toBe(false);
});
