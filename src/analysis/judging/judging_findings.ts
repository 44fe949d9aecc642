import type { ReportFinding } from '../finding_types.ts';
import type { Standing } from '../standing_types.ts';
import type { JudgeRecord, Judging } from './judging_types.ts';
import { enoughLabels } from './rectified.ts';

/**
 * GPT-4 named the same winner in both orders of 65.0 % of pairs, 77.5 % with examples (Zheng et al. 2023, arXiv 2306.05685):
 * a judge below this is no better than those.
 */
const LOW_CONSISTENCY = 0.8;

/** Two people name the same winner in 81 % of pairs with a winner (the same paper): a jury that differs more is less of one mind than they. */
const HIGH_DISAGREEMENT = 0.2;

/** With fewer answers either rate is noise. */
const ENOUGH = 20;

function ofJudge({
  judge,
  same_family,
  probes,
  probes_passed: passed,
  probes_unread,
  ...record
}: JudgeRecord): ReportFinding[] {
  const { order_consistency: order, first_preference } = record;
  const consistency = order === null || order.n < ENOUGH ? null : order.value;
  const position = { first_preference: first_preference?.value ?? null, pairs: order?.n ?? 0 };
  return [
    ...(same_family.length > 0 ? [{ code: 'same_family', judge, models: same_family } as const] : []),
    ...(passed.length > 0 ? [{ code: 'probes_passed', judge, passed, probes, probes_unread } as const] : []),
    ...(consistency !== null && consistency < LOW_CONSISTENCY
      ? [{ code: 'judge_position', judge, consistency, ...position } as const]
      : []),
  ];
}

type Judged = Pick<Standing, 'model' | 'judged'>;

/** Those of these models whose judged answers have too few labels, with their answers and labels. */
export function shortOfLabels({ validation }: Pick<Judging, 'validation'>, standings: readonly Judged[]) {
  const known = new Map(validation?.by_model.map(({ model, labels }) => [model, labels]));
  const short = standings
    .map(({ model, judged }) => ({ model, judged, labels: known.get(model) ?? 0 }))
    .filter(({ labels, judged }) => !enoughLabels(labels, judged));
  return {
    models: short.map(({ model }) => model),
    judged: short.reduce((sum, one) => sum + one.judged, 0),
    labels: short.reduce((sum, one) => sum + one.labels, 0),
  };
}

function notValidated(judging: Judging, standings: readonly Judged[]): ReportFinding[] {
  const { models, judged, labels } = shortOfLabels(judging, standings);
  return models.length === 0 ? [] : [{ code: 'judge_not_validated', models, judged, trials: judging.trials, labels }];
}

/** What deserves a sentence about judges, in a fixed order; nothing without one. */
export function judgingFindings(judging: Judging | null, standings: readonly Judged[]): ReportFinding[] {
  if (judging === null) return [];
  const { judged, suspicious, disagreement } = judging;
  return [
    ...notValidated(judging, standings),
    ...judging.judges.flatMap(ofJudge),
    ...(suspicious > 0 ? [{ code: 'suspicious_answers', answers: suspicious, judged } as const] : []),
    ...(disagreement !== null && disagreement > HIGH_DISAGREEMENT && judged >= ENOUGH
      ? [{ code: 'jury_disagrees', disagreement, judged } as const]
      : []),
  ];
}
