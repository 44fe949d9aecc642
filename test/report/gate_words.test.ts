import { expect, it } from 'vitest';
import { gate } from '../../src/analysis/gate/gate.ts';
import {
  checkWords,
  figure,
  forecastWords,
  pointsOf,
  pWords,
  stateWords,
  testWords,
  verdictLine,
} from '../../src/report/gate_words.ts';
import { side, spec, verdictOf } from '../analysis/gate/nights.ts';
import { check, verdict } from './ci_sample.ts';

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
