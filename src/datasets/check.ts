import type { ProblemDetail } from '../domain/problem.ts';
import type { DatasetSummary, Task, Visit } from '../domain/task.ts';
import { missingColumn, missingColumns, type Roles } from './columns.ts';
import { detail, Faults, quoted } from './fault.ts';
import { Contradictions, contentHash, Identity, SeenIds } from './identity.ts';
import type { Item, Row } from './items.ts';
import { draftOf } from './to_task.ts';

/** Longer cells are answered by few models, and paid by the token. */
const LONG_INPUT = 1024 * 1024;

/** What one reading of a whole dataset finds: its problems, and if there are none its summary. */
export class Check {
  readonly faults = new Faults();
  readonly #roles: Roles;
  readonly #file: string;
  readonly #visit: Visit | undefined;
  readonly #identity = new Identity();
  readonly #ids = new SeenIds();
  readonly #contradictions = new Contradictions();
  readonly #segments = new Set<string>();
  readonly #columns = new Map<string, number>();
  #tasks = 0;
  #badHeader = false;
  #longest = { length: 0, line: 0 };

  constructor(roles: Roles, file: string, visit?: Visit) {
    this.#roles = roles;
    this.#file = file;
    this.#visit = visit;
  }

  /** True when reading on would add nothing. */
  get hopeless(): boolean {
    return this.#badHeader || this.faults.full;
  }

  /** A promise where the visitor needs time. */
  add(item: Item): Promise<void> | undefined {
    if (this.hopeless) return undefined;
    if (item.kind === 'row') return this.#row(item.row);
    if (item.kind === 'fault') this.faults.add(item.detail);
    else this.#header(item.columns, item.line);
    return undefined;
  }

  #header(columns: readonly string[], line: number): void {
    const missing = missingColumns(columns, this.#roles);
    this.#badHeader = missing.length > 0;
    this.faults.add(...missing.map((name) => missingColumn(name, columns, this.#file, line)));
  }

  #row(row: Row): Promise<void> | undefined {
    for (const name of row.columns) this.#columns.set(name, (this.#columns.get(name) ?? 0) + 1);
    this.#tasks++;
    const draft = draftOf(row, this.#roles, this.#file);
    if ('task' in draft) return this.#task(draft.task, row.line);
    this.faults.add(...draft.faults);
    return undefined;
  }

  #task(draft: Task, line: number): Promise<void> | undefined {
    const content = contentHash(draft);
    const task = this.#identity.named(draft, () => content);
    const { id, segment, input } = task;
    const first = this.#ids.firstLine(id, line);
    if (first !== undefined) {
      const message = `duplicate id ${quoted(id)}: lines ${first} and ${line}`;
      const hint = 'ids are compared as text in Unicode form NFC; every task needs one of its own';
      this.faults.add(detail(this.#file, line, message, hint));
    }
    this.#contradictions.add(task, content, line);
    this.#segments.add(segment);
    if (input.length > this.#longest.length) this.#longest = { length: input.length, line };
    const found = this.#visit?.(task, line) ?? [];
    if (found instanceof Promise) return found.then((details) => this.#visited(details, line));
    this.#visited(found, line);
    return undefined;
  }

  #visited(details: readonly ProblemDetail[], line: number): void {
    this.faults.add(...details.map((one) => ({ file: this.#file, line, ...one })));
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
