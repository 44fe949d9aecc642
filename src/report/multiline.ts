import { inert } from './text.ts';

const TAB = '    ';

/** Untrusted text of several lines: each is only looked at, and what separated them becomes "\n". Tabs become spaces. */
export function inertLines(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => inert(line.replaceAll('\t', TAB)))
    .join('\n');
}

/** At most `most` UTF-16 units (100 or more): the middle is left out, and how much is said. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 60) / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[... ${left} characters left out ...]\n${text.slice(-half)}`;
}
