/** The form in which two texts count as the same: NFC, lower case, single spaces. */
export function normalise(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

// Scripts that put no spaces between words are cut into single signs, so that pairs of them serve as words.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+|[?!]/gu;

/** Words, numbers, question and exclamation marks, in order. */
export function words(text: string): readonly string[] {
  return normalise(text).match(WORD) ?? [];
}

/** Single words and pairs of neighbours. */
export function wordGrams(text: string): readonly string[] {
  const single = words(text);
  const grams = [...single];
  for (let at = 1; at < single.length; at++) grams.push(`${single[at - 1]} ${single[at]}`);
  return grams;
}

/** Runs of 2 to 5 characters inside each word, its edges included: what survives misspelling and inflection. */
export function charGrams(text: string): readonly string[] {
  return words(text).flatMap((word) => runs(` ${word} `, 2, 5));
}

/** Runs of 3 to 6 characters across words: what survives a space too many or too few, and catches turns of phrase. */
export function phraseGrams(text: string): readonly string[] {
  return runs(` ${words(text).join(' ')} `, 3, 6);
}

/** In UTF-16 units: half a sign beyond U+FFFF serves as a feature as well as a whole one. */
function runs(text: string, shortest: number, longest: number): readonly string[] {
  const grams: string[] = [];
  for (let size = shortest; size <= longest; size++) {
    for (let at = 0; at + size <= text.length; at++) grams.push(text.slice(at, at + size));
  }
  return grams;
}
