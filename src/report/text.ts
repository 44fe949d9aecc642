/**
 * Characters that act instead of showing: C0, DEL and C1 controls, line and paragraph separators, lone surrogates, invisible and bidirectional format
 * characters. The zero-width joiner stays where it joins an emoji.
 */
const ACTING =
  /(?<!\p{Extended_Pictographic}|\u{FE0F}|\p{Emoji_Modifier})\u{200D}|[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?!\u{200D})\p{Cf}/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function visible(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** Untrusted text as one line in which nothing acts: what would becomes a visible escape (`\x1b`). For places that know no workflow commands. */
export function visibleText(text: string): string {
  return text.replace(ACTING, visible);
}

/**
 * Untrusted text as one line that is only looked at: what acts on a terminal becomes a visible escape (`\x1b`), and so do the two openings of
 * GitHub's workflow commands, `::` at the start of a word and `##[`.
 */
export function inert(text: string): string {
  return visibleText(text)
    .replace(/(^|\s)::/g, '$1:\\x3a')
    .replaceAll('##[', '#\\x23[');
}

/** The first `limit` characters (code points), with `...` where there was more. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length <= limit ? text : `${characters.slice(0, limit - 3).join('')}...`;
}

/** Our own words as the beginning of a sentence. */
export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
