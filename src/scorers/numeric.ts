import type { Json } from '../domain/task.ts';
import { finalNumber } from './final_number.ts';
import { always, anyScore, type Grader, type ScorerKind, scored, unscored } from './kind.ts';
import { acceptedTexts } from './label.ts';
import { isNear } from './near.ts';
import { numbersIn, plainMath } from './number_text.ts';

const OPTIONS = {
  tolerance: { kind: 'number', default: 0, min: 0, max: Number.MAX_VALUE, about: 'how far the answer may be off' },
  relative_tolerance: {
    kind: 'number',
    default: 0,
    min: 0,
    max: 1,
    about: 'how far it may be off as a fraction of the label',
  },
} as const;

const BAD_LABEL = 'the label is not a number';

/**
 * 1 when the number that the answer settles on is the label, else 0; unscored when the answer holds no number, since it may be written in words.
 * Units, currencies and the percent sign are ignored: "50 %" is 50, not 0.5.
 */
export const numeric: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'the final number of the answer is the label',
  needsLabel: always,
  decides: anyScore,
  options: OPTIONS,
  open: (options) => numericGrader(options.tolerance, options.relative_tolerance),
};

function numericGrader(tolerance: number, relative: number): Grader {
  return {
    checkLabel: (expected) => (acceptedNumbers(expected) === undefined ? BAD_LABEL : undefined),
    grade(text, expected) {
      const accepted = acceptedNumbers(expected);
      if (accepted === undefined) return unscored(BAD_LABEL);
      const found = finalNumber(text);
      if (found === undefined) return unscored('no number found');
      const right = accepted.some((label) =>
        found.some((value) => isNear(value, label, Math.max(tolerance, relative * Math.abs(label)))),
      );
      return scored(right ? 1 : 0, String(found[0]));
    },
  };
}

/** The numbers that a label accepts; undefined unless each of its texts holds exactly one number. */
function acceptedNumbers(expected: Json): readonly number[] | undefined {
  if (typeof expected === 'number') return Number.isFinite(expected) ? [expected] : undefined;
  const numbers = acceptedTexts(expected)?.map((text) => numbersIn(plainMath(text)));
  return numbers?.every((found) => found.length === 1)
    ? numbers.flatMap((found) => found[0]!.values.slice(0, 1))
    : undefined;
}
