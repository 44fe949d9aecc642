import { expect, test } from 'vitest';
import { boundsThatMatter, shareText } from '../../src/report/share_text.ts';
import { moved, share } from './sample.ts';

test('each figure under its name; promises are rounded down', () => {
  const certified = moved({ task_share: 0.419, spend_share: 0.396, saving: 0.376 });
  const estimate = moved({ task_share: 0.447 });
  const segment = { task_share: 0.129, spend_share: 0.1, segments: [], smallest_n: 133 };
  const certified_random = moved({ task_share: 0.179 });
  const figures = { certified, certified_random, estimate, segment, oracle: 0.966, random: 0.312 };
  expect(shareText(share('a', figures))).toEqual({
    certified: '41 %',
    spend: '40 %',
    saving: '38 %',
    random_order: '17 %',
    oracle: '97 %',
    random: '31 %',
    segments: '12 %',
    estimate: '44 %',
    uncorrected: '41 %',
  });
});

test('nothing to test, nothing certified and unknown costs are three things', () => {
  const none = shareText(
    share('a', { certified: null, certified_random: null, estimate: null, oracle: null, random: null, pairs: 0 }),
  );
  expect(Object.values(none)).toEqual(Array(9).fill('n/a'));
  const nothing = shareText(share('a', { certified: moved({ task_share: 0, spend_share: 0, saving: 0 }) }));
  expect([nothing.certified, nothing.spend, nothing.saving]).toEqual(['0 %', '0 %', '-']);
  const unknown = shareText(share('a', { certified: moved({ spend_share: null, saving: null }) }));
  expect([unknown.certified, unknown.spend, unknown.saving]).toEqual(['41 %', 'unknown', 'unknown']);
});

test.each([
  [0.41, 0.419, undefined],
  [0.4, 0.41, { low: 0.4, high: 0.41 }],
  [0.41, 0.42, { low: 0.41, high: 0.42 }],
  // Both ends above the share, or below it: the range still holds it.
  [0.5, 0.5, { low: 0.41, high: 0.5 }],
  [0.3, 0.3, { low: 0.3, high: 0.41 }],
])('missing verdicts that leave 41 %% between %s and %s', (certified_low, certified_high, expected) => {
  const bounds = { delta_low: 0, delta_high: 0, oracle_low: 1, oracle_high: 1, certified_low, certified_high };
  expect(boundsThatMatter(share('a', { bounds }))).toEqual(expected);
  expect(boundsThatMatter(share('a', { bounds, certified: null }))).toBeUndefined();
  expect(boundsThatMatter(share('a'))).toBeUndefined();
});

test('where labels corrected the share, what moves is the corrected part, and the raw one stands apart', () => {
  const figures = { delta: 0, delta_low: -0.01, delta_high: 0.01, noninferior_p: 0.01, labels: 100 };
  const certified = moved({ task_share: 0.3, spend_share: 0.28, saving: 0.25 });
  expect(shareText(share('a', { corrected: { ...figures, certified } }))).toMatchObject({
    certified: '30 %',
    spend: '28 %',
    saving: '25 %',
    uncorrected: '41 %',
  });
  const untested = shareText(share('a', { corrected: { ...figures, certified: null } }));
  expect([untested.certified, untested.saving, untested.uncorrected], 'too few labels in the half that tests').toEqual([
    'n/a',
    'n/a',
    '41 %',
  ]);
});
