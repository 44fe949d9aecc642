import ruler from 'cli-table3/src/utils.js';

/** Columns that a text takes on a terminal: wide characters two, colours none. */
export function displayWidth(text: string): number {
  return ruler.strlen(text);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader sees as single characters, so that none is cut in two. */
function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** The longest beginning of the characters that fits. */
function beginning(characters: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const character of characters) {
    used += displayWidth(character);
    if (used > width) break;
    taken.push(character);
  }
  return taken;
}

/** The text in at most `width` columns: whole, or with `mark` in place of its middle. */
export function shorten(text: string, width: number, mark = '…'): string {
  if (displayWidth(text) <= width) return text;
  const room = Math.max(0, width - displayWidth(mark));
  const characters = charactersOf(text);
  const head = beginning(characters, Math.ceil(room / 2));
  const tail = beginning(characters.slice(head.length).reverse(), room - displayWidth(head.join('')));
  return `${head.join('')}${beginning([...mark], width).join('')}${tail.reverse().join('')}`;
}

/** How many characters two lists have in common at their beginning. */
function common(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((character, i) => character !== b[i]);
  return differs < 0 ? a.length : differs;
}

/** Texts that look alike without their middle: the part where they begin to differ, with `mark` for what is left out around it. */
function aroundDifference(texts: readonly string[], width: number, mark: string): string[] {
  const split = texts.map(charactersOf);
  const shared = Math.min(
    ...split.map((characters) => common(characters, split[0] === characters ? split[1]! : split[0]!)),
  );
  const room = width - 2 * displayWidth(mark);
  return split.map((characters) => {
    const from = Math.max(0, shared - Math.floor(room / 2));
    const part = beginning(characters.slice(from), room);
    const rest = from + part.length < characters.length ? mark : '';
    return `${from > 0 ? mark : ''}${part.join('')}${rest}`;
  });
}

/** Each text shortened, and different texts kept different: those that would look alike show where they differ, or a number where even that is alike. */
export function shortenAll(texts: readonly string[], width: number, mark = '…'): string[] {
  const short = new Map([...new Set(texts)].map((text) => [text, shorten(text, width, mark)]));
  for (const look of new Set(short.values())) {
    const alike = [...short.keys()].filter((text) => short.get(text) === look);
    if (alike.length === 1) continue;
    const parts = aroundDifference(alike, width, mark);
    alike.forEach((text, i) => {
      const unique = parts.indexOf(parts[i]!) === i && ![...short.values()].includes(parts[i]!);
      short.set(text, unique ? parts[i]! : shorten(text, width, `${mark}#${i + 1}${mark}`));
    });
  }
  return texts.map((text) => short.get(text)!);
}

/** The rows that a terminal of this width makes of a line: broken anywhere, nothing left out. */
export function rowsOf(line: string, width: number): string[] {
  if (displayWidth(line) <= width) return [line];
  const rows: string[] = [];
  let [row, used] = ['', 0];
  for (const character of charactersOf(line)) {
    const wide = displayWidth(character);
    if (row !== '' && used + wide > width) {
      rows.push(row);
      [row, used] = ['', 0];
    }
    row += character;
    used += wide;
  }
  return [...rows, row];
}

/** Between words; a number and its percent sign are one. */
const BETWEEN_WORDS = / (?!%)|(?<!\d) /;

/** Lines of at most `width` columns, broken at spaces; further lines start with `indent`. A word that is too long for a line is shortened. */
export function wrap(text: string, width: number, indent = '', mark = '…'): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BETWEEN_WORDS)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = shorten(indent + word, width, mark);
    } else line = shorten(longer, width, mark);
  }
  return [...lines, line];
}

/** As many notes in a line as fit whole, three spaces apart; a note that is too long for a line is wrapped. Further lines start with `indent`. */
export function joined(notes: readonly string[], width: number, indent = '', mark = '…'): string[] {
  const lines: string[] = [];
  for (const note of notes) {
    const longer = `${lines.at(-1)}   ${note}`;
    if (lines.length === 0) lines.push(...wrap(note, width, indent, mark));
    else if (displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(...wrap(note, width - indent.length, '', mark).map((line) => indent + line));
  }
  return lines;
}
