import type { Answer } from '../../domain/completion.ts';

/** What one model answered, by task and repeat. */
export class Tape {
  /** Repeat -> task id -> answer. */
  readonly #repeats = new Map<number, Map<string, Answer>>();

  get size(): number {
    let size = 0;
    for (const answers of this.#repeats.values()) size += answers.size;
    return size;
  }

  get(taskId: string, repeat: number): Answer | undefined {
    return this.#repeats.get(repeat)?.get(taskId);
  }

  /** Replaces what stood there; true when nothing did. */
  set(taskId: string, repeat: number, answer: Answer): boolean {
    let answers = this.#repeats.get(repeat);
    if (!answers) {
      answers = new Map();
      this.#repeats.set(repeat, answers);
    }
    const before = answers.size;
    return answers.set(taskId, answer).size > before;
  }

  /** Each task once, in the order of the recording. */
  taskIds(): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const answers of this.#repeats.values()) for (const id of answers.keys()) ids.add(id);
    return ids;
  }
}
