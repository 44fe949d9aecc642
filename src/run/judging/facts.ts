import type { JudgingFacts } from '../../analysis/judging/judging_types.ts';
import type { RunFile } from '../../results/run_file.ts';
import { textHash } from '../identity.ts';
import type { Ledger } from '../ledger.ts';
import { familyOf } from './family.ts';
import { promptHash } from './open.ts';

/** What a report needs to know of a run's judges beside the verdicts; undefined without a judge. */
export function judgingFacts({ judge, models }: RunFile, ledger: Ledger): JudgingFacts | undefined {
  if (!judge) return undefined;
  const { judges, labels } = ledger;
  const rubrics = judge.rubrics.map((rubric) => ({
    name: rubric.name,
    kind: judge.kind ?? rubric.kind,
    sha256: rubric.sha256,
  }));
  const hashes = judge.rubrics.map((rubric) => promptHash(judge, rubric));
  const earlier = judges.except(judge.models);
  return {
    combine: judge.models.length > 1 ? (judge.combine ?? null) : null,
    rubrics,
    judges: judge.models.map((spec) => ({
      judge: spec.id,
      model: spec.model,
      prompt_hash: hashes.length === 1 ? hashes[0]! : textHash(hashes.join()).slice(0, 8),
      same_family: models
        .filter(({ provider, ...model }) => provider !== 'classifier' && familyOf(model) === familyOf(spec))
        .map(({ id }) => id),
      ...judges.of(spec, hashes),
    })),
    ...(earlier.calls > 0 ? { earlier } : {}),
    ...labels.facts(() => ledger.trials()),
  };
}
