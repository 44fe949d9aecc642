import type { Json } from '../domain/task.ts';
import { always, fullScore, type Grader, type ScorerKind, scored, unscored } from './kind.ts';
import { acceptedTexts, NOT_TEXT } from './label.ts';
import { nfc } from './normalise.ts';

const OPTIONS = {
  match: {
    kind: 'one_of',
    values: ['any', 'all'],
    default: 'any',
    about: 'of a list as label: any of its texts, or all of them',
  },
  case_sensitive: { kind: 'flag', default: false, about: 'true: capitals must agree' },
} as const;

const EMPTY = 'the label is empty: every answer contains it';

/** 1 when the label (any text of a list, or all of them) occurs in the answer, else 0; NFC, capitals ignored unless asked for. */
export const contains: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'the label occurs in the answer',
  needsLabel: always,
  decides: fullScore,
  options: OPTIONS,
  open: (options) => containsGrader(options.match === 'all', options.case_sensitive),
};

function containsGrader(all: boolean, caseSensitive: boolean): Grader {
  const plain = (text: string) => (caseSensitive ? nfc(text) : nfc(text).toLowerCase());
  return {
    checkLabel,
    grade(text, expected) {
      const fault = checkLabel(expected);
      if (fault !== undefined) return unscored(fault);
      const answer = plain(text);
      const wanted = acceptedTexts(expected) ?? [];
      const missing = wanted.filter((part) => !answer.includes(plain(part)));
      const right = all ? missing.length === 0 : missing.length < wanted.length;
      return right ? scored(1) : scored(0, `missing: ${missing.join(', ')}`);
    },
  };
}

function checkLabel(expected: Json): string | undefined {
  const texts = acceptedTexts(expected);
  if (texts === undefined) return NOT_TEXT;
  return texts.includes('') ? EMPTY : undefined;
}
