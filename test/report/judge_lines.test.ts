import { expect, test } from 'vitest';
import { judgeLines } from '../../src/report/judge_lines.ts';
import { displayWidth } from '../../src/report/measure.ts';
import { at, corrected, judge, judged, judging, report } from './sample.ts';

/** Every judged model has labels enough. */
const checked = corrected({ standings: corrected().standings.filter(({ corrected: one }) => one) });

test('without a judge: nothing', () => {
  expect(judgeLines(report(), at(80))).toEqual([]);
  expect(judgeLines(report(), at(80, { full: true }))).toEqual([]);
});

test('at 80 columns three lines, at 200 one', () => {
  expect(judgeLines(judged(), at(80))).toEqual([
    'judge gpt-5.4-mini (rubric summary)',
    '  381 of 384 answers judged, 2 abstained, 1 unparsable   judge cost $0.0123',
    '  judge not validated: no human labels (bench judge sample)',
  ]);
  expect(judgeLines(checked, at(200))).toEqual([
    'judge gpt-5.4-mini (rubric summary)   381 of 384 answers judged, 2 abstained, 1 unparsable   judge cost $0.0123   agreement 86.0 % (77.8-91.5), kappa 0.70, 100 labels',
  ]);
});

test('all of it with full, indented, no line too wide', () => {
  for (const width of [20, 40, 80, 200])
    for (const full of [false, true]) {
      const lines = judgeLines(corrected(), at(width, { full }));
      expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    }
  const full = judgeLines(judged(), at(80, { full: true }));
  expect(full[0]).toBe('judge gpt-5.4-mini (rubric summary): 381 of 384 answers judged, 2 abstained, 1');
  expect(full).toContain('  passed 0 of 6 known-wrong answers');
});

test('a judge that nobody checked is yellow', () => {
  const color = { ...at(80).color, yellow: (text: string) => `<${text}>` };
  expect(judgeLines(judged(), at(80, { color })).every((line) => line.startsWith('<'))).toBe(true);
  expect(judgeLines(corrected(), at(80, { color })).join(''), 'one model has no labels').toContain('<');
  expect(judgeLines(checked, at(80, { color })).join('')).not.toContain('<');
});

test('without unicode what is too long is shortened with ASCII', () => {
  const long = judged({ judging: judging({ judges: [judge({ judge: 'x'.repeat(90) })] }) });
  expect(judgeLines(long, at(80, { unicode: false })).join('')).toMatch(/^[ -~]+$/);
});
