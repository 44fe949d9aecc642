import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdown, markdownText } from '../../src/report/markdown.ts';
import { headline, report, run, share, standing } from './sample.ts';

/** Cells of a table line as GitHub splits them: at pipes that no backslash escapes. */
function cells(line: string): number {
  return line.replace(/\\[\\|]/g, '').split('|').length - 2;
}

describe('markdownText', () => {
  test.each([
    ['gpt-4o', '`gpt-4o`'],
    ['a|b', '`a\\|b`'],
    ['a\\|b', '`a\\x5c\\|b`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['@octocat <b>', '`@octocat <b>`'],
    ['[x](http://y) ![](z)', '`[x](http://y) ![](z)`'],
    ['two\nlines', '`two\\nlines`'],
    ['', ''],
  ])('%j', (text, shown) => {
    expect(markdownText(text)).toBe(shown);
  });

  test('every table keeps its columns, whatever the names', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('|', '\\', '`', '<', 'a', '\n', '@') }), (name) => {
        const [first, ...rest] = markdown(report({ standings: [standing(name)], shares: [share(name)] }))
          .split('\n')
          .filter((line) => line.startsWith('|'));
        expect(cells(first!)).toBe(9);
        expect(rest.map(cells)).toEqual([9, 9, 10, 10, 10]);
      }),
    );
  });
});

test('the answer, the tables, the routing table, the warnings', () => {
  const text = markdown(report());
  expect(
    text,
  ).toBe(`**\`linear\` can take 41 % of tasks from \`ensemble\` within 2 points of quality (95 % confidence): $0.0210 -> $0.0131 per 1,000 tasks, 38 % less; within 5 points all, 96 % less.**

\`support-desk.csv\`: 412 tasks, reference \`ensemble\`, run \`20261121-2244\`

| model | quality | 95 % interval | $ per 1,000 tasks | $ per success | p50 | p95 | no verdict |  |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| \`nearest\` | 84.0 % | 80.1-87.3 | 0.02100 | 0.00002301 | 0.9ms | 3.0ms | 0 |  |
| \`linear\` | 89.1 % | 85.6-91.8 | 0.00080 | 0.00000090 | 0.06ms | 0.1ms | 0 | frontier |
| \`ensemble\` | 91.3 % | 88.1-93.7 | 0.02100 | 0.00002301 | 1.2ms | 3.0ms | 0 | reference, frontier |

What can move from \`ensemble\` (certified: 95 % confidence):

| candidate | quality kept within | certified, of tasks | certified, of spend | saving | certified, random order | oracle | random | segments | estimate |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| \`nearest\` | 2 points | 0 % | 0 % | - | 12 % | 90 % | 27 % | 0 % | 0 % |
| \`nearest\` | 5 points | 0 % | 0 % | - | 12 % | 93 % | 68 % | 0 % | n/a |
| \`linear\` | 2 points | 41 % | 39 % | 38 % | 12 % | 96 % | 31 % | 0 % | 44 % |
| \`linear\` | 5 points | 100 % | 100 % | 96 % | 12 % | 100 % | 100 % | 0 % | 100 % |

- \`linear\`: within 2 points move: \`plain\`, 40 % of \`indirect\`; stay: \`sarcastic\`

Warnings:

- \`linear\` was selected of 2 candidates on one half of the tasks; its certified figures are of the other half
`);
});

test('a single model has no share table', () => {
  const one = report({
    headline: headline({ verdict: 'need_two_models' }),
    standings: [standing('ensemble')],
    shares: [],
    findings: [],
    run: run({ models: ['ensemble'] }),
  });
  expect(markdown(one)).not.toContain('What can move');
});
