import { isAscii } from 'node:buffer';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/** Whole records as cells, and the bytes behind the last of them. */
export interface PlainRecords {
  readonly records: readonly (readonly string[])[];
  readonly rest: Buffer;
}

/**
 * The records in front of the first quote: there nothing matters but delimiters (one byte) and line ends, and cutting takes a third of the time
 * of parsing. A record that may go on in the next chunk stays in `rest`. Every cell is a text of its own: a slice would keep the whole chunk in memory.
 */
export function cutPlain(bytes: Buffer, delimiter: string): PlainRecords {
  const comma = delimiter.charCodeAt(0);
  const encoding = isAscii(bytes) ? 'latin1' : 'utf8';
  const quote = bytes.indexOf(QUOTE);
  const end = quote < 0 ? bytes.length : quote;
  const records: string[][] = [];
  let cells: string[] = [];
  let [record, cell] = [0, 0];
  for (let at = 0; at < end; at++) {
    const byte = bytes[at];
    if (byte !== comma && byte !== LF && byte !== CR) continue;
    if (byte === CR && at + 1 === bytes.length) break; // perhaps half of CRLF
    cells.push(bytes.toString(encoding, cell, at));
    cell = at + 1;
    if (byte === comma) continue;
    if (byte === CR && bytes[cell] === LF) cell = ++at + 1;
    records.push(cells);
    cells = [];
    record = cell;
  }
  return { records, rest: bytes.subarray(record) };
}
