import { expect, test } from 'vitest';
import { judgeCheckMarkdown } from '../../src/report/judge_check_markdown.ts';
import { agreement, corrected, judge, judged, judging, report, standing, validation } from './sample.ts';

test('the answer first, then agreement, the record, and corrected beside raw quality', () => {
  const text = judgeCheckMarkdown(corrected());
  const lines = text.split('\n');
  expect(lines[0]).toMatch(
    /^\*\*The judge agrees with people on 86 % of 100 answers \(77-92 %\); kappa 0\.70\. .*\*\*$/,
  );
  expect(lines[2]).toBe('`support-desk.csv`: 412 tasks, reference `ensemble`, run `20261121-2244`');
  expect(lines).toContain('| all | 100 | 86.0 % | 77.8-91.5 | 0.70 | 0.54-0.85 | 96.7 % | 70.0 % | 12 | 2 | 0.10 |');
  expect(lines.some((line) => line.startsWith('| model `linear` | 50 | 86.0 % |'))).toBe(true);
  expect(lines).toContain('Judge:');
  expect(lines).toContain('| `linear` | 128 | 89.1 % | 85.6-91.8 | 85.1 % | 79.0-91.2 | 50 |');
  expect(lines).toContain('| `nearest` | 128 | 84.0 % | 80.1-87.3 | n/a | n/a | too few |');
});

test('every table has as many cells in each row as heads', () => {
  const blocks = judgeCheckMarkdown(corrected())
    .trim()
    .split('\n\n')
    .filter((block) => block.startsWith('|'));
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(new Set(block.split('\n').map((line) => line.split(' | ').length)).size).toBe(1);
});

test('without labels there is no table, without a judge one sentence', () => {
  expect(judgeCheckMarkdown(judged())).not.toMatch(/^\|/m);
  expect(judgeCheckMarkdown(judged())).toContain('judge not validated');
  expect(judgeCheckMarkdown(report())).toMatch(/^\*\*No answer of this run was left to a judge/);
});

test('hostile names make no tag, link, mention or workflow command', () => {
  const evil = '::error::x\n##[error]| ![i](https://e.example/p) @team <img src=x> \x1b[2J';
  const text = judgeCheckMarkdown(
    judged({
      standings: [standing(evil, { judged: 3 })],
      judging: judging({
        judges: [judge({ judge: evil, model: evil, served: [evil] })],
        validation: validation({ by_model: [{ ...agreement(), model: evil }] }),
      }),
    }),
  );
  expect(text).toContain('@team');
  expect(text).not.toMatch(/^\s*::|##\[/m);
  expect(text).not.toContain('\x1b');
  expect(text.replaceAll(/(`+)[^`][\s\S]*?\1/g, '')).not.toMatch(/@|!\[|<img|\]\(/);
});
