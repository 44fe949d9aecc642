import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { ReportFinding } from '../../src/analysis/finding_types.ts';
import type { Report } from '../../src/analysis/report_types.ts';
import { displayWidth } from '../../src/report/measure.ts';
import { screen } from '../../src/report/screen.ts';
import {
  at,
  corrected,
  frontierPoint,
  headline,
  judge,
  judged,
  judging,
  moved,
  report,
  run,
  share,
  standing,
  validation,
} from './sample.ts';

const AT_80 = `support-desk.csv  412 tasks, 3 segments   reference ensemble   run 20261121-2244

                            95 %     $ per       $ per                      no
model         quality   interval  1k tasks     success     p50    p95  verdict
ensemble  *◆   91.3 %  88.1-93.7   0.02100  0.00002301   1.2ms  3.0ms        0
linear     ◆   89.1 %  85.6-91.8   0.00080  0.00000090  0.06ms  0.1ms        0
nearest        84.0 %  80.1-87.3   0.02100  0.00002301   0.9ms  3.0ms        0
* reference   ◆ frontier: none cheaper and better

what can move from ensemble with quality kept (certified: 95 % confidence)
quality     certified     of          random
within       of tasks  spend  saving   order  oracle  random  segments  estimate
linear
  2 points       41 %   39 %    38 %    12 %    96 %    31 %       0 %      44 %
  5 points      100 %  100 %    96 %    12 %   100 %   100 %       0 %     100 %
  within 2 points move: plain, 40 % of indirect; stay: sarcastic
nearest
  2 points        0 %    0 %       -    12 %    90 %    27 %       0 %       0 %
  5 points        0 %    0 %       -    12 %    93 %    68 %       0 %       n/a
routers, cascades, two public claims: bench report --section share
certified: order learnt on one half of tasks, tested on the other; random order:
the same without segments; oracle: knows the outcome; random: knows nothing;
segments: each safe alone; estimate: cross-fitted over all tasks, no promise

warning: linear was selected of 2 candidates on one half of the tasks; its
  certified figures are of the other half

linear can take 41 % of tasks from ensemble within 2 points of quality (95 % confidence): $0.0210 -> $0.0131 per 1,000 tasks, 38 % less; within 5 points all, 96 % less.
`;

/** Ten models with long names, all of them candidates with routing tables over many segments. */
function ten(): Report {
  const names = Array.from({ length: 10 }, (_, i) => `openrouter/anthropic/claude-something-${i}-20260930-preview`);
  const segments = Array.from({ length: 40 }, (_, i) => ({ segment: `segment number ${i}`, fraction: i < 20 ? 1 : 0 }));
  const certified = moved({ segments });
  const shares = names
    .slice(1)
    .flatMap((name) => [share(name, { certified }), share(name, { floor: 0.05, certified })]);
  return report({
    run: run({ models: names, reference: names[0]!, dataset: `/very/long/${'folder/'.repeat(20)}tasks.csv` }),
    standings: names.map((name) => standing(name, { refused: 1 })),
    frontier: { points: [], pareto: [names[0]!], hull: [], aiq: null },
    shares,
    headline: headline({ candidate: names[1]!, share: 0 }),
  });
}

const AT_40 = `support-desk.csv  412 tasks, 3 segments
reference ensemble   run 20261121-2244

                        95 %     $ per
model     quality   interval  1k tasks
ensemble   91.3 %  88.1-93.7   0.02100
linear     89.1 %  85.6-91.8   0.00080
nearest    84.0 %  80.1-87.3   0.02100

what can move from ensemble with quality
kept (certified: 95 % confidence)
quality     certified     of
within       of tasks  spend  saving
linear
  2 points       41 %   39 %    38 %
  5 points      100 %  100 %    96 %
  within 2 points move: plain, 40 % of
    indirect; stay: sarcastic
nearest
  2 points        0 %    0 %       -
  5 points        0 %    0 %       -
routers, cascades, two public claims:
bench report --section share
certified: order learnt on one half of
tasks, tested on the other
`;

