import type { Question } from '../../scorers/judge/question.ts';
import type { KeyedRequest } from '../replay.ts';
import type { OpenJudge, OpenJudging } from './open.ts';
import { type JudgedTask, ordersOf, questionOf, requestFor } from './question.ts';

/** A question with the request that puts it. */
export interface Asking {
  readonly question: Question;
  readonly request: KeyedRequest;
}

/** The questions about answers. Making one takes most of the time of judging, so each is made once while its answer is in memory. */
export class Questions {
  readonly judging: OpenJudging;
  readonly #seed: number;
  readonly #made = new WeakMap<JudgedTask, Map<string, Asking>>();

  constructor(judging: OpenJudging, seed: number) {
    this.judging = judging;
    this.#seed = seed;
  }

  of(judge: OpenJudge, task: JudgedTask, order: number): Asking {
    const made = this.#made.get(task) ?? new Map<string, Asking>();
    this.#made.set(task, made);
    const place = `${order} ${judge.spec.id}`;
    const asking = made.get(place) ?? this.#make(judge, task, order);
    made.set(place, asking);
    return asking;
  }

  /** Keys of all that one judge is asked about an answer. */
  keys(judge: OpenJudge, task: JudgedTask): readonly string[] {
    return Array.from({ length: ordersOf(task) }, (_, order) => this.of(judge, task, order).request.key);
  }

  #make(judge: OpenJudge, task: JudgedTask, order: number): Asking {
    const question = questionOf(this.judging, judge, task, order, this.#seed);
    return { question, request: requestFor(judge, question, task, order) };
  }
}
