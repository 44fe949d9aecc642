import type { JudgingFacts } from '../../analysis/judging/judging_types.ts';
import type { RunFile } from '../../results/run_file.ts';
import { JUDGE_VERSION } from '../../scorers/judge/nonce.ts';
import { hashOf } from '../identity.ts';
import type { Ledger } from '../ledger.ts';
import { familyOf } from './family.ts';

/** What a report needs to know of a run's judges beside the verdicts; undefined without a judge. */
export function judgingFacts({ judge, models }: RunFile, { judges, labels }: Ledger): JudgingFacts | undefined {
  if (!judge) return undefined;
  const rubrics = judge.rubrics.map((rubric) => ({
    name: rubric.name,
    kind: judge.kind ?? rubric.kind,
    sha256: rubric.sha256,
  }));
  const promptHash = hashOf({ version: JUDGE_VERSION, rubrics }).slice(0, 8);
  return {
    combine: judge.models.length > 1 ? (judge.combine ?? null) : null,
    rubrics,
    judges: judge.models.map((spec) => ({
      judge: spec.id,
      model: spec.model,
      prompt_hash: promptHash,
      same_family: models
        .filter(({ provider, ...model }) => provider !== 'classifier' && familyOf(model) === familyOf(spec))
        .map(({ id }) => id),
      ...judges.of(spec.id),
    })),
    raters: labels.raters,
    ...(labels.labelledAt === undefined ? {} : { labelled_at: labels.labelledAt }),
  };
}
