/** What `exact` and `set` may do to both sides before they compare, in the order in which it is done, whatever the order in the options. */
export const NORMALISERS = ['think', 'code_fence', 'nfc', 'punctuation', 'whitespace', 'case', 'trim'] as const;

export type Normaliser = (typeof NORMALISERS)[number];

/** Texts beyond this many UTF-16 units keep their white space and punctuation: no label is as long, and 8 MB of them would stall a run. */
const LONGEST = 100_000;

const STEPS: Readonly<Record<Normaliser, (text: string) => string>> = {
  think: withoutThinking,
  code_fence: fencedContent,
  nfc,
  punctuation: withoutPunctuation,
  whitespace: (text) => (text.length > LONGEST ? text : text.replace(/\s+/g, ' ')),
  // Not toLocaleLowerCase: the verdict must not depend on the machine's language (Turkish I).
  case: (text) => text.toLowerCase(),
  trim: trimSpace,
};

/** One function that applies the named normalisers. */
export function normaliser(names: readonly string[]): (text: string) => string {
  const steps = NORMALISERS.filter((name) => names.includes(name)).map((name) => STEPS[name]);
  return (text) => steps.reduce((soFar, step) => step(soFar), text);
}

/** Normalisation takes quadratic time on long runs of combining marks; text with more than 30 in a row is no text (UAX #15, Stream-Safe Text Format) and stays as it is. */
export function nfc(text: string): string {
  return text.length > 1000 && /\p{M}{31}/u.test(text) ? text : text.normalize('NFC');
}

/** Drops `<think>...</think>`, also the part before a closing tag whose opening tag the chat template swallowed. */
export function withoutThinking(text: string): string {
  const end = text.lastIndexOf('</think>');
  if (end < 0) return text;
  const start = text.indexOf('<think>');
  return (start >= 0 && start < end ? text.slice(0, start) : '') + text.slice(end + '</think>'.length);
}

/** The content of the only fenced block in a text; the text itself when there is none, or more than one. */
export function fencedContent(text: string): string {
  const fences = text.split(/^[ \t]{0,3}```/m, 4);
  const block = fences[1];
  if (fences.length !== 3 || block === undefined) return text;
  const firstLineEnd = block.indexOf('\n');
  return firstLineEnd < 0 ? block : block.slice(firstLineEnd + 1).replace(/\r?\n$/, '');
}

/** Trims Unicode white space (NBSP included). Zero-width characters stay, U+FEFF too, although String.trim() takes that one. */
export function trimSpace(text: string): string {
  if (!text.includes('\uFEFF')) return text.trim();
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start]!)) start++;
  while (end > start && isSpace(text[end - 1]!)) end--;
  return text.slice(start, end);
}

function isSpace(char: string): boolean {
  return char !== '\uFEFF' && char.trim() === '';
}

const PUNCTUATION = /[\p{P}`]/u;

/** Drops punctuation around each word, and the space that it leaves. What is inside a word or carries a value stays: 3.5, e-mail, -5, 50%, C#; so does a huge text. */
function withoutPunctuation(text: string): string {
  if (text.length > LONGEST) return text;
  return text
    .split(/(\s+)/)
    .map((word) => (word.trim() === '' ? word : bareWord(word)))
    .join('');
}

function bareWord(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && PUNCTUATION.test(word[start]!) && !/^[-.]\d|^[@#&%]/.test(word.slice(start, start + 2)))
    start++;
  while (end > start && PUNCTUATION.test(word[end - 1]!) && !'%#@&'.includes(word[end - 1]!)) end--;
  return word.slice(start, end);
}
