import type { Json } from '../domain/task.ts';
import { testBounded } from './bounded_regex.ts';
import { fullScore, type Grader, OptionError, type ScorerKind, scored, unscored } from './kind.ts';
import { acceptedTexts, NOT_TEXT } from './label.ts';

const OPTIONS = {
  pattern: {
    kind: 'text',
    default: '',
    about: 'the pattern for every task; when absent, the label of each task is its pattern',
  },
  flags: { kind: 'text', default: '', about: 'flags of the pattern: i, m, s, u, v' },
} as const;

/**
 * 1 when the pattern (JavaScript syntax; any of a list as label) occurs in the answer, else 0; anchor it with ^ and $ to match all of it.
 * Unscored (`regex timeout`) when it takes longer than 100 ms.
 */
export const regex: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'the pattern occurs in the answer',
  needsLabel: (options) => options.pattern === '',
  decides: fullScore,
  options: OPTIONS,
  open(options) {
    const fixed = readPattern(options.pattern, readFlags(options.flags));
    return options.pattern === '' ? labelGrader(options.flags) : patternGrader(fixed);
  },
};

function readFlags(flags: string): string {
  const hint = 'give each flag once, and u or v but not both: flags: im';
  if (!/^[imsuv]*$/.test(flags)) throw new OptionError(`flags must be of i, m, s, u, v, not ${show(flags)}`, hint);
  try {
    return new RegExp('', flags).flags;
  } catch {
    throw new OptionError(`flags ${show(flags)} do not go together`, hint);
  }
}

function readPattern(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new OptionError(
      error instanceof Error ? error.message : String(error),
      'patterns are in JavaScript syntax; write \\( for a bracket that is meant as it stands, and quote the pattern singly in YAML',
    );
  }
}

function show(text: string): string {
  return JSON.stringify(text);
}

function patternGrader(pattern: RegExp): Grader {
  return { grade: (text) => verdict([pattern], text), checkLabel: () => undefined };
}

function labelGrader(flags: string): Grader {
  return {
    grade(text, expected) {
      const patterns = readPatterns(expected, flags);
      return typeof patterns === 'string' ? unscored(patterns) : verdict(patterns, text);
    },
    checkLabel(expected) {
      const patterns = readPatterns(expected, flags);
      return typeof patterns === 'string' ? patterns : undefined;
    },
  };
}

function readPatterns(expected: Json, flags: string): readonly RegExp[] | string {
  const texts = acceptedTexts(expected);
  if (texts === undefined) return NOT_TEXT;
  if (texts.includes('')) return 'the label is empty: every answer matches it';
  try {
    return texts.map((text) => new RegExp(text, flags));
  } catch (error) {
    return `the label is not a pattern: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A match is a match even if another pattern of the list timed out; without one, a time-out leaves the answer open. */
function verdict(patterns: readonly RegExp[], text: string) {
  let open: string | undefined;
  for (const pattern of patterns) {
    const outcome = testBounded(pattern, text);
    if (outcome === true) return scored(1);
    if (outcome !== false) open ??= outcome;
  }
  return open === undefined ? scored(0) : unscored(open);
}
