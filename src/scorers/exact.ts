import type { Json } from '../domain/task.ts';
import { always, fullScore, type Grader, type ScorerKind, scored, unscored } from './kind.ts';
import { acceptedTexts, NOT_TEXT } from './label.ts';
import { NORMALISERS, normaliser } from './normalise.ts';

const OPTIONS = {
  normalise: {
    kind: 'list_of',
    values: NORMALISERS,
    default: ['nfc', 'trim'],
    about: 'what is done to answer and label before they are compared; replaces the default',
  },
} as const;

/** 1 when answer and label are the same text after the named normalisers, else 0. A list as label: any of its texts. */
export const exact: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'the answer is the label, after the named normalisers',
  needsLabel: always,
  decides: fullScore,
  options: OPTIONS,
  open: (options) => exactGrader(normaliser(options.normalise)),
};

function exactGrader(normalised: (text: string) => string): Grader {
  return {
    grade(text, expected) {
      const accepted = acceptedTexts(expected);
      if (accepted === undefined) return unscored(NOT_TEXT);
      const answer = normalised(text);
      return scored(accepted.some((label) => normalised(label) === answer) ? 1 : 0);
    },
    checkLabel: (expected: Json) => (acceptedTexts(expected) === undefined ? NOT_TEXT : undefined),
  };
}
