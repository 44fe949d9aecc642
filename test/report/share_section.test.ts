import { describe, expect, it } from 'vitest';
import type { ReportDetail } from '../../src/analysis/detail_types.ts';
import type { Report } from '../../src/analysis/report_types.ts';
import { json } from '../../src/report/json.ts';
import { markdown } from '../../src/report/markdown.ts';
import { displayWidth } from '../../src/report/measure.ts';
import { screen } from '../../src/report/screen.ts';
import { cascadeSet, detail, detailed, noise, routerSet } from './detail_sample.ts';
import { at, judged, report } from './sample.ts';

const section = (own: Partial<ReportDetail> = {}, width = 80) =>
  screen(detailed({ detail: detail(own) }), at(width, { section: 'share' }));

const AFTER_SHARES = `which tasks move first from ensemble to linear
                      certified     of          quality  $ per 1k  estimate
order         within   of tasks  spend  saving    after     after  of tasks
by segment  2 points       41 %   39 %    39 %   90.5 %    0.0131      44 %
by length   2 points        0 %      -       -   90.5 %    0.0131       3 %
by words    2 points       45 %   39 %    43 %   90.5 %    0.0131      48 %
at random   2 points       12 %   39 %    12 %   90.5 %    0.0131      15 %
by segment  5 points       82 %   39 %    79 %   90.5 %    0.0131      85 %
by length   5 points        0 %      -       -   90.5 %    0.0131       3 %
by words    5 points       90 %   39 %    86 %   90.5 %    0.0131      93 %
at random   5 points       24 %   39 %    23 %   90.5 %    0.0131      27 %
always linear: quality 89.1 %, $0.00080 per 1,000 tasks; always ensemble:
  quality 91.3 %, $0.02100 per 1,000 tasks (over 412 tasks with a verdict of
  both)

how well each order finds the tasks that need ensemble
                      APGR in
order        APGR  10 % steps  CPT50  CPT80
by segment  0.630       0.621   37 %   71 %
by length   0.598       0.621   37 %   71 %
by words    0.630       0.621   37 %   71 %
at random   0.500       0.500   50 %   80 %
oracle      1.300       1.280    1 %    2 %
by segment: mean of the segment; by length: characters of the input; by words:
  ridge regression on its words (tf-idf); at random: knows nothing; oracle:
  knows every outcome, and is no policy
APGR: part of the quality gap that is recovered, averaged over all shares of
  tasks that the reference answers; at random 0.5. CPT50, CPT80: least part of
  the tasks that the reference has to answer to recover 50 % and 80 % of the gap

cascades: linear answers every task, a verifier accepts the answer or ensemble
  is asked too
                                          accepted              $ per
verifier            within     certified  of tasks  quality  1k tasks  saving
judge             2 points  no threshold         -        -         -       -
self-consistency  2 points  no threshold         -        -         -       -
judge             5 points           yes      62 %   90.8 %   0.00880    58 %
self-consistency  5 points           yes      62 %   90.8 %   0.00880    58 %
judge: read 400 of 412 answers; trusts a right answer more than a wrong one with
  chance 81 % (a coin: 50 %); figures of 206 tasks that chose nothing
self-consistency: read 400 of 412 answers; figures of 206 tasks that chose
  nothing
`;

