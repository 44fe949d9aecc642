/** How much of an answer the free-text scorers read, in UTF-16 units: answers end with what they settle on, and 8 MB of it must not stall a run. */
const WINDOW = 65_536;

/** The end of a text; all of it unless it is huge. */
export function tail(text: string): string {
  return text.length > WINDOW ? text.slice(-WINDOW) : text;
}
