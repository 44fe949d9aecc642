import { expect, test } from 'vitest';
import { shareText } from '../../src/report/share_text.ts';
import { moved, share } from './sample.ts';

test('each figure under its name; promises are rounded down', () => {
  const certified = moved({ task_share: 0.419, spend_share: 0.396, saving: 0.376 });
  const estimate = moved({ task_share: 0.447 });
  const segment = { task_share: 0.129, spend_share: 0.1, segments: [], smallest_n: 133 };
  expect(shareText(share('a', { certified, estimate, segment, oracle: 0.966, random: 0.312 }))).toEqual({
    certified: '41 %',
    spend: '40 %',
    saving: '38 %',
    oracle: '97 %',
    random: '31 %',
    segments: '12 %',
    estimate: '44 %',
  });
});

test('nothing to test, nothing certified and unknown costs are three things', () => {
  const none = shareText(share('a', { certified: null, estimate: null, oracle: null, random: null, pairs: 0 }));
  expect(Object.values(none)).toEqual(Array(7).fill('n/a'));
  const nothing = shareText(share('a', { certified: moved({ task_share: 0, spend_share: 0, saving: 0 }) }));
  expect([nothing.certified, nothing.spend, nothing.saving]).toEqual(['0 %', '0 %', '-']);
  const unknown = shareText(share('a', { certified: moved({ spend_share: null, saving: null }) }));
  expect([unknown.certified, unknown.spend, unknown.saving]).toEqual(['41 %', 'unknown', 'unknown']);
});
