import { setMaxListeners } from 'node:events';
import type { Answer, Attempt, Stop } from '../domain/completion.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { CompletionRequest, Meter, Provider } from '../domain/provider.ts';
import type { ChatMessage } from '../domain/task.ts';
import { NO_CONTENT, type Outcome, readExchange, recordAttempt } from './openai/attempt.ts';
import { type Client, openClient } from './openai/client.ts';
import type { Endpoint } from './openai/endpoint.ts';
import { type Failure, type Subject, waitStop } from './openai/failure.ts';
import { modelNames, nearModels } from './openai/models.ts';
import { Probe } from './openai/probe.ts';
import { type Env, requestBody, targetOf } from './openai/request.ts';
import { backOffMs, retryAfterMs, spokenWait } from './openai/wait.ts';

export { type Endpoint, openEndpoint } from './openai/endpoint.ts';
export { hostOf, requestBody } from './openai/request.ts';

/** How long GET /models may take when it only serves a hint. */
const MODELS_MS = 3000;

/**
 * Opens a model behind any OpenAI-compatible endpoint. Sends nothing yet. Throws a Problem (exit 2): KEY for an unset variable, CONFIG for a bad
 * base_url. The endpoint is shared by all models of its host and closed by the caller.
 */
export async function openOpenAi(model: ModelSpec, endpoint: Endpoint, env: Env): Promise<Provider> {
  const target = targetOf(model, env);
  const extra = Object.keys(model.extra_body ?? {});
  const subject: Subject = { target, model: model.model, sent: [...Object.keys(model.params), ...extra], extra };
  return new OpenAiModel(model, subject, endpoint, await openClient(target, endpoint, env));
}

/** What is remembered from one attempt of a cell to the next. */
interface Progress {
  readonly attempts: Attempt[];
  /** Counted against the retries. */
  failures: number;
  /** Answers of the whole endpoint when the last attempt was sent. */
  answeredBefore: number;
}

/** One model at one endpoint. It remembers that it was stopped, and whether its address ever answered. */
class OpenAiModel implements Provider {
  readonly #model: ModelSpec;
  readonly #subject: Subject;
  readonly #endpoint: Endpoint;
  readonly #client: Client;
  readonly #probe = new Probe();
  #stop: Stop | undefined;
  #reached = false;
  #signal: AbortSignal | undefined;

  constructor(model: ModelSpec, subject: Subject, endpoint: Endpoint, client: Client) {
    this.#model = model;
    this.#subject = subject;
    this.#endpoint = endpoint;
    this.#client = client;
  }

