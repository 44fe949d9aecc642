import type { Answer } from '../../domain/completion.ts';

/** What one model answered, by task and repeat: one map entry an answer, found in well under a microsecond. */
export interface Tape {
  readonly size: number;
  get(taskId: string, repeat: number): Answer | undefined;
  /** Replaces what stood there. */
  set(taskId: string, repeat: number, answer: Answer): void;
  /** Each task once, in the order of the recording. */
  taskIds(): ReadonlySet<string>;
}

/** An empty one. */
export function openTape(): Tape {
  const repeats = new Map<number, Map<string, Answer>>();
  return {
    get size() {
      return [...repeats.values()].reduce((sum, answers) => sum + answers.size, 0);
    },
    get: (taskId, repeat) => repeats.get(repeat)?.get(taskId),
    set(taskId, repeat, answer) {
      const answers = repeats.get(repeat) ?? new Map<string, Answer>();
      repeats.set(repeat, answers.set(taskId, answer));
    },
    taskIds: () => new Set([...repeats.values()].flatMap((answers) => [...answers.keys()])),
  };
}
