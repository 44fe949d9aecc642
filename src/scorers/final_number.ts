import { type FoundNumber, numbersIn, plainMath } from './number_text.ts';
import { answerPart } from './window.ts';

type NumberRule = (text: string) => FoundNumber | undefined;

/** In order of trust; the first rule that finds a number decides. */
const RULES: readonly NumberRule[] = [hashed, boxed, stated, boldLine, opening, concluding];

/** The number that a free text settles on, as the values it may stand for; undefined when it holds no number. */
export function finalNumber(text: string): readonly number[] | undefined {
  const plain = plainMath(answerPart(text));
  if (endsInWords(plain)) return undefined;
  for (const rule of RULES) {
    const found = rule(plain);
    if (found !== undefined) return found.values;
  }
  return undefined;
}

/** `#### 42`, as GSM8K ends its solutions; the last one. `#### 1. Compute` is a heading. */
function hashed(text: string): FoundNumber | undefined {
  if (!text.includes('####')) return undefined;
  const lines = text.split('\n').filter((line) => line.includes('####'));
  return lines
    .map((line) => leading(line.slice(line.lastIndexOf('####') + 4)))
    .findLast((found) => found !== undefined);
}

/** `#### It cannot be shared` at the end: what the text settles on is no number, whatever was computed before. */
function endsInWords(text: string): boolean {
  const at = text.lastIndexOf('####');
  return at >= 0 && /\p{L}/u.test(text.slice(at)) && numbersIn(text.slice(at)).length === 0;
}

/** `\boxed{42}`; the last one. */
function boxed(text: string): FoundNumber | undefined {
  const at = text.lastIndexOf('\\boxed{');
  return at < 0 ? undefined : statedIn(lineFrom(text, at + '\\boxed{'.length));
}

const STATED = /\banswer\b[*_"]{0,3}(?:\s+(is|would be)\b[:*_]{0,3}|\s?[:=])/gi;

/** "The answer is 42", "Answer: 42"; the last one. After a colon, words may come first only where nothing with a number follows ("Answer: She has 3. ..."). */
function stated(text: string): FoundNumber | undefined {
  const marker = [...text.matchAll(STATED)].at(-1);
  if (marker === undefined) return undefined;
  const from = marker.index + marker[0].length;
  const rest = text.slice(from).replace(/^[\s*_]+/, '');
  const line = lineFrom(rest, 0);
  const isLast = numbersIn(rest.slice(line.length)).length === 0;
  return marker[1] !== undefined || isLast || leading(line) !== undefined ? statedIn(line) : undefined;
}

const BOLD_LINE = /^[ \t]*(?:\*\*|__)([^*_\n]{1,60}[^*_\n:])(?:\*\*|__)[.\s]*$/gm;

/** A line that is nothing but a bold number; the last one. */
function boldLine(text: string): FoundNumber | undefined {
  if (!text.includes('**') && !text.includes('__')) return undefined;
  return [...text.matchAll(BOLD_LINE)].map((bold) => leading(bold[1]!)).findLast((found) => found !== undefined);
}

/** A first paragraph that is nothing but a number: the answer comes first, and reasons follow. */
function opening(text: string): FoundNumber | undefined {
  const first = text
    .trimStart()
    .split(/\n[ \t]*\n/, 1)[0]!
    .trim();
  if (first.length > 40 || first.includes('\n')) return undefined;
  const numbers = numbersIn(first);
  const bare =
    numbers.length === 1 && !/[\p{L}\p{N}]/u.test(first.slice(0, numbers[0]!.start) + first.slice(numbers[0]!.end));
  return bare ? numbers[0] : undefined;
}

/** The last line that holds a number: its last bold number, else what its last "=" comes to, else the result that it repeats, else its last number. */
function concluding(text: string): FoundNumber | undefined {
  for (let end = text.length; end > 0; ) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).replace(LIST_MARKER, '');
    const numbers = numbersIn(line);
    if (numbers.length > 0) {
      return (
        boldIn(line) ?? resultIn(line, numbers) ?? repeatedIn(line, numbers, text.slice(0, start)) ?? numbers.at(-1)
      );
    }
    end = start - 1;
  }
  return numbersIn(text).at(-1);
}

const LIST_MARKER = /^\s{0,20}(?:\d{1,3}[.)]|[-*+])\s+(?=\S)/;
const INLINE_BOLD = /\*\*([^*]{1,60})\*\*/g;

function boldIn(line: string): FoundNumber | undefined {
  if (!line.includes('**')) return undefined;
  return [...line.matchAll(INLINE_BOLD)].map((bold) => leading(bold[1]!)).findLast((found) => found !== undefined);
}

/** What the last calculation of the line comes to, unless a later clause goes on with other numbers. */
function resultIn(line: string, numbers: readonly FoundNumber[]): FoundNumber | undefined {
  const equals = line.lastIndexOf('=');
  if (equals < 0) return undefined;
  const result = numbers.find((number) => number.start > equals);
  const last = numbers.at(-1)!;
  return result !== undefined && /[,;.!?]\s/.test(line.slice(result.end, last.start)) ? last : result;
}

/** "16 * 4 = 64. She pays $64 for the 16 glasses": of several numbers, the one that the last calculation above came to. */
function repeatedIn(line: string, numbers: readonly FoundNumber[], above: string): FoundNumber | undefined {
  const equals = above.lastIndexOf('=');
  if (equals < 0 || numbers.length === 1) return undefined;
  const result = numbersIn(lineFrom(above, equals))[0]?.values[0];
  const from = mainClause(line);
  const at = numbers.findLastIndex((number) => number.start >= from && number.values[0] === result);
  if (at < 0) return undefined;
  const next = numbers[at + 1];
  // "so $2 is 200 cents": a conversion ends in what it converts to.
  const converted = next !== undefined && /\s(?:is|are|equals)\s$/.test(line.slice(numbers[at]?.end, next.start));
  return converted ? next : numbers[at];
}

const CONCLUSION = /,\s(?:so|then|therefore|thus|hence|which means)\s/g;
const SUBORDINATE =
  /^\s*(?:(?:so|therefore|thus|hence),?\s)?(?:since|if|as|because|when|after|given|with|to)\s[^,]*,\s/i;

/** Where the main clause starts in "Since a box holds 24, they need 1 box" and "it is Friday, so he can see 1 film". */
function mainClause(line: string): number {
  const conclusion = [...line.matchAll(CONCLUSION)].at(-1);
  return conclusion?.index ?? SUBORDINATE.exec(line)?.[0].length ?? 0;
}

/** What a clause states: its first number, or what a calculation that starts there comes to ("3 + 4 = 7"). */
function statedIn(line: string): FoundNumber | undefined {
  const numbers = numbersIn(line);
  const first = numbers[0];
  const equals = line.lastIndexOf('=');
  if (first === undefined || equals < 0) return first;
  const isCalculation = equals < first.start || !/[,;(.]\s|\(/.test(line.slice(first.end, equals));
  return isCalculation ? (numbers.find((number) => number.start > equals) ?? first) : first;
}

/** The number that a line starts with, apart from signs and Markdown; not the number of a list entry. */
function leading(line: string): FoundNumber | undefined {
  if (/^\s*\d{1,3}[.)]\s+\S/.test(line)) return undefined;
  const first = numbersIn(line)[0];
  return first !== undefined && !/[\p{L}\p{N}]/u.test(line.slice(0, first.start)) ? first : undefined;
}

function lineFrom(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end);
}
