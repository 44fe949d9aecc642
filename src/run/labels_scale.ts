import type { JudgeKind, Rubric } from '../domain/judge.ts';

/** One label that may be given: the key that gives it, the word for it, its value 0..1. */
export interface Level {
  readonly key: string;
  readonly word: string;
  readonly label: number;
}

/** How people say what an answer is worth, on the judge's own scale. */
export interface LabelScale {
  /** For a person with a sheet: `pass or fail`. */
  readonly how: string;
  /** For a person at a terminal: `points met`; "" where the levels speak for themselves. */
  readonly asks: string;
  readonly levels: readonly Level[];
  /** The value of a label as it is written in a sheet; undefined when it is none. */
  read(text: string): number | undefined;
}

const WORDS: Readonly<Record<string, number>> = {
  pass: 1,
  true: 1,
  yes: 1,
  '1': 1,
  fail: 0,
  false: 0,
  no: 0,
  '0': 0,
};

const PASS_FAIL: LabelScale = {
  how: 'pass or fail',
  asks: '',
  levels: [
    { key: 'p', word: 'pass', label: 1 },
    { key: 'f', word: 'fail', label: 0 },
  ],
  read: (text) => valueIn(WORDS, text),
};

/** The same words in a sheet that names its models. */
export const PAIR_BY_NAME: Pick<LabelScale, 'how' | 'read'> = {
  how: 'candidate, reference or tie',
  read: (text) => valueIn({ candidate: 1, reference: 0, tie: 0.5 }, text),
};

/** The scale of a kind and a rubric; levels of an unknown rubric are fractions. Of two answers, `candidateIsA` says which is the candidate's. */
export function scaleOf(kind: JudgeKind, rubric: Rubric | undefined, candidateIsA = true): LabelScale {
  if (kind === 'pass_fail') return PASS_FAIL;
  return kind === 'pairwise' ? pairScale(candidateIsA) : pointScale(rubric);
}

function pairScale(candidateIsA: boolean): LabelScale {
  const [a, b] = candidateIsA ? [1, 0] : [0, 1];
  return {
    how: 'A, B or tie',
    asks: 'better answer',
    levels: [
      { key: 'a', word: 'A', label: a },
      { key: 'b', word: 'B', label: b },
      { key: 't', word: 'tie', label: 0.5 },
    ],
    read: (text) => valueIn({ a, b, tie: 0.5 }, text),
  };
}

const FRACTIONS: Rubric['scale'] = { min: 0, max: 1, labels: {} };

function pointScale(rubric: Rubric | undefined): LabelScale {
  const { min, max, labels } = rubric?.scale ?? FRACTIONS;
  const points = pointsOf(rubric);
  const meanings = Object.entries(labels).map(([level, meaning]) => `${level} = ${meaning}`);
  const whole = Array.from({ length: max - min + 1 }, (_, i) => min + i);
  return {
    how:
      points > 1
        ? '0 to 1: the share of the points that is met'
        : `${min} to ${max}, decimals allowed${meanings.length > 0 ? `: ${meanings.join('; ')}` : ''}`,
    asks: points > 1 ? `how many of the ${points} points are met` : `level, ${min} to ${max}`,
    levels:
      points > 1
        ? Array.from({ length: points + 1 }, (_, met) => levelOf(met, String(met), met / points))
        : whole.map((level) => levelOf(level, meant(level, labels), (level - min) / (max - min))),
    read(text) {
      if (!/^-?\d{1,9}(\.\d{1,9})?$/.test(text.trim())) return undefined;
      const level = Number(text);
      return level >= min && level <= max ? (level - min) / (max - min) : undefined;
    },
  };
}

/** How many criteria are met or not, where that is all there is to say: such levels are counted rather than weighed. */
function pointsOf(rubric: Rubric | undefined): number {
  if (rubric?.scale.min !== 0 || rubric.scale.max !== 1) return 1;
  const [first] = rubric.criteria;
  return rubric.criteria.every(({ weight }) => weight === first?.weight) ? rubric.criteria.length : 1;
}

function levelOf(key: number, word: string, label: number): Level {
  return { key: String(key), word, label };
}

function meant(level: number, labels: Readonly<Record<string, string>>): string {
  const meaning = Object.hasOwn(labels, level) ? labels[level] : undefined;
  return meaning === undefined ? String(level) : `${level} = ${meaning}`;
}

function valueIn(words: Readonly<Record<string, number>>, text: string): number | undefined {
  const word = text.trim().toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
