import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdown, markdownText } from '../../src/report/markdown.ts';
import {
  beaten,
  corrected,
  frontierPoint,
  headline,
  judge,
  judged,
  judging,
  report,
  run,
  share,
  standing,
} from './sample.ts';

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

test('a finding about dollars', () => {
  const sums = { reported_usd: '0.03', list_usd: '0.02' };
  expect(markdown(report({ findings: [{ code: 'reported_cost_differs', model: 'a', calls: 1, ...sums }] }))).toContain(
    '- `a`: provider-reported cost $0.0300, list price $0.0200 for 1 answer: 50 % more',
  );
});

describe('a judge', () => {
  test('all that stands beside its numbers, and that nobody checked it', () => {
    const text = markdown(judged());
    expect(text).toContain('| `linear` | 89.1 % | 85.6-91.8 |');
    expect(text).toContain('| frontier, judge not validated |');
    expect(text).toContain(`Judge:

- judge \`gpt-5.4-mini\` (rubric \`summary\`): 381 of 384 answers judged, 2 abstained, 1 unparsable
  - 384 of 1,236 answers can only be graded by a judge
  - rubric \`summary\`: pointwise
  - judge cost $0.0123, in no model's cost
  - judge not validated: no human labels (bench judge sample)
  - score against length of the answer: rank correlation 0.12
  - 7 answers with instruction-like text; 0 cut for the judge
- judge \`gpt-5.4-mini\`: model \`gpt-5.4-mini\`, served as \`gpt-5.4-mini-2026-08-01\`, prompts \`1a2b3c4d\`
  - 384 asked: 381 scored, 2 abstained, 1 unparsable, 0 ambiguous, 0 out of range, 0 contradictory, 0 refused, 0 cut off, 0 failed
  - 390 calls, 0 reused, 51,234 tokens in, 824 out: $0.0123
  - passed 0 of 6 known-wrong answers
  - asked again 50 times, it changed its verdict 2 times (4.0 %)
`);
  });

  test('corrected figures beside the raw ones', () => {
    const text = markdown(corrected());
    expect(text).toContain('| `linear` | 89.1 % | 85.6-91.8 | 85.1 % | 79.0-91.2 |');
    expect(text).toContain('| `nearest` | 84.0 % | 80.1-87.3 | n/a | n/a |');
    expect(text).toMatch(/\| `linear` \| 2 points \| 30 % .* \| 41 % \| 100 \|\n/);
    expect(text).toContain('100 labels of 2 people, 2026-11-22: agreement 86.0 % (77.8-91.5), kappa 0.70');
    const tables = text.split('\n').filter((line) => line.startsWith('|'));
    expect(tables.map(cells)).toEqual([11, 11, 11, 11, 11, 12, 12, 12, 12, 12, 12]);
  });

  test('hostile names are code', () => {
    const evil = '</details>|![](x)@me';
    const text = markdown(
      judged({
        judging: judging({
          rubrics: [{ name: evil, kind: 'pairwise', sha256: '' }],
          judges: [judge({ judge: evil, model: evil, served: [evil], probes_passed: [evil], same_family: [evil] })],
        }),
      }),
    );
    expect(text.replaceAll('`</details>\\|![](x)@me`', '')).not.toMatch(/details|@me|!\[/);
  });
});

test('an uncertain place on the frontier, and who is ahead of a model behind it', () => {
  const points = [
    frontierPoint('linear', '0.0000008', 0.89, { pareto_frequency: 0.55 }),
    frontierPoint('nearest', '0.000021', 0.84, { beaten_by: beaten('linear') }),
  ];
  const text = markdown(report({ frontier: { points, pareto: ['linear'], hull: [], aiq: null } }));
  expect(text).toContain('| frontier 55 % |');
  expect(text).toContain('| `linear` is cheaper, quality not distinguishable (-0.4 to 4.4 points) |');
});
