import { expect, it } from 'vitest';
import { gate } from '../../src/analysis/gate/gate.ts';
import { gateRenderers } from '../../src/report/gate.ts';
import {
  checkWords,
  figure,
  forecastWords,
  pointsOf,
  pWords,
  seenWords,
  stateWords,
  testWords,
  verdictLine,
} from '../../src/report/gate_words.ts';
import { plainPaint } from '../../src/report/paint.ts';
import { side, spec, verdictOf } from '../analysis/gate/nights.ts';
import { broken, check, verdict } from './ci_sample.ts';

const lost = (n: number) => Array.from({ length: n }, () => [1, 0]);
const won = (n: number) => Array.from({ length: n }, () => [0, 1]);
const same = (n: number) => Array.from({ length: n }, () => [1, 1]);

/** One model's gate over pairs of verdicts. */
function line(pairs: readonly (readonly number[])[], drop: number): string {
  const cells = (i: number) => ({ m: pairs.map((pair) => ({ scores: [pair[i]!] })) });
  return verdictLine(verdictOf(side('main', cells(0)), side('a', cells(1)), spec({ max_quality_drop: drop })));
}

it('G12: the verdict is one line with p, losses, gains, ties and what it could have detected', () => {
  // P(X >= 9), X of Binomial(16, 1/2), is 26333/65536; the faults list gives 4.4 points for 300 tasks at 5 % flips, and 16 of 300 are 5.3 %.
  // 5 points allowed and 0.84 errors of sqrt(16)/300 are 6.1; whole tasks make it a little more.
  expect(line([...lost(9), ...won(7), ...same(284)], 0.05)).toMatch(
    /^verdict: no regression \(p = 0\.40, 9 lost, 7 won, 284 same; finds a drop of 6\.[1-6] points or more 4 times of 5\)$/,
  );
});

it('G7: an improvement is called one, with its interval', () => {
  expect(line([...won(20), ...same(280)], 0.05)).toMatch(
    /^verdict: no regression, and m improved by 6\.7 points \(95 % 4\.\d points to 10\.\d points\) \(p = 1\.00, 0 lost, 20 won, 280 same; finds a drop of [\d.]+ points or more 4 times of 5\)$/,
  );
});

it('names the limit that is broken', () => {
  expect(line([...lost(20), ...same(280)], 0.02)).toMatch(
    /^verdict: regression: m: quality dropped 6\.7 points, 2 points allowed \(p < 0\.0001, 20 lost, 0 won, 280 same; finds a drop of 2\.4 points or more 4 times of 5\)$/,
  );
});

it('says that nothing was checked', () => {
  const nothing = gate({
    after: side('a', { m: [{ scores: [1] }] }),
    spec: spec({}),
    certified: [],
    allow_missing: 0,
    seed: 1,
  });
  expect(verdictLine(nothing)).toBe('verdict: none: no limit is set, nothing was checked');
});

it('rounds what can be detected up, p to what matters', () => {
  expect([pointsOf(0.0433, true), pointsOf(0.01), pointsOf(-0.021), pointsOf(0)]).toEqual([
    '4.4 points',
    '1 point',
    '-2.1 points',
    '0 points',
  ]);
  expect([pWords(0.31), pWords(0.0012), pWords(1e-9), pWords(1)]).toEqual([
    'p = 0.31',
    'p = 0.0012',
    'p < 0.0001',
    'p = 1.00',
  ]);
  expect(forecastWords(300, 0.0433, 0.01, 0.05)).toBe(
    '300 tasks can find a drop of 4.4 points or more 4 times of 5 (where 5.0 % of verdicts flip by chance); you allow 1 point',
  );
});

it('says an improvement, one limit alone and dollars as people do', () => {
  expect([figure({ limit: 'max_quality_drop' }, -0.13), figure({ limit: 'max_quality_drop' }, 0.13)]).toEqual([
    '13 points better',
    '13 points',
  ]);
  const floor = check({ limit: 'min_quality', allowed: 0.8, observed: 0.9 });
  expect(verdictLine(verdict('pass', [floor]))).toBe('verdict: the limit is kept');
  expect(verdictLine(verdict('pass', [floor, floor]))).toBe('verdict: all 2 limits are kept');
  const cost = check({
    limit: 'max_cost_increase',
    allowed: 0.1,
    observed: 0.5,
    before: '0.00000002',
    after: '0.00000003',
  });
  expect(checkWords(cost)).toContain('cost per task +50.0 %: $0.0000200 to $0.0000300 per 1,000 tasks');
});

it('says on which side of a limit a figure is that rounds to it, and of a rise from nothing no part', () => {
  const floor = { limit: 'min_quality', allowed: 0.8334, observed: 0.8333 } as const;
  expect(checkWords(check({ ...floor, state: 'broken' }))).toBe('quality just below 83.3 %, at least 83.3 % asked');
  expect(seenWords(check({ ...floor, observed: 0.8334 }))).toBe('83.3 %');
  expect(checkWords(broken({ allowed: 0.02, observed: 0.0204 }))).toMatch(
    /^quality dropped just above 2 points, 2 points allowed/,
  );
  const cost = { limit: 'max_cost_increase', allowed: 0.1 } as const;
  expect(seenWords(broken({ ...cost, observed: 0.1004 }))).toBe('just above 10.0 %');
  expect(seenWords(broken({ ...cost, observed: null, before: '0', after: '0.01' }))).toBe('from $0');
  expect(checkWords(check({ ...cost, observed: null, before: '0', after: '0', p: null, losses: null }))).toBe(
    'cost per task 0 %: $0 to $0 per 1,000 tasks, 10.0 % allowed',
  );
  expect(seenWords(check({ ...cost, observed: null }))).toBe('unknown');
});

it('a drop that a second run did not confirm is said to be that, in the line and in the table', () => {
  const refuted = verdict('pass', [check({ observed: 0.041, p_adjusted: 0.003, confirmed: false })]);
  expect(verdictLine(refuted)).toMatch(
    /^verdict: no regression: a second run did not confirm it: cheap: quality dropped 4\.1 points, 2 points allowed/,
  );
  const options = { width: 80, color: plainPaint, unicode: true, full: false };
  expect(gateRenderers.table(refuted, options)).toMatch(/^cheap .* ok: not confirmed$/m);
});

it('names the order in which a certified share moves, and why there is none', () => {
  const share = { limit: 'min_certified_share', model: 'm', allowed: 0.4, observed: 0.34 } as const;
  expect(checkWords(check({ ...share, state: 'broken', router: 'tfidf' }))).toBe(
    'certified by words for 34.0 % of the tasks, at least 40.0 % asked',
  );
  expect(checkWords(check({ ...share, state: 'broken', router: 'segment' }))).toBe(
    'certified by segment for 34.0 % of the tasks, at least 40.0 % asked',
  );
  expect(testWords(check({ ...share, router: 'length' }))).toBe('tasks move by length');
  const open = { ...share, observed: null, state: 'undecided', why: 'not_certified_here' } as const;
  expect(stateWords(check({ ...open, router: 'segment' }))).toBe('undecided: no share was tested at this floor');
  expect(stateWords(check({ ...open, router: 'length' }))).toBe(
    'undecided: no share by length was tested at this floor: the texts of the tasks are needed',
  );
});
