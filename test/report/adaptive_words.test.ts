import { describe, expect, it } from 'vitest';
import type { Adaptive, Course } from '../../src/analysis/adaptive/adaptive_types.ts';
import { adaptiveWords, courseWords, wholeSentence } from '../../src/report/adaptive_words.ts';
import { withSafeTexts } from '../../src/report/inert_report.ts';
import { markdown } from '../../src/report/markdown.ts';
import { sentence } from '../../src/report/sentence.ts';
import { report as sample } from './sample.ts';

const course = (more: Partial<Course>): Course => ({
  candidate: 'cheap',
  state: 'decided',
  looks: 3,
  tasks: 60,
  floors: [
    { floor: 0.02, verdict: 'inferior', look: 3 },
    { floor: 0.05, verdict: 'non_inferior', look: 2 },
  ],
  ...more,
});

const ADAPTIVE: Adaptive = {
  design: 'obrien_fleming',
  looks: 10,
  lifted: false,
  courses: [course({})],
  spared: [
    { model: 'big', calls: 140, usd: '0.28' },
    { model: 'cheap', calls: 1, usd: null },
  ],
  whole: null,
};

describe('what stopping early came to, in words', () => {
  it.each([
    [{}, 'cheap: decided at look 3 of 10, after 60 tasks: more than 2 points below, within 5 points (since look 2)'],
    [
      { state: 'undecided', looks: 10, tasks: 200, floors: [{ floor: 0.02, verdict: 'open', look: null }] },
      'cheap: not decided by look 10 of 10, after 200 tasks: not certain at 2 points',
    ],
    [
      { state: 'under_way', floors: [{ floor: 0.02, verdict: 'open', look: null }] },
      'cheap: at look 3 of 10, after 60 tasks: not certain at 2 points',
    ],
    [{ state: 'under_way', looks: 0, tasks: 0 }, 'cheap: the first of 10 looks is yet to come'],
  ] as const)('%j', (more, words) => expect(courseWords(course(more as Partial<Course>), 10)).toBe(words));

  it('says what was saved, and what the other figures are of', () => {
    const [, saved, caution] = adaptiveWords(sample({ adaptive: ADAPTIVE }));
    expect(saved).toBe('saved: big 140 calls (about $0.280), cheap 1 call (cost unknown)');
    expect(caution).toContain('of the tasks asked');
    expect(caution).toContain(`bench resume ${sample({}).run.id} --all asks the rest`);
    expect(adaptiveWords(sample({ adaptive: { ...ADAPTIVE, lifted: true } })).at(-1)).toBe(
      'the rest was asked as well (--all)',
    );
    expect(adaptiveWords(sample({}))).toEqual([]);
  });

  it('stands in Markdown, its names inert', () => {
    const evil = '<script>@team';
    const report = sample({ adaptive: { ...ADAPTIVE, courses: [course({ candidate: evil })] } });
    expect(markdown(report)).toContain('Stopped early:\n\n- `<script>@team`: decided at look 3');
    expect(withSafeTexts(report, () => 'safe').adaptive?.spared.map(({ model }) => model)).toEqual(['safe', 'safe']);
  });
});

describe('the answer where the plan says more than the certified share', () => {
  const whole = {
    candidate: 'cheap',
    floor: 0.05,
    look: 2,
    tasks: 40,
    cost_before_usd: '0.004',
    cost_after_usd: '0.001',
    saving: 0.75,
  };
  const adaptive = { ...ADAPTIVE, whole };

  it('is the whole workload, its look and what it saves', () => {
    const report = sample({ adaptive });
    expect(sentence(report)).toBe(
      `cheap can take the whole workload from ${report.run.reference} within 5 points of quality (95 % confidence; look 2 of 10, after 40 tasks): $4.00 -> $1.00 per 1,000 tasks, 75 % less.`,
    );
    expect(sentence(sample({ adaptive: ADAPTIVE }))).toBe(sentence(sample({})));
  });

  it('of one of several candidates: the confidence is of each', () =>
    expect(sentence(sample({ adaptive: { ...adaptive, courses: [course({}), course({})] } }))).toContain(
      '(95 % confidence for each of 2 candidates alone; look 2',
    ));

  it('with costs unknown promises no saving', () => {
    const unknown = { ...whole, cost_before_usd: null, cost_after_usd: null, saving: null };
    expect(wholeSentence(sample({ adaptive: { ...adaptive, whole: unknown } }))).toMatch(
      /after 40 tasks\); what that saves is unknown, because costs are\.$/,
    );
  });

  it('has its name made inert', () =>
    expect(withSafeTexts(sample({ adaptive }), () => 'safe').adaptive?.whole?.candidate).toBe('safe'));
});
