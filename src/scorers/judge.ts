import { type ScorerKind, unscored } from './kind.ts';

const OPTIONS = {
  rubric: { kind: 'text', default: '', about: 'name of the rubric that the judge follows' },
} as const;

/**
 * A task that only a judge can grade. Without a judge its honest state is unscored: the answer is bought, kept and counted, has no verdict,
 * and is graded later by `bench rescore`, which buys nothing again. Only a task may name it: as the scorer of all it would leave nothing to report.
 */
export const judge: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'needs a judge: unscored until one is configured',
  needsLabel: () => false,
  options: OPTIONS,
  open: () => ({ grade: () => unscored('needs a judge'), checkLabel: () => undefined }),
};
