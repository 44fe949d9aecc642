import { open, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Problem } from '../../domain/problem.ts';
import type { Json } from '../../domain/task.ts';
import type { Row } from '../items.ts';
import { type ReadOptions, readRows } from '../rows.ts';
import type { ForeignFormat } from './format.ts';
import type { ForeignName, ImportFormat } from './names.ts';
import {
  type ForeignOutcome,
  type ForeignRecord,
  OUTCOME_COLUMNS,
  objectIn,
  type Placed,
  parsedOrNot,
} from './outcome.ts';
import { FOREIGN } from './table.ts';

/** A file of outcomes, its format known; it can be read any number of times. */
export interface OutcomeFile {
  /** How messages call the format; undefined for bench's own table. */
  readonly title: string | undefined;
  readonly counts_repeats: boolean;
  /** Rows under bench's own column names. `skipped` is told how many records of the file were no calls. */
  rows(skipped?: (count: number) => void): AsyncIterable<Row>;
}

export interface OpenOptions {
  /** The name used in messages. */
  readonly file: string;
  /** By the content where absent. */
  readonly format?: ImportFormat;
}

/** Finds out what a file is, by its content. Throws a Problem (exit 2) for a format that was named and is not the file's. */
export async function openOutcomes(path: string, { file, format }: OpenOptions): Promise<OutcomeFile> {
  if (extname(path).toLowerCase() === '.eval') throw refusal(file, 'this is a packed Inspect log', INSPECT_HINT);
  const source = format === 'table' ? undefined : await sourceOf(path, file);
  const name = source && (format ?? detect(source));
  if (source === undefined || name === undefined || name === 'table') return tableFile(path, file, source);
  const foreign: ForeignFormat = FOREIGN[name];
  const records = source.document === undefined ? undefined : recordsOf(foreign, source.document);
  if (format !== undefined && !fits(foreign, source, records)) throw misnamed(file, foreign, source);
  return {
    title: foreign.title,
    counts_repeats: foreign.counts_repeats,
    rows: (skipped) => outcomeRows(foreign, placed(path, file, records), { source, file }, skipped),
  };
}

const INSPECT_HINT = 'unpack it: inspect log convert FILE.eval --to json --output-dir logs';

/** A file of JSON that is one document, or the first record of a file of many. */
interface Source {
  readonly document?: Json;
  readonly head?: ForeignRecord;
}

/** More than this is not read as one document; JSONL of any size is streamed. */
const MAX_DOCUMENT_BYTES = 400 * 1024 * 1024;

async function sourceOf(path: string, file: string): Promise<Source> {
  const document = LINES.test(path) ? undefined : await documentIn(path, file);
  if (document !== undefined) return { document };
  const options = optionsFor(path, file);
  for await (const { values } of readRows(path, options)) return { head: values };
  return {};
}

const LINES = /\.(jsonl|ndjson|csv|tsv|tab)$/i;

function optionsFor(path: string, file: string): ReadOptions {
  return /\.json$/i.test(path) ? { file, format: 'jsonl' } : { file };
}