describe('the screen', () => {
  test('at 40 columns quality keeps its interval, and only what is shown is explained', () => {
    expect(`${screen(report(), at(40)).split('\n\nwarning')[0]}\n`).toBe(AT_40);
  });

  test('at 80 columns', () => {
    expect(screen(report(), at(80))).toBe(AT_80);
  });

  test('at 200 columns there are more figures', () => {
    const lines = screen(report(), at(200)).split('\n');
    expect(lines[0]).toBe('support-desk.csv  412 tasks, 3 segments   reference ensemble   run 20261121-2244');
    expect(lines[4]).toBe(
      'ensemble  *◆   91.3 %  88.1-93.7   0.02100  0.00002301   0.00865   1.2ms  3.0ms  51,234     824     412        0       0       0    0',
    );
    expect(lines.find((line) => line.startsWith('  2 points'))).toBe(
      '  2 points       41 %   39 %    38 %    12 %    96 %    31 %       0 %      44 %     0.02100     0.01310    -4.5 to 0.1         16          7       412',
    );
  });

  test('on a 20-column terminal, or one of no width, nothing breaks and the answer is whole', () => {
    for (const width of [20, 0, Number.NaN]) {
      const lines = screen(report(), at(width)).trimEnd().split('\n');
      expect(lines.at(-1)).toBe(AT_80.trimEnd().split('\n').at(-1));
      expect(lines).toContain('linear     89.1 %');
    }
  });

  test('ten models with long names are one screen: elided, limited, and saying so', () => {
    const text = screen(ten(), at(80));
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(42);
    expect(lines.slice(0, -1).filter((line) => displayWidth(line) > 80)).toEqual([]);
    expect(text).toContain('shortened names: see -f csv');
    expect(text).toContain('7 more candidates, by saving: bench report --full');
    expect(text).toMatch(/ and \d+ more/);
  });

  test('--full shows all of it', () => {
    const text = screen(ten(), at(80, { full: true }));
    expect(text).not.toContain('bench report');
    expect(text).not.toMatch(/ and \d+ more/);
    for (let i = 1; i < 10; i++) expect(text).toContain(`claude-something-${i}-20260930-preview\n`);
  });

  test('without unicode every mark is ASCII', () => {
    expect(screen(ten(), at(80, { unicode: false }))).not.toMatch(/[^ -~\n]/);
  });
});

test('hostile texts are inert, and wide ones stay aligned', () => {
  const evil = '\x1b[2J\u202e::error::x';
  const text = screen(
    report({ run: run({ dataset: evil, id: evil }), standings: [standing(evil), standing('日本語モデル')] }),
    at(100),
  );
  for (const character of evil.slice(0, 5))
    if (character < ' ' || character > '~') expect(text).not.toContain(character);
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).toContain('\\x1b[2J\\u202e:');
  const [one, two] = text.split('\n').filter((line) => line.includes('91.3 %'));
  expect(displayWidth(one!.slice(0, one!.indexOf('91.3')))).toBe(displayWidth(two!.slice(0, two!.indexOf('91.3'))));
});

test('a single model: a table without claims', () => {
  const only = report({
    run: run({ models: ['ensemble'], tasks: 412 }),
    standings: [standing('ensemble')],
    frontier: { points: [], pareto: ['ensemble'], hull: ['ensemble'], aiq: null },
    shares: [],
    headline: headline({ verdict: 'need_two_models', candidate: null, floor: null, share: null, candidates: 0 }),
    findings: [{ code: 'need_two_models', models: 1 }],
  });
  const text = screen(only, at(80));
  expect(text).not.toContain('what can move');
  expect(text).not.toContain('frontier');
  expect(text).toContain('need two models');
});

