import { describe, expect, it } from 'vitest';
import { followPlan, idleCells } from '../../../src/analysis/adaptive/adaptive.ts';
import { lookOf } from '../../../src/analysis/adaptive/looks.ts';
import { placeOf } from '../../../src/analysis/adaptive/order.ts';
import { withAdaptive } from '../../../src/analysis/adaptive/with_adaptive.ts';
import { analyse } from '../../../src/analysis/report.ts';
import type { Report } from '../../../src/analysis/report_types.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { idsOf, planFor, trialOf } from './bench.ts';

const IDS = idsOf(100);
const PLAN = planFor(IDS, 'obrien_fleming');
const cost = (usd: string) => ({ cost: { state: 'known', usd, source: 'config' } as const });

function reportOf(trials: readonly Trial[], plan = PLAN): Report {
  const comparison = { models: ['r', 'c'], reference: 'r', floors: [0.2], repeats: 1 };
  const report = analyse(trials, {
    run: { id: 'x', dataset: 'd' },
    reference: 'r',
    models: ['r', 'c'],
    quality_floors: [0.2],
    seed: 1,
    tasks: 100,
    repeats: 1,
  });
  const courses = followPlan(trials, plan, comparison);
  return withAdaptive(report, plan, courses, idleCells(trials, plan, courses));
}

/** Both right on the tasks of the first `looks` looks. */
const asked = (looks: number): Trial[] =>
  IDS.filter((id) => lookOf(placeOf(id, 1), PLAN) < looks).flatMap((id) => [
    trialOf(id, 'r', 1, cost('0.004')),
    trialOf(id, 'c', 1, cost('0.001')),
  ]);

describe('the report of a run that stopped early', () => {
  // At 20 points and no loss the verdict comes at some look; the run ends there.
  const decidedAt = followPlan(asked(10), PLAN, { models: ['r', 'c'], reference: 'r', floors: [0.2], repeats: 1 })[0]!
    .looks;
  const rest = 100 - decidedAt * 10;

  it('has nothing missing, no bounds and no finding about it; and says what was spared', () => {
    const { standings, shares, findings, adaptive } = reportOf(asked(decidedAt));
    expect(standings.map(({ scored, not_run, spared }) => [scored, not_run, spared])).toEqual(
      Array(2).fill([100 - rest, 0, rest]),
    );
    expect(shares[0]?.bounds).toBeNull();
    expect(findings.filter(({ code }) => code === 'verdicts_missing')).toEqual([]);
    expect(adaptive?.spared).toEqual([
      { model: 'r', calls: rest, usd: `0.${String(rest * 4).padStart(3, '0')}`.replace(/0+$/, '') },
      { model: 'c', calls: rest, usd: `0.${String(rest).padStart(3, '0')}`.replace(/0+$/, '') },
    ]);
  });

  it('counts what is missing before the verdict, and no more', () => {
    const [, second, ...others] = asked(decidedAt);
    const { standings, shares, findings } = reportOf([trialOf(second!.task_id, 'r', undefined), second!, ...others]);
    expect(standings[0]).toMatchObject({ unscored: 1, not_run: 0, spared: rest });
    expect(shares[0]?.bounds).not.toBeNull();
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'verdicts_missing', model: 'r', scored: 99 - rest, trials: 100 - rest }),
    );
  });

  it('under way, or with the rest asked for, misses all of it', () => {
    expect(reportOf(asked(decidedAt - 1)).standings.map(({ not_run }) => not_run)).toEqual(Array(2).fill(rest + 10));
    const lifted = reportOf(asked(decidedAt), { ...PLAN, lifted: true });
    expect(lifted.standings.map(({ not_run, spared }) => [not_run, spared])).toEqual(Array(2).fill([rest, 0]));
    expect(lifted.adaptive?.lifted).toBe(true);
  });
});