const AFTER_CANDIDATES = `portfolio: each segment to one model, chosen on one half of the tasks; figures
  of the other (206 tasks)
                                                  quality  $ per 1k
policy            within      certified  quality   before     after  saving
up to 3 models  2 points  nothing moves   91.3 %   91.3 %    0.0210     0 %
best pair       2 points  nothing moves   91.3 %   91.3 %    0.0210     0 %
up to 3 models  5 points            yes   90.3 %   91.3 %    0.0094    55 %
best pair       5 points            yes   90.3 %   91.3 %    0.0135    36 %
within 2 points, best pair too: ensemble answers all
within 5 points: linear answers plain; nearest answers indirect; ensemble
  answers sarcastic
within 5 points, best pair: linear answers plain; ensemble answers indirect,
  sarcastic

noise: how often two answers of one model to the same task get different
  verdicts
                   disagrees      95 %  flaky
model     tasks  with itself  interval  tasks  pass@1  pass@3  pass^3
linear      412        8.7 %  6.4-11.7     54  89.1 %  95.1 %  82.0 %
ensemble    412        8.7 %  6.4-11.7     54  89.1 %  95.1 %  82.0 %
pass@3: at least one of 3 answers is right; pass^3: all 3 are
ensemble against another run of itself would have an oracle share of 95.6 %:
  what is missing to 100 % is noise alone
flaky tasks, the most divided first: t17 of linear (1 0 1), t3 of ensemble (0
  0.5 1) and 106 more

two public claims on this workload (95 % confidence; figures of the tested half)
Armstrong, 80 % of the workload on a model 99 % cheaper than ensemble: not here:
  the cheapest candidate (linear) is 97.4 % cheaper per task; nothing is
  certified within 2 points; 62 % of tasks certified within 5 points saves 61 %.
`;

describe('bench report --section share, at a terminal', () => {
  const text = section();

  it('the share and nothing else, whole, at 80 columns; the answer last', () => {
    expect(text).toContain(AFTER_SHARES);
    expect(text).toContain(AFTER_CANDIDATES);
    expect(text).toContain('\nwhat can move from ensemble with quality kept');
    expect(text).not.toContain('frontier');
    const lines = text.trimEnd().split('\n');
    expect(lines.slice(0, -1).filter((line) => displayWidth(line) > 80)).toEqual([]);
    expect(lines.at(-1)).toMatch(/^linear can take 41 % of tasks from ensemble within 2 points/);
    expect(lines[0]).toMatch(/^support-desk\.csv/);
    expect(text).not.toContain('…');
  });

  it('narrow terminals lose columns, never the width; without unicode every mark is ASCII', () => {
    for (const width of [40, 60, 200]) {
      const lines = section({}, width).trimEnd().split('\n').slice(0, -1);
      expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    }
    expect(screen(detailed(), at(80, { section: 'share', unicode: false }))).not.toMatch(/[^ -~\n]/);
  });

  it('--full has it too, the one screen has not', () => {
    const full = screen(detailed(), at(80, { full: true }));
    expect(full).toContain(AFTER_SHARES);
    expect(full).toContain('frontier');
    expect(screen(detailed(), at(80))).toBe(screen(report(), at(80)));
  });

  it('says what is missing, and what it would take', () => {
    const bare = section({
      routers: [routerSet('linear', { routers: [] })],
      cascades: [cascadeSet({ cascades: [], what_if: [] })],
      without_inputs: 'tasks.csv: no such file',
      portfolio: null,
      noise: null,
    });
    expect(bare).toContain('no task has a verdict of both models');
    expect(bare).toContain(
      'no order by length or words, which takes the texts of the tasks: tasks.csv: no\n  such file',
    );
    expect(bare).toContain('no cascade: it takes a verifier');
    expect(bare).toContain('no portfolio: it takes two candidates or more');
    expect(bare).toContain('noise is unknown without repeats: bench run --repeats 3');
    expect(bare).not.toContain('APGR');
  });

  it('where the candidate is as good there is no gap to recover', () => {
    const routers = routerSet('linear').routers.map((one) => ({
      ...one,
      ...{ apgr: null, apgr_grid: null, cpt50: null, cpt80: null },
    }));
    const text = section({ routers: [routerSet('linear', { routers })] });
    expect(text).toContain('linear is as good as ensemble: there is no gap to recover');
    expect(text).not.toContain('CPT50  CPT80');
  });

  it('unknown costs are unknown, a share that was not tested is n/a', () => {
    const routers = routerSet('linear').routers.map((one) => ({
      ...one,
      shares: one.shares.map((share) => ({
        ...share,
        certified:
          share.floor === 0.05
            ? null
            : share.certified && { ...share.certified, spend_share: null, saving: null, cost_after_usd: null },
      })),
    }));
    const text = section({ routers: [routerSet('linear', { routers, cost_candidate_usd: null })] });
    expect(text).toMatch(/by segment {2}2 points {7}41 % {2}unknown {2}unknown {3}90\.5 % {3}unknown {6}44 %/);
    expect(text).toMatch(/by segment {2}5 points {8}n\/a {6}n\/a {6}n\/a {6}n\/a {7}n\/a {6}85 %/);
    expect(text).toContain('always linear: quality 89.1 %, unknown per 1,000 tasks');
  });

  it('a model that answers at most some tasks often enough has n/a for the rest', () => {
    const [one, two] = noise().models;
    const models = [{ ...one!, pass: one!.pass.slice(0, 2), within_share: null }, two!];
    expect(section({ noise: noise({ models }) }, 120)).toMatch(
      /^linear +412 .* n\/a {2}89\.1 % {2}93\.5 % {2}84\.7 % +n\/a +n\/a$/m,
    );
  });

  it('what speaks against a judge is never left out', () => {
    const text = screen({ ...judged(), detail: detail() }, at(80, { section: 'share' }));
    expect(text).toContain('judge not validated');
  });

  it('without any verdict: the header and one line', () => {
    const empty = report({ standings: report().standings.map((row) => ({ ...row, scored: 0, unscored: 412 })) });
    expect(screen(empty, at(80, { section: 'share' }))).toMatch(/^support-desk.*\n\nNo answer has a verdict/);
  });
});

