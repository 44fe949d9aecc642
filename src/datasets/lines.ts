const LF = 10;
const CR = 13;

/** Counts lines over consecutive byte ranges; LF, CRLF and a lone CR each end one line, also across ranges. */
export class LineCounter {
  #line = 1;
  #afterCr = false;

  /** The line (from 1) on which the next byte stands. */
  get line(): number {
    return this.#line;
  }

  feed(bytes: Buffer, from = 0, to = bytes.length): void {
    if (from >= to) return;
    const range = bytes.subarray(from, to);
    if (this.#afterCr || range.includes(CR)) this.#feedEach(range);
    else this.#feedLf(range);
  }

  /** The common case at the speed of a memory search. */
  #feedLf(range: Buffer): void {
    for (let at = range.indexOf(LF); at >= 0; at = range.indexOf(LF, at + 1)) this.#line++;
  }

  #feedEach(range: Buffer): void {
    for (const byte of range) {
      if (byte === CR || (byte === LF && !this.#afterCr)) this.#line++;
      this.#afterCr = byte === CR;
    }
  }
}
