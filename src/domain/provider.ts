import type { Answer } from './completion.ts';
import type { ChatMessage, Task } from './task.ts';

/** One request: a task put to one model. `messages` are final: prompt rendered, system prompt included. */
export interface CompletionRequest {
  readonly task: Task;
  readonly messages: readonly ChatMessage[];
  readonly repeat: number;
  /** Sent beside the model's own params, and over them: the form in which a judge has to answer. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Asks leave before each attempt and settles after it; how a cost cap holds over retries too. */
export interface Meter {
  /** False: the cap would be exceeded; the attempt must not be sent. */
  reserve(): boolean;
  /** `possibly` keeps the whole reserve as spent; `yes` is settled later from the answer's cost; `no` gives it back. */
  settle(billed: 'yes' | 'no' | 'possibly'): void;
}

/** Port: something that completes. One instance serves one model. */
export interface Provider {
  /** Never throws for anything a server or recording can do: failures are answers with status `failed`. Throws only the signal's reason when aborted. */
  complete(request: CompletionRequest, signal: AbortSignal, meter: Meter): Promise<Answer>;
  /** Present where every answer is at hand: nothing is sent, there is nothing to wait for, and many can be taken in one go. */
  recall?(request: CompletionRequest): Answer;
  close?(): Promise<void>;
}
