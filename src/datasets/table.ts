import { parseCsv, parseTsv } from './csv.ts';
import type { Format } from './items.ts';
import { parseJsonl } from './jsonl.ts';

/** The dataset formats. To add one: a file that exports a `Format`, a line here, a test file. */
export const FORMATS = {
  csv: { extensions: ['.csv'], parse: parseCsv },
  tsv: { extensions: ['.tsv', '.tab'], parse: parseTsv },
  jsonl: { extensions: ['.jsonl', '.ndjson'], parse: parseJsonl },
} satisfies Record<string, { readonly extensions: readonly string[]; readonly parse: Format }>;

export type FormatName = keyof typeof FORMATS;

const NAMES = Object.keys(FORMATS) as FormatName[];

/** The format that a file name extension (with its dot, in lower case) stands for, if any. */
export function formatOfExtension(extension: string): FormatName | undefined {
  return NAMES.find((name) => (FORMATS[name].extensions as readonly string[]).includes(extension));
}