describe('in Markdown and JSON', () => {
  it('Markdown has its tables and claims, under --section and --full only', () => {
    const text = markdown(detailed(), { section: 'share' });
    for (const part of [
      '| order | within | certified of tasks | of spend | saving | quality after | $ per 1k after | estimate of tasks |',
      '| by words | 2 points | 45 % | 39 % | 43 % | 90.5 % | 0.0131 | 48 % |',
      '| `judge` | 5 points | yes | 62 % | 90.8 % | 86.0-94.1 | 0.00880 | 58 % |',
      '- within 5 points: `linear` answers `plain`; `nearest` answers `indirect`; `ensemble` answers `sarcastic`',
      '- **Armstrong, 80 % of the workload on a model 99 % cheaper than `ensemble`:** not here: the cheapest',
      'checked by `judge` (quality',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('| model | quality |');
    expect(text.startsWith('**`linear` can take 41 %')).toBe(true);
    const full = markdown(detailed(), { full: true });
    expect(full).toContain('| model | quality |');
    expect(full).toContain('| by words | 2 points |');
    expect(markdown(detailed())).toBe(markdown(report()));
  });

  it('JSON has all of it as it stands', () => {
    expect(JSON.parse(json(detailed())).detail).toEqual(JSON.parse(JSON.stringify(detail())));
  });
});

const HOSTILE = '\u001b[31m<script>alert(1)</script>\n| `x` ::error:: \u202e ##[error]';

/** The sample with every name of the outside replaced. */
function hostile(): Report {
  const names = [
    'nearest',
    'linear',
    'ensemble',
    'judge',
    'self-consistency',
    'plain',
    'indirect',
    'sarcastic',
    't17',
    't3',
  ];
  return JSON.parse(JSON.stringify(detailed()), (_, value) => {
    if (typeof value !== 'string') return value;
    if (value.startsWith('cascade by ')) return `cascade by ${HOSTILE}`;
    return names.includes(value) ? `${value}${HOSTILE}` : value;
  });
}

describe('texts of others are only looked at', () => {
  it('at a terminal', () => {
    for (const options of [{ section: 'share' }, { full: true }] as const) {
      const text = screen(hostile(), at(80, options));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
      expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]|^::|\s::|##\[/m);
      expect(text).toContain('t17\\x1b[31m<script>');
    }
  });

  it('in Markdown: code spans, tables keep their columns', () => {
    const text = markdown(hostile(), { section: 'share' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]|^::|##\[/m);
    const outside = text.replace(/``[^\n]*?(?<!`)``(?!`)/g, '');
    expect(outside).not.toContain('<script>');
    const columns = (line: string) => line.replace(/\\\|/g, '').split('|').length;
    for (const table of text.match(/(?:^\|.*\n)+/gm) ?? []) {
      const [head, ...rows] = table.trimEnd().split('\n');
      for (const row of rows) expect(columns(row)).toBe(columns(head!));
    }
  });
});