test('unknown is said, and never NaN, null, undefined or 0', () => {
  const blank = {
    quality: null,
    quality_low: null,
    quality_high: null,
    p50_ms: null,
    p95_ms: null,
    input_tokens: null,
    output_tokens: null,
  };
  const costs = { cost_usd: null, cost_per_task_usd: null, cost_per_success_usd: null };
  const none = share('linear', {
    delta: null,
    delta_low: null,
    delta_high: null,
    oracle: null,
    random: null,
    certified: null,
    certified_random: null,
    estimate: null,
  });
  const text = screen(
    report({ standings: [standing('linear', { ...blank, ...costs }), standing('x', costs)], shares: [none] }),
    at(200),
  );
  expect(text).not.toMatch(/NaN|null|undefined|\[object/);
  expect(text).toMatch(/linear +◆ +n\/a +n\/a +unknown +unknown +unknown +n\/a/);
});

/** Reports with arbitrary names and figures in every place that is printed. */
const arbitrary = fc
  .record({
    names: fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 1, maxLength: 14 }),
    segments: fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 20 }),
    fraction: fc.double({ min: 0, max: 1, noNaN: true }),
    usd: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }).map(String), { nil: null }),
    n: fc.nat(),
  })
  .map(({ names, segments, fraction, usd, n }): Report => {
    const figures = {
      quality: fraction,
      quality_low: fraction,
      quality_high: fraction,
      cost_usd: usd,
      cost_per_task_usd: usd,
      cost_per_success_usd: usd,
    };
    const counts = { failed: n, input_tokens: n, refused: n, p50_ms: n, p95_ms: n };
    const certified = moved({
      task_share: fraction,
      saving: fraction - 0.5,
      segments: segments.map((segment) => ({ segment, fraction })),
    });
    const shares = names
      .slice(1)
      .map((name) => share(name, { certified, oracle: fraction, random: fraction, losses: n }));
    return report({
      run: run({ id: names[0]!, dataset: names.join('/'), reference: names[0]!, models: names, segments, tasks: n }),
      standings: names.map((name) => standing(name, { ...figures, ...counts })),
      frontier: { points: [], pareto: names.slice(0, 3), hull: [], aiq: null },
      shares,
      headline: headline({ candidate: names[1] ?? names[0]!, share: shares.length > 0 ? 0 : null }),
      judging: anyJudging(names, n),
    });
  });

/** Now and then a judge, labelled or not. */
function anyJudging(names: readonly string[], n: number): Report['judging'] {
  if (n % 3 === 0) return null;
  const judges = names.map((name) => judge({ judge: name, model: name, served: names, probes_passed: names }));
  return judging({ judges, judged: n, scored: n, validation: n % 3 === 1 ? null : validation() });
}

