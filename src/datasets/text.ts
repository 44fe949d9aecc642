import { isUtf8 } from 'node:buffer';
import { fatal } from './fault.ts';
import { LineCounter } from './lines.ts';

const SAVE_AS_UTF8 = 'save the file as UTF-8';

/**
 * Bytes of a file as valid UTF-8 without byte order mark or NUL. UTF-16 with a byte order mark is decoded. Anything else throws a Problem with
 * line and byte: a wrong guess about the encoding would change labels silently.
 */
export async function* utf8Chunks(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const start = await firstBytes(bytes, 4);
  const utf16 = utf16Of(start.head);
  const source = utf16 ? decodeUtf16(start.all(), utf16, file) : start.all();
  yield* validated(source, file);
}

/** A byte stream whose first bytes are known: iterators end anywhere, also inside a byte order mark. */
async function firstBytes(bytes: AsyncIterable<Buffer>, wanted: number) {
  const rest = bytes[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < wanted) {
    const next = await rest.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield head;
      for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
    } finally {
      await rest.return?.();
    }
  }
  return { head, all };
}

function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

async function* decodeUtf16(bytes: AsyncIterable<Buffer>, encoding: string, file: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Buffer): Buffer => {
    try {
      return Buffer.from(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
    } catch {
      throw fatal(file, undefined, `not valid ${encoding.toUpperCase()}`, SAVE_AS_UTF8);
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

async function* validated(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const lines = new LineCounter();
  let carry: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const chunk of bytes) {
    const joined = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const bom = first && joined.subarray(0, 3).equals(UTF8_BOM) ? 3 : 0;
    const end = joined.length - unfinishedBytes(joined);
    const whole = joined.subarray(bom, end);
    assertText(whole, lines, file);
    lines.feed(whole);
    carry = joined.subarray(end);
    if (whole.length > 0) {
      first = false;
      yield whole;
    }
  }
  assertText(carry, lines, file);
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** How many bytes at the end are the start of a character that goes on in the next chunk (0 to 3). */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function assertText(bytes: Buffer, lines: LineCounter, file: string): void {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    lines.feed(bytes, 0, nul);
    throw nulFault(bytes, nul, lines.line, file);
  }
  if (isUtf8(bytes)) return;
  const at = firstInvalid(bytes);
  lines.feed(bytes, 0, at);
  const byte = `0x${bytes[at]!.toString(16).toUpperCase().padStart(2, '0')}`;
  throw fatal(file, lines.line, `not valid UTF-8 (byte ${byte})`, SAVE_AS_UTF8);
}

function nulFault(bytes: Buffer, at: number, line: number, file: string) {
  const alternating = bytes.length > at + 2 && at <= 1 && bytes[at + 1] !== 0 && bytes[at + 2] === 0;
  return alternating
    ? fatal(file, line, 'file is UTF-16 without a byte order mark', SAVE_AS_UTF8)
    : fatal(file, line, 'NUL byte (0x00): not a text file', 'export the data as CSV or JSONL in UTF-8');
}

/** Offset of the first byte that cannot stand where it stands; found by halving, since validity of a prefix is monotonic. */
function firstInvalid(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const cut = bytes.subarray(0, middle);
    if (isUtf8(cut.subarray(0, middle - unfinishedBytes(cut)))) good = middle;
    else bad = middle;
  }
  return bad - 1 - unfinishedBytes(bytes.subarray(0, bad - 1));
}
