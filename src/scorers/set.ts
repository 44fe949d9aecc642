import type { Json } from '../domain/task.ts';
import { findJson, parseStructure } from './json_find.ts';
import { always, fullScore, type Grader, type ScorerKind, scored, unscored } from './kind.ts';
import { acceptedTexts, isList } from './label.ts';
import { NORMALISERS, normaliser } from './normalise.ts';
import { answerPart } from './window.ts';

const OPTIONS = {
  normalise: {
    kind: 'list_of',
    values: NORMALISERS,
    default: ['nfc', 'punctuation', 'whitespace', 'case', 'trim'],
    about: 'what is done to each entry before it is compared',
  },
} as const;

const BAD_LABEL = 'the label is not a list of texts';

/**
 * F1 of the answer's list against the label's (harmonic mean of precision and recall; order and repeats do not matter; two empty lists are 1).
 * The answer's list is a JSON array, else its bullet or numbered lines, else what commas, semicolons and lines separate. Always scored: no list is an empty list.
 */
export const set: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'F1 of the list in the answer',
  needsLabel: always,
  decides: fullScore,
  options: OPTIONS,
  open: (options) => setGrader(normaliser(options.normalise)),
};

function setGrader(normalised: (text: string) => string): Grader {
  const entries = (texts: readonly string[]) => new Set(texts.map(normalised).filter((entry) => entry !== ''));
  return {
    checkLabel: (expected) => (labelEntries(expected) === undefined ? BAD_LABEL : undefined),
    grade(text, expected) {
      const label = labelEntries(expected);
      if (label === undefined) return unscored(BAD_LABEL);
      const wanted = entries(label);
      const given = entries(readList(answerPart(text), !label.some((entry) => AND.test(entry))));
      if (given.size === 1 && given.has('none') && !wanted.has('none')) given.clear();
      return f1(wanted, given);
    },
  };
}

function f1(wanted: ReadonlySet<string>, given: ReadonlySet<string>) {
  if (wanted.size === 0 && given.size === 0) return scored(1);
  const shared = [...wanted].filter((entry) => given.has(entry)).length;
  return scored(
    (2 * shared) / (wanted.size + given.size),
    `${shared} of ${wanted.size} found, ${given.size - shared} too many`,
  );
}

/** A JSON list, or text that holds one or is separated by commas (a CSV cell). */
function labelEntries(expected: Json): readonly string[] | undefined {
  if (typeof expected === 'string') {
    const structure = parseStructure(expected);
    return structure === undefined ? split(expected, false) : isList(structure) ? labelEntries(structure) : undefined;
  }
  if (!isList(expected)) return undefined;
  return expected.length === 0 ? [] : acceptedTexts(expected);
}

const AND = /\s(?:and|&)\s/;
const BULLET = /^\s*(?:[-*•–]|\d{1,3}[.)])\s+(\S.*)$/;

function readList(text: string, splitAnd: boolean): readonly string[] {
  const structure = findJson(text);
  if (structure !== undefined && isList(structure))
    return structure.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trimEnd().endsWith(':'));
  const bullets = lines.flatMap((line) => BULLET.exec(line)?.[1] ?? []);
  if (bullets.length > 0) return bullets;
  // "The attendees are: Ann, Ben" starts after the colon; 10:30 does not.
  return split(lines.map((line) => line.replace(/^[^,;]{0,80}?:\s/, '')).join('\n'), splitAnd);
}

function split(text: string, splitAnd: boolean): readonly string[] {
  return text.split(splitAnd ? /[,;\n]\s*(?:and\s)?|\s(?:and|&)\s/ : /[,;\n]/);
}
