import { extname } from 'node:path';
import { fatal } from './fault.ts';
import { arrayFile } from './jsonl.ts';
import { FORMATS, type FormatName, formatOfExtension } from './table.ts';

const EXCEL = 'in Excel: File > Save As > CSV UTF-8';

/** First bytes of files that are no text at all, and what to do about them. */
const MAGIC: readonly { readonly bytes: readonly number[]; readonly what: string; readonly hint: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'this is an Excel file (or a zip): export as CSV', hint: EXCEL },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'this is an Excel file: export as CSV', hint: EXCEL },
  { bytes: [0x1f, 0x8b], what: 'this file is compressed (gzip)', hint: 'decompress it first: gunzip FILE' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'this file is compressed (zstd)', hint: 'decompress it first: unzstd FILE' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'this is a Parquet file', hint: 'export it as CSV or JSONL' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'this is a PDF file', hint: 'export the data as CSV or JSONL' },
];

/** The format of a file, by its extension or else by its first bytes; throws a Problem for files that are no table at all. */
export function sniff(path: string, head: Buffer, file: string): FormatName {
  const magic = MAGIC.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte));
  if (magic) throw fatal(file, undefined, magic.what, magic.hint);
  const byName = formatOfExtension(extname(path).toLowerCase());
  const firstCharacter = head
    .toString('utf8')
    .replaceAll('\0', '')
    .replace(/^[\uFEFF\uFFFD]+/, '')
    .trimStart()[0];
  if (firstCharacter === '[' && byName !== 'csv' && byName !== 'tsv') throw arrayFile(file);
  return byName ?? (firstCharacter === '{' ? 'jsonl' : 'csv');
}

/** The parser of a format. */
export function parserOf(name: FormatName) {
  return FORMATS[name].parse;
}
