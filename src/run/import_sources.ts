import { resolve } from 'node:path';
import type { ImportFormat } from '../datasets/foreign/names.ts';
import { type OutcomeFile, openOutcomes } from '../datasets/foreign/read.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { ScorerSpec } from '../domain/scorer.ts';
import { fileSha256 } from './competitors.ts';
import type { Host } from './host.ts';
import { hashOf } from './identity.ts';
import type { RowFilter } from './import_filter.ts';
import { SignalColumns } from './import_signals.ts';
import type { OutcomeLine } from './import_survey.ts';
import { cellsOf, missingColumns, parseColumns, type Role, roleColumns, textOf } from './outcome_columns.ts';

/** What the user said of the files. */
export interface SourceOptions {
  /** As the user wrote them. */
  readonly files: readonly [string, ...string[]];
  /** Of all files; by each file's content where absent. */
  readonly format?: ImportFormat;
  readonly columns: readonly string[];
  /** `COLUMN` or `COLUMN=COST`: what a verifier said of each answer, and its cost in dollars: another column, or a number. */
  readonly verifiers?: readonly string[];
  /** Grades outputs; also where the file holds scores of its own. */
  readonly scorer?: ScorerSpec;
}

/** A file and what it turned out to be. */
export interface OpenSource {
  readonly file: string;
  readonly opened: OutcomeFile;
}

/** Finds out what each file is, and says so where it is another tool's. */
export async function openSources({ files, format }: SourceOptions, host: Host): Promise<readonly OpenSource[]> {
  const sources: OpenSource[] = [];
  for (const file of files) {
    const opened = await openOutcomes(resolve(host.cwd, file), { file, ...(format === undefined ? {} : { format }) });
    if (opened.title !== undefined) host.progress.note(`${file}: read as ${opened.title}`);
    sources.push({ file, opened });
  }
  return sources;
}

/** sha256 (hex) of the bytes of the file; of several files, the hash of theirs. */
export async function contentHash(files: readonly string[], host: Host): Promise<string> {
  const hashes: string[] = [];
  for (const file of files) hashes.push(await fileSha256(resolve(host.cwd, file), file));
  return hashes.length === 1 ? hashes[0]! : hashOf({ files: hashes });
}

/** The rows that belong to the import, by role; without their scores where a scorer is to grade the outputs. */
export async function* outcomes(
  options: SourceOptions,
  sources: readonly OpenSource[],
  filter: RowFilter,
  host: Host,
  speaks = false,
): AsyncGenerator<OutcomeLine> {
  const repeats = new RepeatCounter();
  for (const { file, opened } of sources) {
    const skipped = (count: number): void => {
      if (speaks)
        host.progress.note(`${file}: ${count} ${count === 1 ? 'record is' : 'records are'} no call: left out`);
    };
    for await (const row of rowsOf(options, file, opened.rows(skipped), filter, host))
      yield opened.counts_repeats ? repeats.numbered(row) : row;
  }
}

async function* rowsOf(
  options: SourceOptions,
  file: string,
  rows: ReturnType<OutcomeFile['rows']>,
  filter: RowFilter,
  host: Host,
): AsyncGenerator<OutcomeLine> {
  const mapped = parseColumns(options.columns);
  const signals = new SignalColumns(options.verifiers ?? []);
  let roles: Map<Role, string> | undefined;
  for await (const { line, values, columns } of rows) {
    if (roles === undefined) {
      roles = roleColumns(columns, mapped);
      refuseColumns([
        missingColumns(roles, columns, file),
        ...filter.faults(columns, file),
        ...signals.faults(columns, roles, file),
      ]);
      if (options.scorer !== undefined) roles.delete('score');
    }
    host.signal.throwIfAborted();
    if (filter.passes(values))
      yield { file, line, cells: cellsOf(values, roles), columns: roles, signals: signals.of(values) };
  }
}

/** Numbers the calls of a log: the first, second, ... answer of a model to a task. */
class RepeatCounter {
  readonly #seen = new Map<string, number>();

  numbered(row: OutcomeLine): OutcomeLine {
    if ('repeat' in row.cells) return row;
    const cell = `${textOf(row.cells.model)}\n${textOf(row.cells.task_id)}`;
    const repeat = this.#seen.get(cell) ?? 0;
    this.#seen.set(cell, repeat + 1);
    return { ...row, cells: { ...row.cells, repeat } };
  }
}

function refuseColumns(details: readonly (ProblemDetail | undefined)[]): void {
  const [first, ...rest] = details.filter((detail) => detail !== undefined);
  if (first) throw new Problem(2, first, ...rest);
}
