/** Texts in one request. */
const MOST_TEXTS = 64;
/** OpenAI takes 300,000 tokens a request, and no text has more tokens than bytes. */
const MOST_BYTES = 250_000;

/** The places of the texts in their order, cut into requests that an endpoint takes; a text that is longer than that goes alone. */
export function batchesOf(texts: readonly string[]): readonly (readonly number[])[] {
  const batches: number[][] = [];
  let bytes = 0;
  for (const [place, text] of texts.entries()) {
    const size = Buffer.byteLength(text);
    const last = batches.at(-1);
    if (last === undefined || last.length >= MOST_TEXTS || bytes + size > MOST_BYTES) {
      batches.push([place]);
      bytes = size;
    } else {
      last.push(place);
      bytes += size;
    }
  }
  return batches;
}
