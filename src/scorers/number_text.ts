/** A number as it stands in a text, from `start` to `end`. `values` has two entries where a scale word could also be a unit: "1.5 million" is 1500000 or 1.5. */
export interface FoundNumber {
  readonly values: readonly number[];
  readonly start: number;
  readonly end: number;
}

const VULGAR: Readonly<Record<string, number>> = {
  '½': 1 / 2,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '¼': 1 / 4,
  '¾': 3 / 4,
  '⅕': 1 / 5,
  '⅛': 1 / 8,
  '⅜': 3 / 8,
  '⅝': 5 / 8,
  '⅞': 7 / 8,
};

const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  bn: 1e9,
  B: 1e9,
};

/** Thousands in groups of three, by a space of any width or an apostrophe. Repeats are bounded so that no text makes the pattern slow. */
const SPACED = "[1-9]\\d{0,2}(?:[ \\u00a0\\u2009\\u202f'’]\\d{3}){1,6}(?!\\d)(?:[.,]\\d+)?";
const DIGITS = [
  '\\d{1,3}(?:,\\d{2,3}){0,6},\\d{3}(?!\\d)(?:\\.\\d+)?', // 1,234.5 and the Indian 1,00,000
  '\\d{1,3}(?:\\.\\d{3}){1,6},\\d+', // 1.234,5
  SPACED,
  '(?<!\\d,)\\d+,\\d{1,2}(?![\\d,])', // 12,50
  '\\d+(?:\\.\\d+)?',
  '(?<!\\.)\\.\\d+',
].join('|');
const SIGN = '(?<![\\p{L}\\p{N})%\\]])[-−﹣－–]';
const POWER =
  '[eE](?<exp>[-+]?\\d{1,3})(?![\\p{L}\\d])|\\s?(?:×|x|\\*|\\\\times|\\\\cdot)\\s?10\\^\\{?(?<pow>[-−]?\\d{1,3})\\}?';
const FRACTION =
  '(?<!\\/\\d{1,9})\\s?\\/\\s?(?<den>\\d{1,9})(?!\\d*[/.,]?\\d)|\\s(?<num>\\d{1,4})\\/(?<mixed>\\d{1,4})(?![\\d/])|\\s?(?<vulgar>[½⅓⅔¼¾⅕⅛⅜⅝⅞])';
const SCALE = '\\s(?<word>thousand|million|billion|trillion)(?!\\p{L})|(?<suffix>k|K|M|bn|B)(?![\\p{L}\\d])';

/** Never inside a word (CO2), an index (x_1) or an exponent (cm^2). The first look ahead only makes it quick. */
const NUMBER = new RegExp(
  `(?=[-−﹣－–$€£¥₹.\\d½⅓⅔¼¾⅕⅛⅜⅝⅞])(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}]_\\{?|\\^\\{?[-−]?)(?<sign>${SIGN})?(?:[$€£¥₹]\\s?)?(?<sign2>${SIGN})?` +
    `(?:(?<body>${DIGITS})(?:${POWER}|${FRACTION})?|(?<lone>[½⅓⅔¼¾⅕⅛⅜⅝⅞]))(?:${SCALE})?`,
  'gu',
);

/** What most labels and many answers are, read without the machinery. */
const PLAIN = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** All numbers of a text, in order: signs, currencies, grouped digits, decimal commas, fractions, powers of ten, scale words. The text must be `plainMath`. */
export function numbersIn(text: string): readonly FoundNumber[] {
  if (PLAIN.test(text)) return [{ values: [Number(text)], start: 0, end: text.length }];
  const found: FoundNumber[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const values = valuesOf(match.groups ?? {});
    if (values.every(Number.isFinite)) found.push({ values, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

type Parts = Readonly<Record<string, string | undefined>>;

function valuesOf(parts: Parts): readonly number[] {
  const size = parts.lone === undefined ? sizeOf(parts) : VULGAR[parts.lone]!;
  const value = parts.sign === undefined && parts.sign2 === undefined ? size : -size;
  const scale = SCALES[parts.word ?? parts.suffix ?? ''];
  return scale === undefined ? [value] : [value * scale, value];
}

function sizeOf(parts: Parts): number {
  const body = plainDigits(parts.body ?? '');
  const exponent = parts.exp ?? parts.pow?.replace('−', '-');
  if (exponent !== undefined) return Number(`${body}e${exponent}`);
  if (parts.vulgar !== undefined) return Number(body) + VULGAR[parts.vulgar]!;
  if (parts.mixed !== undefined) return Number(body) + Number(parts.num) / Number(parts.mixed);
  return parts.den === undefined ? Number(body) : Number(body) / Number(parts.den);
}

/** "1.234,5" and "1,234.5" to "1234.5": what comes last and is not followed by exactly three digits is the decimal mark. */
function plainDigits(body: string): string {
  const ungrouped = body.replace(/[\s'’]/g, '');
  const comma = ungrouped.lastIndexOf(',');
  if (comma < 0) return ungrouped;
  const decimalComma =
    comma > ungrouped.lastIndexOf('.') && !(ungrouped.length - comma === 4 && !ungrouped.includes('.'));
  return decimalComma ? ungrouped.replaceAll('.', '').replace(',', '.') : ungrouped.replaceAll(',', '');
}

/** LaTeX, calculator annotations (`<<3*4=12>>`) and full-width digits as plain text. */
export function plainMath(text: string): string {
  const bare = text.includes('<<') ? text.replace(/<<[^<>\n]{0,200}>>/g, '') : text;
  const plain = bare.includes('\\') ? withoutLatex(bare) : bare;
  return plain.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

const LATEX_FRACTION = /(\d?)\\[dt]?frac\s?\{([^{}]{1,20})\}\s?\{([^{}]{1,20})\}/g;

function withoutLatex(text: string): string {
  return text
    .replace(
      LATEX_FRACTION,
      (_, whole: string, over: string, under: string) => `${whole}${whole && ' '}${over}/${under}`,
    )
    .replace(/\{,\}/g, ',')
    .replace(/\\[,;! ]/g, '\u2009')
    .replace(/\\([%$])/g, '$1');
}
