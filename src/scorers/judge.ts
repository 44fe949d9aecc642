import { anyScore, type ScorerKind, unscored } from './kind.ts';

const OPTIONS = {
  rubric: {
    kind: 'text',
    default: '',
    about:
      'the rubric that the judge follows: one that ships, or ./my-rubric.yaml; that of the judge block where absent',
  },
} as const;

/** The verdict of everything that only a judge can decide. */
export const NEEDS_JUDGE = 'needs a judge';

/**
 * What only a judge can grade: unscored until judges were asked. The answer is bought, kept and counted, and what an earlier scorer of a ladder
 * decides never comes here.
 */
export const judge: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'a model grades the answer by a rubric; see judge:',
  needsLabel: () => false,
  decides: anyScore,
  options: OPTIONS,
  open: () => ({ grade: () => unscored(NEEDS_JUDGE), checkLabel: () => undefined }),
};
