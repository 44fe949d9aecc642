import { displayWidth } from './measure.ts';
import { inert } from './text.ts';

const TAB = '    ';

/** Untrusted text of several lines: each is only looked at, and what separated them becomes "\n". Tabs become spaces. */
export function inertLines(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => inert(line.replaceAll('\t', TAB)))
    .join('\n');
}

/** Breaks lines at spaces, so that none is wider than `width` columns; a longer word stays whole, and nothing is cut. */
export function atSpaces(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => broken(line, width))
    .join('\n');
}

function broken(line: string, width: number): string[] {
  const lines: string[] = [];
  let current: string | undefined;
  // An indent belongs to the word that follows it.
  for (const word of line.split(/(?<=\S) /)) {
    const longer: string = current === undefined ? word : `${current} ${word}`;
    if (current !== undefined && displayWidth(longer) > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current ?? ''];
}

/** At most `most` UTF-16 units (100 or more): the middle is left out, and how much is said. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 60) / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[... ${left} characters left out ...]\n${text.slice(-half)}`;
}
