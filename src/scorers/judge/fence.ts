/** What stands between marks. */
export type FenceName = 'TASK' | 'REFERENCE' | 'ANSWER' | 'FIRST ANSWER' | 'SECOND ANSWER';

/**
 * A text between marks that carry the nonce, so that a judge can tell material from instructions (spotlighting, Hines 2024, arXiv 2403.14720).
 * Look-alikes of the marks in the text are broken.
 */
export function fenced(name: FenceName, text: string, nonce: string): string {
  return `<<<${name} ${nonce}>>>\n${withoutMarks(wellFormed(text))}\n<<<END ${name} ${nonce}>>>`;
}

/** Three brackets of any kind, then one of our names. Python's `>>>`, git's `<<<<<<< HEAD`, `cout << answer` and `<<<END` of PHP are none: they stay. */
const LOOK_ALIKE =
  /(?:[<＜‹«《〈⟨][\u200b-\u200f\u2060\ufeff]{0,4}){3}(?=[\s\u200b-\u200f\u2060\ufeff/\\_-]{0,20}(?:(?:END|BEGIN|OF|THE|FIRST|SECOND)[\s_-]{1,4}){0,4}(?:TASK|REFERENCE|ANSWER))/giu;

function withoutMarks(text: string): string {
  return text.replace(LOOK_ALIKE, (brackets) => [...brackets].join('\\'));
}

/** Text that any endpoint takes: lone surrogates and control characters other than tab and line ends become U+FFFD. */
function wellFormed(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/\p{Surrogate}|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/gu, '\ufffd');
}

/** An answer of at most `most` characters (UTF-16 units), or its beginning and end with a mark between that says how much is missing. */
export function bounded(text: string, most: number): { readonly text: string; readonly cut: boolean } {
  if (text.length <= most) return { text, cut: false };
  const head = Math.ceil(most / 2);
  const tail = most - head;
  const mark = `\n[... ${text.length - most} characters left out ...]\n`;
  return { text: text.slice(0, head) + mark + text.slice(text.length - tail), cut: true };
}