  async complete(request: CompletionRequest, signal: AbortSignal, meter: Meter): Promise<Answer> {
    this.#watch(signal);
    const body = requestBody(this.#model, request.messages, request.params);
    const tokens = roughTokens(request.messages);
    const progress: Progress = { attempts: [], failures: 0, answeredBefore: 0 };
    const leave = await this.#probe.enter(signal);
    try {
      for (;;) {
        await this.#endpoint.turn(tokens, signal);
        if (this.#stop !== undefined) return stopped(this.#stop, progress.attempts);
        if (!meter.reserve()) return overBudget(progress.attempts);
        progress.answeredBefore = this.#endpoint.answered;
        const outcome = await this.#attempt(body, progress, signal, meter);
        const done = await this.#conclude(outcome, progress, tokens, signal);
        leave();
        if (typeof done === 'object') return done;
        await this.#endpoint.clock.sleep(done, signal);
      }
    } finally {
      leave();
    }
  }

  /** One request on the wire, read, settled and recorded. */
  async #attempt(
    body: Readonly<Record<string, unknown>>,
    progress: Progress,
    signal: AbortSignal,
    meter: Meter,
  ): Promise<Outcome> {
    const start = this.#endpoint.clock.now();
    let billed: Attempt['billed'] = 'possibly';
    try {
      const exchange = await this.#client.complete(body, signal);
      const reading = readExchange(exchange, this.#subject, { first: !this.#reached, tool: forcedTool(body) });
      const outcome = this.#limitAgain(reading, progress);
      this.#reached ||= exchange.kind === 'reply' || exchange.sent;
      const ms = Math.round((this.#endpoint.clock.now() - start) * 10) / 10;
      const attempt = recordAttempt(outcome, ms);
      progress.attempts.push(attempt);
      billed = attempt.billed;
      return outcome;
    } finally {
      meter.settle(billed);
    }
  }

  /** The answer, or after how many milliseconds to try again. */
  async #conclude(outcome: Outcome, progress: Progress, tokens: number, signal: AbortSignal): Promise<Answer | number> {
    if (outcome.kind === 'failure') return this.#concludeFailure(outcome.failure, outcome.headers, progress, signal);
    const { usage } = outcome.answer;
    this.#endpoint.settle(usage === undefined ? 0 : usage.input + usage.output - tokens);
    if (outcome.again) {
      progress.failures += 1;
      return backOffMs(progress.failures, this.#endpoint.clock);
    }
    const ms = progress.attempts.at(-1)?.ms ?? 0;
    return { ...outcome.answer, ms, attempts: progress.attempts };
  }

  async #concludeFailure(
    failure: Failure,
    headers: Outcome['headers'],
    progress: Progress,
    signal: AbortSignal,
  ): Promise<Answer | number> {
    const wait = this.#mayRetry(failure, headers) ? this.#wait(failure, headers, progress) : undefined;
    if (typeof wait === 'number') {
      if (failure.rateLimited === true) this.#endpoint.pause(wait);
      return wait;
    }
    const stop = wait ?? failure.stop;
    if (stop !== undefined) this.#stop ??= stop.code === 'MODEL' ? await this.#withNearModels(stop, signal) : stop;
    const status = failure.filtered === true ? 'filtered' : 'failed';
    return {
      status,
      text: '',
      reason: failure.reason,
      attempts: progress.attempts,
      ...(stop === undefined ? {} : { stop: this.#stop ?? stop }),
    };
  }

  #mayRetry(failure: Failure, headers: Outcome['headers']): boolean {
    const asked = headers['x-should-retry'];
    if (asked === 'true') return true;
    return asked === 'false' ? false : failure.retry;
  }

  /** Milliseconds, a Stop when the provider asks for too many, or undefined when the retries are used up. */
  #wait(failure: Failure, headers: Outcome['headers'], progress: Progress): number | Stop | undefined {
    const asked = retryAfterMs(headers, this.#endpoint.clock.wall());
    if (asked !== undefined && asked > this.#endpoint.maxWaitMs) return waitStop(spokenWait(asked), this.#subject);
    // While others get answers, "slower" is no failure: a crowd behind one limit would use its retries up waiting in turn.
    const crowd = failure.rateLimited === true && this.#endpoint.answered > progress.answeredBefore;
    if (!crowd) progress.failures += 1;
    if (progress.failures > this.#endpoint.retries) return undefined;
    return asked ?? backOffMs(progress.failures, this.#endpoint.clock);
  }

  /** A null content is asked for once more, if any retry is left. */
  #limitAgain(outcome: Outcome, progress: Progress): Outcome {
    if (outcome.kind === 'failure' || !outcome.again) return outcome;
    const before = progress.attempts.some((attempt) => attempt.outcome === NO_CONTENT);
    return { ...outcome, again: !before && progress.failures < this.#endpoint.retries };
  }

  async #withNearModels(stop: Stop, signal: AbortSignal): Promise<Stop> {
    const listed = await this.#client.models(MODELS_MS, signal);
    const names = listed.kind === 'reply' && listed.status === 200 ? modelNames(listed.text) : [];
    const near = nearModels(this.#model.model, names);
    return near.length === 0
      ? stop
      : { ...stop, hint: `did you mean ${near.map((name) => JSON.stringify(name)).join(', ')}?` };
  }

  /** As many listeners as there are requests in flight is not a leak. */
  #watch(signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.#signal === signal) return;
    this.#signal = signal;
    setMaxListeners(0, signal);
  }
}

function stopped(stop: Stop, attempts: readonly Attempt[]): Answer {
  return { status: 'failed', text: '', reason: `model stopped (${stop.code})`, attempts, stop };
}

function overBudget(attempts: readonly Attempt[]): Answer {
  const stop: Stop = { code: 'BUDGET', message: 'the cost cap would be exceeded', hint: 'a higher cap lets it go on' };
  return { status: 'failed', text: '', reason: 'budget', attempts, stop };
}

/** The tool that a request makes the model call, so that its arguments are the answer. */
function forcedTool(body: Readonly<Record<string, unknown>>): string | undefined {
  const choice = body.tool_choice as { readonly function?: { readonly name?: unknown } } | undefined;
  return typeof choice?.function?.name === 'string' ? choice.function.name : undefined;
}

/** Four characters a token, for pacing alone; corrected when the answer says what it was. */
function roughTokens(messages: readonly ChatMessage[]): number {
  return Math.ceil(messages.reduce((sum, message) => sum + message.content.length, 0) / 4);
}
