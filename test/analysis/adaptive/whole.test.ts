import { describe, expect, it } from 'vitest';
import type { Course } from '../../../src/analysis/adaptive/adaptive_types.ts';
import { leadingWhole } from '../../../src/analysis/adaptive/whole.ts';
import type { Headline, Report } from '../../../src/analysis/report_types.ts';
import { trial } from '../trials.ts';
import { report } from '../workload.ts';
import { idsOf, planFor } from './bench.ts';

const PLAN = planFor(idsOf(200), 'obrien_fleming');
/** Dollars per task: the trials' own are $0.01 of `strong` and $0.001 of all others. */
const PRICES: Readonly<Record<string, string>> = { cheaper: '0.0005', dear: '0.02' };
const TRIALS = idsOf(40).flatMap((id) =>
  ['strong', 'weak', 'cheaper', 'dear'].map((model) => {
    const usd = PRICES[model];
    return trial(id, model, 1, usd === undefined ? {} : { cost: { state: 'known', usd, source: 'config' } });
  }),
);
const BASE = report(TRIALS, 200, { models: ['strong', 'weak', 'cheaper', 'dear'] });

/** The same report with another headline, and with this much certified of what it names. */
function said(headline: Partial<Headline>, certified = 0): Report {
  const shares = BASE.shares.map((share) => ({
    ...share,
    certified: share.certified && { ...share.certified, task_share: certified },
  }));
  const share = shares.findIndex(
    (one) => one.candidate === headline.candidate && one.floor === (headline.floor ?? 0.05),
  );
  return { ...BASE, shares, headline: { ...BASE.headline, verdict: 'nothing_certified', share, ...headline } };
}

/** Decided at look 4: within these floors, and worse than by the others. */
const within = (candidate: string, ...floors: readonly number[]): Course => ({
  candidate,
  state: 'decided',
  looks: 4,
  tasks: 80,
  floors: [0.02, 0.05].map((floor) => ({
    floor,
    verdict: floors.includes(floor) ? 'non_inferior' : 'inferior',
    look: 4,
  })),
});

const NOTHING = { verdict: 'nothing_certified', candidate: 'weak', floor: 0.05 } as const;

describe('the verdict on the whole workload leads the answer', () => {
  it('where half of the tasks certify nothing', () =>
    expect(leadingWhole(said(NOTHING), PLAN, [within('weak', 0.05)])).toEqual({
      candidate: 'weak',
      floor: 0.05,
      look: 4,
      tasks: 80,
      cost_before_usd: '0.01',
      cost_after_usd: '0.001',
      saving: expect.closeTo(0.9, 12),
    }));

  it('at the smallest floor that it holds at', () =>
    expect(leadingWhole(said(NOTHING), PLAN, [within('weak', 0.02, 0.05)])?.floor).toBe(0.02));

  it("the headline's own candidate first, then the smallest floor, then the largest saving", () => {
    const lead = (...courses: readonly Course[]) => leadingWhole(said(NOTHING), PLAN, courses)?.candidate;
    expect(lead(within('cheaper', 0.02, 0.05), within('weak', 0.05))).toBe('weak');
    expect(lead(within('cheaper', 0.05), within('weak'))).toBe('cheaper');
    expect(
      leadingWhole(said({ ...NOTHING, candidate: 'dear' }), PLAN, [within('weak', 0.05), within('cheaper', 0.05)])
        ?.candidate,
    ).toBe('cheaper');
  });

  it('where only a part is certified: at a floor as small, of the same candidate', () => {
    const part = (floor: number) => said({ verdict: 'certified', candidate: 'weak', floor }, 0.4);
    expect(leadingWhole(part(0.05), PLAN, [within('weak', 0.05)])?.candidate).toBe('weak');
    expect(leadingWhole(part(0.02), PLAN, [within('weak', 0.05)])).toBeNull();
    expect(leadingWhole(part(0.05), PLAN, [within('weak'), within('cheaper', 0.05)])).toBeNull();
  });
});

describe('the headline stays', () => {
  it.each([
    ['nobody is found good enough', said(NOTHING), PLAN, [within('weak')]],
    ['a dearer candidate is', said(NOTHING), PLAN, [within('dear', 0.05)]],
    [
      'all is certified',
      said({ verdict: 'whole_workload', candidate: 'weak', floor: 0.05 }, 1),
      PLAN,
      [within('weak', 0.05)],
    ],
    [
      'nothing could be saved',
      said({ verdict: 'no_cheaper_candidate', candidate: null }),
      PLAN,
      [within('weak', 0.05)],
    ],
    ['the rest was asked', said(NOTHING), { ...PLAN, lifted: true as const }, [within('weak', 0.05)]],
    ['another reference was asked for', said(NOTHING), PLAN, [within('weak', 0.05), within('strong', 0.05)]],
  ] as const)('where %s', (_, report, plan, courses) => expect(leadingWhole(report, plan, courses)).toBeNull());
});
