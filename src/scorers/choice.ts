import type { Json } from '../domain/task.ts';
import { always, anyScore, type Grader, type ScorerKind, scored, unscored } from './kind.ts';
import { acceptedTexts } from './label.ts';
import { answerPart } from './window.ts';

const OPTIONS = {
  options: { kind: 'integer', default: 10, min: 2, max: 26, about: 'how many options there are: 4 means A to D' },
  strict: {
    kind: 'flag',
    default: false,
    about:
      'true: only a letter that stands alone and is stated as the answer; false: also what the publisher of MMLU-Pro accepts',
  },
} as const;

/**
 * 1 when the letter that the answer settles on is the label, else 0; unscored when no letter is found, since a reader might still see which option is meant.
 * The first stated answer counts: some models run on into questions that nobody asked. Unless `strict`, the letters are those of MMLU-Pro's publisher
 * (TIGER-AI-Lab/MMLU-Pro, compute_accuracy.py, commit f418b116): comparable with published figures, at the price of its quirks
 * ("the answer is Babylon" is B; where nothing is stated, the last lone capital counts, be it the pronoun I).
 */
export const choice: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'the option letter that the answer settles on',
  needsLabel: always,
  decides: anyScore,
  options: OPTIONS,
  open: (options) => choiceGrader(options.options, options.strict),
};

function choiceGrader(count: number, strict: boolean): Grader {
  const last = String.fromCharCode(64 + count);
  const rules = letterRules(last, strict);
  const label = new RegExp(`^\\s*\\(?([A-${last}])[).]?\\s*$`, 'i');
  const checkLabel = (expected: Json) =>
    acceptedLetters(expected, label) === undefined ? `the label is not one of the letters A to ${last}` : undefined;
  return {
    checkLabel,
    grade(text, expected) {
      const accepted = acceptedLetters(expected, label);
      if (accepted === undefined) return unscored(`the label is not one of the letters A to ${last}`);
      const found = findLetter(text, rules);
      return found === undefined ? unscored('no choice letter found') : scored(accepted.includes(found) ? 1 : 0, found);
    },
  };
}

function acceptedLetters(expected: Json, label: RegExp): readonly string[] | undefined {
  const letters = acceptedTexts(expected)?.map((text) => label.exec(text)?.[1]?.toUpperCase());
  return letters?.every((letter) => letter !== undefined) ? letters : undefined;
}

type LetterRule = (text: string) => string | undefined;

/** In order of trust; the first rule that finds a letter decides. */
function letterRules(last: string, strict: boolean): readonly LetterRule[] {
  const letter = `([A-${last}])(?![\\p{L}\\p{N}'’])`;
  // What may stand between "is" and the letter: white space, Markdown, LaTeX, brackets, "option".
  const lead = '[\\s:*_"$([{\\\\]{0,8}(?:(?:boxed|text|textbf|mathbf)\\{[({]?|(?:option|choice)\\s\\(?)?';
  const rules = [
    first(new RegExp(`(?:answer|option|choice) (?:is|would be)${lead}${letter}`, 'u')),
    first(new RegExp(`answer[*_]{0,2}\\s?:${lead}${letter}`, 'iu')),
    first(new RegExp(`\\\\boxed\\{(?:\\\\text\\{)?\\(?${letter}`, 'u')),
    first(new RegExp(`^[\\s*_("]{0,8}(?:option )?${letter}[*_"]{0,3}(?:[).:]|\\s*$|\\s*\\n)`, 'u')),
    first(new RegExp(`^[\\s*_("]{0,8}([A-${last}])[*_"]{0,3}[).]?[*_"]{0,3}\\s{0,4}$`, 'iu')),
  ];
  if (strict) return rules;
  return [first(new RegExp(`answer is \\(?([A-${last}])`)), ...rules, lastOf(new RegExp(`\\b[A-${last}]\\b`, 'g'))];
}

function first(pattern: RegExp): LetterRule {
  return (text) => pattern.exec(text)?.[1]?.toUpperCase();
}

function lastOf(pattern: RegExp): LetterRule {
  return (text) => text.match(pattern)?.at(-1);
}

function findLetter(text: string, rules: readonly LetterRule[]): string | undefined {
  const read = answerPart(text);
  for (const rule of rules) {
    const letter = rule(read);
    if (letter !== undefined) return letter;
  }
  return undefined;
}
