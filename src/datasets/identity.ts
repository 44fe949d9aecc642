import { hash } from 'node:crypto';
import type { Task } from '../domain/task.ts';
import { Fingerprints } from './fingerprints.ts';

/** sha256 (hex) of what is asked: JSON with the keys in this order, messages only where there are any. */
export function contentHash({ input, messages }: Task): string {
  return hash('sha256', JSON.stringify(messages ? { input, messages } : { input }));
}

/** Hex digits of the content hash that name a task without an id: 48 bits, two of 100,000 tasks collide with chance 2e-5 (then refused as a duplicate id). */
const ID_DIGITS = 12;

/**
 * Names tasks that have no id by what they ask: the first 12 hex digits of the content hash. The same content again gets "-2", "-3", ...: rows
 * of equal content are asked the same thing, so their order cannot matter to an answer. A row number is never part of an identity.
 */
export class Identity {
  readonly #contents = new Fingerprints();
  readonly #counts: number[] = [];

  /** The task with its id; `content` is its content hash, computed only where it is needed. */
  named(task: Task, content = (): string => contentHash(task)): Task {
    if (task.id !== '') return task;
    const digest = content();
    const number = this.#contents.number(digest);
    const count = (this.#counts[number] ?? 0) + 1;
    this.#counts[number] = count;
    const id = digest.slice(0, ID_DIGITS);
    return { ...task, id: count === 1 ? id : `${id}-${count}` };
  }
}

/** Finds the line on which the same id stood before; ids are compared in Unicode form NFC, so that no two look alike. */
export class SeenIds {
  readonly #ids = new Fingerprints();
  readonly #lines: number[] = [];

  /** The line of the first task with this id, or undefined when it is new. */
  firstLine(id: string, line: number): number | undefined {
    const number = this.#ids.number(hash('sha256', id.normalize('NFC')));
    const first = this.#lines[number];
    if (first === undefined) this.#lines[number] = line;
    return first;
  }
}

/** Finds tasks that ask the same and expect something else: one of the labels must be wrong. */
export class Contradictions {
  readonly #contents = new Fingerprints();
  readonly #labels: number[] = [];
  readonly #lines: number[] = [];
  #found = 0;
  #first: readonly [number, number] | undefined;

  add(task: Task, content: string, line: number): void {
    if (task.expected === undefined) return;
    const label = shortHash(JSON.stringify(task.expected));
    const number = this.#contents.number(content);
    if (this.#labels[number] === undefined) {
      this.#labels[number] = label;
      this.#lines[number] = line;
    } else if (this.#labels[number] !== label) {
      this.#found++;
      this.#first ??= [this.#lines[number]!, line];
    }
  }

  /** One sentence, or undefined when there is no contradiction. */
  warning(): string | undefined {
    if (!this.#first) return undefined;
    const [one, other] = this.#first;
    const tasks = this.#found === 1 ? '1 task asks' : `${this.#found} tasks ask`;
    return `${tasks} the same as an earlier one but with a different label (first: lines ${one} and ${other}): one of the labels is wrong`;
  }
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): enough to tell two labels of one input apart in a warning. */
function shortHash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
