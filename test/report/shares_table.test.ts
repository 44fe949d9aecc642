import { expect, test } from 'vitest';
import { sharesLines } from '../../src/report/shares_table.ts';
import { at, corrected, headline, judged, moved, report, share } from './sample.ts';

const saving = (name: string, value: number | null) => share(name, { certified: moved({ saving: value }) });
const names = (lines: readonly string[]) => lines.filter((line) => /^[a-z]+$/.test(line));

test('the candidate of the headline first, then the largest certified savings; the rest is counted', () => {
  const shares = [
    saving('small', 0.1),
    saving('unknown', null),
    saving('large', 0.9),
    saving('headline', 0.5),
    saving('middle', 0.4),
  ];
  const all = report({ shares, headline: headline({ candidate: 'headline', share: 3 }) });
  expect(names(sharesLines(all, at(80)))).toEqual(['headline', 'large']);
  expect(sharesLines(all, at(80))).toContain('3 more candidates, by saving: bench report --full, or --section share');
  expect(names(sharesLines(all, at(80, { full: true })))).toEqual(['headline', 'large', 'middle', 'small', 'unknown']);
});

test('a dearer candidate has a negative saving, in red', () => {
  const red = (text: string) => `<${text}>`;
  const lines = sharesLines(report({ shares: [saving('a', -0.12)] }), at(80, { color: { ...at(80).color, red } }));
  expect(lines.join('\n')).toContain('<-12 %>');
});

test('unknown costs are said, and nothing certified has no saving', () => {
  const unknown = moved({ saving: null, spend_share: null });
  const row = (certified: typeof unknown) => sharesLines(report({ shares: [share('a', { certified })] }), at(80))[4];
  expect(row(unknown)).toMatch(/41 % +unknown +unknown/);
  expect(row(moved({ task_share: 0, spend_share: 0, saving: 0 }))).toMatch(/ 0 % +0 % +- /);
});

test('routing: of the largest certified share; of the answer where that is one; of every floor with full', () => {
  const part = (floor: number, task_share: number) => share('a', { floor, certified: moved({ task_share }) });
  const shares = [part(0.01, 0.004), part(0.02, 0.3), part(0.05, 0.6), part(0.1, 1)];
  const routes = (full: boolean, answer: number | null = null) =>
    sharesLines(report({ shares, headline: headline({ candidate: 'a', share: answer }) }), at(80, { full }))
      .filter((line) => line.startsWith('  within '))
      .filter((line) => line.includes('move'));
  const route = 'move: plain, 40 % of indirect; stay: sarcastic';
  expect(routes(false)).toEqual([`  within 5 points ${route}`]);
  expect(routes(false, 1)).toEqual([`  within 2 points ${route}`]);
  expect(routes(false, 3), 'all of it moves: no route of its own').toEqual([`  within 5 points ${route}`]);
  expect(routes(true)).toHaveLength(3);
});

test('equally large shares: the route of the smaller floor', () => {
  const shares = [share('a', { floor: 0.05 }), share('a', { floor: 0.1 })];
  expect(sharesLines(report({ shares }), at(80)).join('\n')).toContain('within 5 points move');
});

test('the share in random order is shown at 80 columns, and explained; not at 40', () => {
  const shares = [share('a', { certified_random: moved({ task_share: 0.179 }) })];
  const text = (width: number) => sharesLines(report({ shares }), at(width)).join('\n');
  expect(text(80)).toMatch(/^ {2}2 points +41 % +39 % +38 % +17 % +96 %/m);
  expect(text(80)).toMatch(/random order:\s+the same without segments/);
  expect(text(80)).toContain('no promise');
  expect(text(40)).toContain('certified: ');
  expect(text(40)).not.toMatch(/17 %|without segments|oracle|estimate/);
});

test('nobody to compare with: no lines', () => {
  expect(sharesLines(report({ shares: [] }), at(80))).toEqual([]);
});

test('shares of a judge whom nobody checked say so', () => {
  for (const width of [40, 80]) expect(sharesLines(judged(), at(width)).join(' ')).toContain('judge not validated');
  expect(sharesLines(report(), at(80)).join(' ')).not.toContain('judge');
});

test('corrected shares lead, each candidate says whether it is; the raw ones with full', () => {
  const lines = sharesLines(corrected(), at(80));
  expect(lines.slice(3, 5)).toEqual([
    'linear  corrected by 100 human labels',
    '  2 points       30 %   39 %    25 %    12 %    96 %    31 %       0 %      44 %',
  ]);
  expect(lines).toContain('nearest  not corrected: as the judge sees it');
  expect(lines.join(' ')).toContain('all else is as the judge sees it');
  const full = sharesLines(corrected(), at(80, { full: true }));
  expect(full[1]).toBe('quality     certified     of          uncorrected  random');
  expect(full[4]).toMatch(/^ {2}2 points +30 % +39 % +25 % +41 % +12 %/);
});

test('the difference of a corrected share is the corrected one', () => {
  expect(sharesLines(corrected(), at(200))[4]).toContain('-7.1 to 0.9');
});

test('no room for a note beside the name: the name alone', () => {
  expect(sharesLines(corrected(), at(40))).toContain('linear');
});
