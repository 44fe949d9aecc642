import type { DatasetSummary, Task } from '../domain/task.ts';
import { missingColumn, missingColumns, type Roles } from './columns.ts';
import { detail, Faults, quoted } from './fault.ts';
import { Contradictions, contentHash, Identity, SeenIds } from './identity.ts';
import type { Item, Row } from './items.ts';
import { draftOf } from './to-task.ts';

/** Longer cells are answered by few models, and paid by the token. */
const LONG_INPUT = 1024 * 1024;

/** What one reading of a whole dataset finds: its problems, and if there are none its summary. */
export class Check {
  readonly faults = new Faults();
  readonly #roles: Roles;
  readonly #file: string;
  readonly #identity = new Identity();
  readonly #ids = new SeenIds();
  readonly #contradictions = new Contradictions();
  readonly #segments = new Set<string>();
  readonly #columns = new Map<string, number>();
  #tasks = 0;
  #badHeader = false;
  #longest = { length: 0, line: 0 };

  constructor(roles: Roles, file: string) {
    this.#roles = roles;
    this.#file = file;
  }

  /** True when reading on would add nothing. */
  get hopeless(): boolean {
    return this.#badHeader || this.faults.full;
  }

  add(item: Item): void {
    if (this.hopeless) return;
    if (item.kind === 'fault') this.faults.add(item.detail);
    else if (item.kind === 'header') this.#header(item.columns, item.line);
    else this.#row(item.row);
  }

  #header(columns: readonly string[], line: number): void {
    const missing = missingColumns(columns, this.#roles);
    this.#badHeader = missing.length > 0;
    this.faults.add(...missing.map((name) => missingColumn(name, columns, this.#file, line)));
  }

  #row(row: Row): void {
    for (const name of row.columns) this.#columns.set(name, (this.#columns.get(name) ?? 0) + 1);
    this.#tasks++;
    const draft = draftOf(row, this.#roles, this.#file);
    if ('faults' in draft) this.faults.add(...draft.faults);
    else this.#task(draft.task, row.line);
  }

  #task(task: Task, line: number): void {
    const content = contentHash(task);
    const { id, segment, input } = this.#identity.named(task, () => content);
    const first = this.#ids.firstLine(id, line);
    if (first !== undefined) {
      const message = `duplicate id ${quoted(id)}: lines ${first} and ${line}`;
      const hint = 'ids are compared as text in Unicode form NFC; every task needs one of its own';
      this.faults.add(detail(this.#file, line, message, hint));
    }
    this.#contradictions.add(task, content, line);
    this.#segments.add(segment);
    if (input.length > this.#longest.length) this.#longest = { length: input.length, line };
  }

  /** To be called when everything was read: what only the whole file can tell. */
  finish(): void {
    if (!this.faults.none) return;
    if (this.#tasks === 0) {
      this.faults.add(
        detail(this.#file, undefined, 'no tasks: the file has no rows', 'one row is one task: input, expected'),
      );
      return;
    }
    const never = this.#roles.named.filter((name) => !this.#columns.has(name));
    this.faults.add(...never.map((name) => missingColumn(name, [...this.#columns.keys()], this.#file, 1)));
  }

  summary(sha256: string): DatasetSummary {
    const everywhere = [...this.#columns].filter(([, count]) => count === this.#tasks).map(([name]) => name);
    return {
      sha256,
      tasks: this.#tasks,
      segments: [...this.#segments],
      columns: everywhere,
      warnings: this.#warnings(),
    };
  }

  #warnings(): readonly string[] {
    const warnings: string[] = [];
    if (this.#tasks === 1) warnings.push('1 task: no conclusion possible');
    const contradiction = this.#contradictions.warning();
    if (contradiction) warnings.push(contradiction);
    const { length, line } = this.#longest;
    if (length > LONG_INPUT)
      warnings.push(`the longest input has ${(length / LONG_INPUT).toFixed(1)} million characters (line ${line})`);
    return warnings;
  }
}
