/** A number as it was read in a text. `values` has one entry, or two where a scale word could also be a unit: "1.5 million" is 1500000 and 1.5. */
export interface FoundNumber {
  readonly values: readonly number[];
  readonly start: number;
  readonly end: number;
}

const FRACTIONS: Readonly<Record<string, number>> = {
  '½': 1 / 2, '⅓': 1 / 3, '⅔': 2 / 3, '¼': 1 / 4, '¾': 3 / 4, '⅕': 1 / 5, '⅖': 2 / 5, '⅗': 3 / 5, '⅘': 4 / 5,
  '⅙': 1 / 6, '⅚': 5 / 6, '⅛': 1 / 8, '⅜': 3 / 8, '⅝': 5 / 8, '⅞': 7 / 8,
};

const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, k: 1e3, K: 1e3, M: 1e6, bn: 1e9, B: 1e9,
};

// 1,234.5 | 1.234,5 | 1 234.5 (also thin, narrow and no-break spaces, apostrophes) | 12,50 | 1234.5 | .5
const GROUP = "[ \\u00a0\\u2009\\u202f'’]";
const UNSIGNED = [
  '\\d{1,3}(?:,\\d{2,3})*,\\d{3}(?!\\d)(?:\\.\\d+)?',
  '\\d{1,3}(?:\\.\\d{3})+,\\d+',
  `[1-9]\\d{0,2}(?:${GROUP}\\d{3})+(?!\\d)(?:[.,]\\d+)?`,
  '\\d+,\\d{1,2}(?![\\d,])',
  '\\d+(?:\\.\\d+)?',
  '\\.\\d+',
].join('|');
const POWER = '(?:[eE](?<exp>[-+]?\\d{1,3})(?![\\p{L}\\d])|\\s?(?:×|x|\\*|\\\\times|\\\\cdot)\\s?10\\^\\{?(?<pow>[-−]?\\d{1,3})\\}?)';
const FRACTION = `(?:\\s?\\/\\s?(?<den>\\d{1,9})(?![\\d/.,]\\d?)|\\s(?<num2>\\d{1,4})\\/(?<den2>\\d{1,4})(?![\\d/])|\\s?(?<vulgar>[${Object.keys(FRACTIONS).join('')}]))`;
const SCALE = '(?:\\s(?<word>thousand|million|billion|trillion)(?!\\p{L})|(?<suffix>k|K|M|bn|B)(?![\\p{L}\\d]))';
const SIGN = '(?<sign>(?<![\\p{L}\\p{N})%\\]][^\\S\\n]?)[-−﹣－–])';

const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}_^.]|\\^\\{)${SIGN}?(?:[$€£¥₹]\\s?)?(?:(?<body>${UNSIGNED})(?:${POWER}|${FRACTION})?|(?<lone>[${Object.keys(FRACTIONS).join('')}]))${SCALE}?`,
  'gu',
);
