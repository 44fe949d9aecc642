import { expect, test } from 'vitest';
import { sharesLines } from '../../src/report/shares_table.ts';
import { at, headline, moved, report, share } from './sample.ts';

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
  expect(sharesLines(all, at(80))).toContain('3 more candidates, by saving: bench report --full');
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

test('routing: of the smallest floor where a part moves; of every floor with full', () => {
  const shares = [
    share('a', { certified: moved({ task_share: 0 }) }),
    share('a', { floor: 0.05 }),
    share('a', { floor: 0.1 }),
  ];
  const routes = (full: boolean) =>
    sharesLines(report({ shares }), at(80, { full })).filter((line) => line.startsWith('  within'));
  expect(routes(false)).toEqual(['  within 5 points move: plain, 40 % of indirect; stay: sarcastic']);
  expect(routes(true)).toHaveLength(2);
});

test('nobody to compare with: no lines', () => {
  expect(sharesLines(report({ shares: [] }), at(80))).toEqual([]);
});
