/**
 * A set of sha256 digests that numbers its members 0, 1, 2, ... in the order they came. Keeps 64 bits of each: 12 to 28 bytes a member (28 MB for a
 * million, where a Map of id texts takes 100 MB and more); the chance that any two of a million differ and look equal is 3e-8 (n^2 / 2^65).
 */
export class Fingerprints {
  /** Digest words of member m at 2m and 2m + 1. */
  #words = new Uint32Array(2 * 1024);
  /** Open addressing: number of the member plus 1, or 0 where the slot is free. A power of two, at most half full. */
  #slots = new Uint32Array(4 * 1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a digest (hex); equal to the previous `size` when it is new. */
  number(digest: string): number {
    const high = Number.parseInt(digest.slice(0, 8), 16);
    const low = Number.parseInt(digest.slice(8, 16), 16);
    const slot = this.#slotOf(high, low);
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1;
    this.#words[2 * this.#size] = high;
    this.#words[2 * this.#size + 1] = low;
    this.#slots[slot] = ++this.#size;
    if (2 * this.#size >= this.#words.length) this.#grow();
    return this.#size - 1;
  }

  /** The slot that holds the digest, or the free one where it belongs. */
  #slotOf(high: number, low: number): number {
    const mask = this.#slots.length - 1;
    let slot = low & mask;
    for (let member = this.#slots[slot]!; member !== 0; member = this.#slots[slot]!) {
      if (this.#words[2 * member - 2] === high && this.#words[2 * member - 1] === low) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const words = new Uint32Array(2 * this.#words.length);
    words.set(this.#words);
    this.#words = words;
    this.#slots = new Uint32Array(2 * this.#slots.length);
    for (let member = 0; member < this.#size; member++) {
      this.#slots[this.#slotOf(words[2 * member]!, words[2 * member + 1]!)] = member + 1;
    }
  }
}