/** The file as one JSON document; undefined where it is none, or holds one record a line. */
async function documentIn(path: string, file: string): Promise<Json | undefined> {
  if (!/^[[{]/.test(await beginning(path))) return undefined;
  if ((await stat(path)).size > MAX_DOCUMENT_BYTES)
    throw refusal(file, 'this JSON document is too long to be read whole', 'export it as JSONL: one record a line');
  const content = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  return parsedOrNot(content) ?? (NO_NUMBER.test(content) ? parsedOrNot(withoutNaN(content)) : undefined);
}

const NO_NUMBER = /[:[,]\s*(?:NaN|-?Infinity)\b/;

/** Python writes what is no number (a score that Inspect did not give) as NaN or Infinity, which JSON has no word for: unknown. */
function withoutNaN(content: string): string {
  return content.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\bNaN\b|-?\bInfinity\b/g, (found) =>
    found[0] === '"' ? found : 'null',
  );
}

async function beginning(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .trimStart();
  } finally {
    await handle.close();
  }
}

function detect({ document, head }: Source): ForeignName | undefined {
  const names = Object.keys(FOREIGN) as ForeignName[];
  if (document !== undefined) return names.find((name) => recordsOf(FOREIGN[name], document) !== undefined);
  if (head === undefined || isOwn(head)) return undefined;
  return names.find((name) => (FOREIGN[name] as ForeignFormat).detects(head));
}

/** Bench's own columns win, whatever else stands beside them. */
function isOwn(head: ForeignRecord): boolean {
  return 'task_id' in head && 'model' in head && ('score' in head || 'output' in head);
}

/** The records of a document in its own form, or of a plain array of them. */
function recordsOf(format: ForeignFormat, document: Json): readonly Json[] | undefined {
  const own = format.recordsIn?.(document);
  if (own !== undefined) return own;
  const list = Array.isArray(document) ? document : [document];
  return list.length > 0 && list.every((one) => format.detects(objectIn(one) ?? {})) ? list : undefined;
}

function fits(format: ForeignFormat, { head }: Source, records: readonly Json[] | undefined): boolean {
  return records !== undefined || (head !== undefined && format.detects(head));
}

function misnamed(file: string, { title }: ForeignFormat, { document, head }: Source): Problem {
  const fields = Object.keys(head ?? objectIn(document) ?? {}).slice(0, 10);
  const found = fields.length > 0 ? `it has ${fields.join(', ')}` : 'it has no fields';
  return refusal(file, `this cannot be read as ${title}`, `${found}; --columns says which column is what`);
}

function tableFile(path: string, file: string, source: Source | undefined): OutcomeFile {
  const object = objectIn(source?.document);
  // One object on its own may still be a table of one row.
  if (object && !('model' in object))
    throw refusal(
      file,
      'this JSON document is of no format that bench knows',
      `known are ${Object.keys(FOREIGN).join(', ')}; or one row per task and model, as CSV or JSONL`,
    );
  return { title: undefined, counts_repeats: false, rows: () => readRows(path, optionsForTable(path, file)) };
}

function optionsForTable(path: string, file: string): ReadOptions {
  return LINES.test(path) ? { file } : optionsFor(path, file);
}

async function* placed(path: string, file: string, records: readonly Json[] | undefined): AsyncGenerator<Placed> {
  if (records === undefined) {
    for await (const { line, values } of readRows(path, optionsFor(path, file))) yield { line, record: values };
    return;
  }
  for (const [index, record] of records.entries()) yield { line: index + 1, record: objectIn(record) ?? {} };
}

async function* outcomeRows(
  format: ForeignFormat,
  records: AsyncIterable<Placed>,
  { source, file }: { readonly source: Source; readonly file: string },
  skipped: ((count: number) => void) | undefined,
): AsyncGenerator<Row> {
  const { document } = source;
  const all = document === undefined ? [] : (recordsOf(format, document) ?? []);
  const context = { document, records: all };
  let calls = 0;
  let others = 0;
  const extras = new Set<string>();
  for await (const { line, record } of records) {
    const outcome = format.outcomeOf(record, context);
    if (typeof outcome === 'string') throw refusal(file, outcome, undefined);
    if (outcome === undefined) others++;
    else yield rowOf(line, outcome, extras);
    calls += outcome === undefined ? 0 : 1;
  }
  if (calls === 0) throw refusal(file, `read as ${format.title}: it holds no calls`, undefined);
  if (others > 0) skipped?.(others);
}

function rowOf(line: number, { extra, ...known }: ForeignOutcome, extras: Set<string>): Row {
  const values = Object.setPrototypeOf({}, null) as Record<string, Json>;
  for (const [name, value] of Object.entries({ ...extra, ...believed(known) })) {
    if (value === undefined) continue;
    values[name] = value;
    extras.add(name);
  }
  return { line, columns: [...new Set([...OUTCOME_COLUMNS, ...extras])], values };
}

/** More cached tokens than input tokens: two ways of counting were mixed, so nobody knows. */
function believed(known: Omit<ForeignOutcome, 'extra'>): Omit<ForeignOutcome, 'extra'> {
  const { input_tokens, output_tokens, cached_tokens, ...rest } = known;
  if (cached_tokens !== undefined && (input_tokens === undefined || cached_tokens > input_tokens)) return rest;
  return known;
}

function refusal(file: string, message: string, hint: string | undefined): Problem {
  return new Problem(2, { code: 'IMPORT', message, file, ...(hint === undefined ? {} : { hint }) });
}
