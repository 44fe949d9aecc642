import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const folder = new URL('../../../shared/', import.meta.url);

/** True where the folder of reference values and recorded outcomes is absent: tests that need it skip. */
export const noShared = !existsSync(new URL('reference/', folder));

// biome-ignore lint/suspicious/noExplicitAny: reference files are JSON of many shapes, read field by field.
export function reference(name: string): any {
  return noShared ? {} : JSON.parse(readFileSync(new URL(`reference/${name}.json`, folder), 'utf8'));
}

/** Rows of a CSV of recorded outcomes, by column name. */
export function outcomes(path: string): Record<string, string>[] {
  return parse(readFileSync(new URL(`data/${path}`, folder), 'utf8'), { columns: true });
}
