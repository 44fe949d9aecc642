import type { Json } from '../domain/task.ts';
import { detail, fatal } from './fault.ts';
import { type Format, type Item, MAX_RECORD_BYTES } from './items.ts';
import { MAX_DEPTH, scanJson } from './json_scan.ts';

const LF = 10;

/** One JSON object a line, split on LF only: U+2028 and U+2029 are legal inside JSON strings. Empty lines are skipped. */
export const parseJsonl: Format = async function* (chunks, file) {
  let number = 0;
  for await (const lines of splitLines(chunks)) {
    const items: Item[] = [];
    for (const line of lines) {
      number++;
      const item = itemOf(line, number, file);
      if (item) items.push(item);
    }
    yield items;
  }
};

/** Lines without their LF; a line that is too long arrives as undefined and is never held in memory. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly (string | undefined)[]> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    length += part.length;
    if (length > MAX_RECORD_BYTES) parts = [];
    else parts.push(part);
  };
  const finish = (): string | undefined => {
    const line =
      length > MAX_RECORD_BYTES ? undefined : (parts.length === 1 ? parts[0]! : Buffer.concat(parts)).toString();
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const lines: (string | undefined)[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      take(chunk.subarray(from, at));
      lines.push(finish());
      from = at + 1;
    }
    if (from < chunk.length) take(chunk.subarray(from));
    yield lines;
  }
  if (length > 0) yield [finish()];
}

function itemOf(text: string | undefined, line: number, file: string): Item | undefined {
  const fault = (message: string, hint?: string): Item => ({
    kind: 'fault',
    detail: detail(file, line, message, hint),
  });
  if (text === undefined)
    return fault(`line ${line} longer than 16 MB`, 'one task a line, each line ended by a line feed');
  if (text.trim() === '') return undefined;
  const { depth, duplicate } = scanJson(text);
  if (depth > MAX_DEPTH)
    return fault(`nested deeper than ${MAX_DEPTH} levels`, 'flatten the value, or write it as text');
  const parsed = parseJson(text);
  if ('error' in parsed) return fault(`not valid JSON: ${parsed.error}`, brokenHint(text));
  const { value } = parsed;
  if (Array.isArray(value) && line === 1) throw arrayFile(file);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return fault(
      `expected a JSON object, found ${kindOf(value)}`,
      'every line is one object: {"input": "...", "expected": "..."}',
    );
  }
  if (duplicate !== undefined)
    return fault(
      `duplicate key ${JSON.stringify(duplicate)}`,
      'JSON readers keep only one of them: remove or rename one',
    );
  return { kind: 'row', row: { line, columns: Object.keys(value), values: Object.assign(Object.create(null), value) } };
}

/** The Problem for a file that is one JSON array. */
export function arrayFile(file: string) {
  const hint = `write one object per line: jq -c '.[]' ${file} > tasks.jsonl`;
  return fatal(file, 1, 'this is a JSON array; write one object per line', hint);
}

/** JSON text as a value, or the reason why it is none. */
export function parseJson(text: string): { readonly value: Json } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { error: plainReason(error instanceof Error ? error.message : String(error)) };
  }
}

/** V8 quotes the text itself in some messages, and some versions add a line of their own; the position is enough. */
function plainReason(message: string): string {
  return message
    .replace(/ \(line \d+ column \d+\)$/, '')
    .replace(/, (?:\.{3})?".*"(?:\.{3})? is not valid JSON$/s, '')
    .replace(/^".*" is not valid JSON$/s, 'unexpected text');
}

function brokenHint(text: string): string {
  if (/[\r](?!$)/.test(text)) return "lines end with CR alone: convert them with tr '\\r' '\\n'";
  if (/^\s*[{[]\s*$/.test(text)) return "the objects seem to be spread over lines: jq -c '.' FILE writes one per line";
  return 'every line is one complete JSON object';
}

/** What a JSON value is, in words. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