test('no line but the answer is wider than the terminal, whatever the report', () => {
  fc.assert(
    fc.property(arbitrary, fc.boolean(), (any, full) => {
      const lines = screen(any, at(80, { full })).split('\n').slice(0, -2);
      expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('the bytes do not depend on the locale: nothing that knows one is called', () => {
  const before = screen(report(), at(200));
  const spies = [
    vi.spyOn(Number.prototype, 'toLocaleString'),
    vi.spyOn(String.prototype, 'localeCompare'),
    vi.spyOn(String.prototype, 'toLocaleLowerCase'),
    vi.spyOn(Intl, 'NumberFormat'),
  ];
  expect(screen(report(), at(200))).toBe(before);
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

describe('a judge', () => {
  test('stands below the standings, and the answer says that nobody checked it', () => {
    const lines = screen(judged(), at(80)).split('\n');
    expect(lines.slice(7, 12)).toEqual([
      '* reference   ◆ frontier: none cheaper and better   j judge not validated',
      '',
      'judge gpt-5.4-mini (rubric summary)',
      '  381 of 384 answers judged, 2 abstained, 1 unparsable   judge cost $0.0123',
      '  judge not validated: no human labels (bench judge sample)',
    ]);
    expect(lines.at(-2)).toMatch(/\(judge not validated\)\.$/);
  });

  test('what speaks against it comes first, and is never folded', () => {
    const many = Array.from({ length: 6 }, (_, i) => ({
      ...{ code: 'verdicts_missing', model: `m${i}`, scored: 1, trials: 2, on_frontier: true, quality_bounds: null },
    })) as ReportFinding[];
    const against: ReportFinding[] = [
      { code: 'same_family', judge: 'j', models: ['linear'] },
      { code: 'probes_passed', judge: 'j', passed: ['yes'], probes: 6, probes_unread: 0 },
      { code: 'judge_position', judge: 'j', consistency: 0.6, first_preference: null, pairs: 99 },
      { code: 'suspicious_answers', answers: 7, judged: 384 },
      { code: 'jury_disagrees', disagreement: 0.3, judged: 384 },
    ];
    const lines = screen(judged({ findings: [...many, ...against] }), at(200)).split('\n');
    const warned = lines.filter((line) => line.startsWith('warning: '));
    expect(warned.slice(0, 5).join('\n')).toMatch(/family.*\n.*known-wrong.*\n.*orders.*\n.*instruction.*\n.*jury/);
    expect(warned.slice(5).map((line) => line.slice(9, 12))).toEqual(['m0:', 'm1:', 'm2:', '3 m']);
  });

  test('its cost is in no model', () => {
    const dollars = (one: Report) =>
      screen(one, at(200))
        .split('\n')
        .filter((line) => / 824 /.test(line));
    const costs = (one: Report) => dollars(one).map((line) => line.replace(/ j? +/g, ' '));
    expect(costs(judged())).toEqual(costs(report()));
  });

  test('corrected at 40, 80 and 200 columns, in short and in full: nothing too wide, corrected beside raw', () => {
    for (const width of [40, 80, 200])
      for (const full of [false, true]) {
        const text = screen(corrected(), at(width, { full }));
        const wide = text
          .split('\n')
          .slice(0, -2)
          .filter((line) => displayWidth(line) > width);
        expect(wide).toEqual([]);
        expect(text).toMatch(/^linear .*89\.1 % .*85\.1 %/m);
        expect(text).toMatch(/corrected by human labels|corrected: by human labels/);
      }
  });

  test('without unicode every mark is ASCII', () => {
    for (const full of [false, true])
      expect(screen(corrected(), at(80, { unicode: false, full }))).not.toMatch(/[^ -~\n]/);
  });
});

test('colour changes no character of the text', () => {
  const tag = (text: string) => `\x1b[1m${text}\x1b[22m`;
  const color = { bold: tag, dim: tag, green: tag, yellow: tag, red: tag, cyan: tag };
  const painted = screen(report(), at(80, { color }));
  expect(painted).toContain('\x1b[1m');
  expect(painted.replaceAll('\x1b[1m', '').replaceAll('\x1b[22m', '')).toBe(AT_80);
});

test('no verdict at all: the header, and one line that says why; the tables with full', () => {
  const dead = { scored: 0, quality: null, quality_low: null, quality_high: null };
  const none = report({
    standings: [
      standing('linear', { ...dead, failed: 1, not_run: 411 }),
      standing('ensemble', { ...dead, failed: 2, unscored: 410 }),
    ],
    headline: headline({ verdict: 'no_verdicts', candidate: null, floor: null, share: null }),
    findings: [
      {
        ...{ code: 'verdicts_missing', model: 'linear', scored: 0, trials: 412, on_frontier: false },
        quality_bounds: null,
      },
    ],
  });
  const header = 'support-desk.csv  412 tasks, 3 segments   reference ensemble   run 20261121-2244';
  const answer = 'No answer has a verdict: 410 not graded, 3 failed, 411 not run.';
  expect(screen(none, at(80))).toBe(`${header}\n\n${answer}\n`);
  expect(screen(none, at(80, { full: true }))).toContain('what can move');
});

test('the frontier as a scatter, where everything is asked for', () => {
  const points = [frontierPoint('linear', '0.0000008', 0.8908), frontierPoint('ensemble', '0.000021', 0.9126)];
  const made = report({ frontier: { points, pareto: ['linear', 'ensemble'], hull: [], aiq: null } });
  expect(screen(made, at(80, { full: true }))).toContain('$ per 1k tasks, logarithmic');
  expect(screen(made, at(80))).not.toContain('logarithmic');
});
