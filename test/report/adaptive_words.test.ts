import { describe, expect, it } from 'vitest';
import type { Adaptive, Course } from '../../src/analysis/adaptive_types.ts';
import { adaptiveWords, courseWords } from '../../src/report/adaptive_words.ts';
import { withSafeTexts } from '../../src/report/inert_report.ts';
import { markdown } from '../../src/report/markdown.ts';
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
    const [, saved, caution] = adaptiveWords({ adaptive: ADAPTIVE });
    expect(saved).toBe('saved: big 140 calls (about $0.280), cheap 1 call (cost unknown)');
    expect(caution).toContain('of the tasks asked');
    expect(caution).toContain('bench resume --all asks the rest');
    expect(adaptiveWords({ adaptive: { ...ADAPTIVE, lifted: true } }).at(-1)).toBe(
      'the rest was asked as well (--all)',
    );
    expect(adaptiveWords({})).toEqual([]);
  });

  it('stands in Markdown, its names inert', () => {
    const evil = '<script>@team';
    const report = sample({ adaptive: { ...ADAPTIVE, courses: [course({ candidate: evil })] } });
    expect(markdown(report)).toContain('Stopped early:\n\n- `<script>@team`: decided at look 3');
    expect(withSafeTexts(report, () => 'safe').adaptive?.spared.map(({ model }) => model)).toEqual(['safe', 'safe']);
  });
});
