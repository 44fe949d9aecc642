import type { EmbeddingSpec, ModelSpec } from '../domain/model.ts';
import { Problem } from '../domain/problem.ts';
import { type EmbeddedBatch, readEmbeddings } from './embeddings/answer.ts';
import { batchesOf } from './embeddings/batches.ts';
import { type Client, openClient } from './openai/client.ts';
import type { Endpoint } from './openai/endpoint.ts';
import {
  brokenFailure,
  type Failure,
  malformedFailure,
  redirectFailure,
  type Subject,
  statusFailure,
  waitStop,
} from './openai/failure.ts';
import { readRemoteError } from './openai/remote_error.ts';
import { type Env, targetOf } from './openai/request.ts';
import type { Exchange, Reply } from './openai/transport.ts';
import { backOffMs, retryAfterMs, spokenWait } from './openai/wait.ts';

/** How many requests are under way at a time. */
const AT_A_TIME = 4;

/** Vectors of some of the texts, as they arrive; `tokens` is what the endpoint says it counted, undefined where it does not. */
export interface Embedded {
  readonly places: readonly number[];
  readonly vectors: readonly Float32Array[];
  readonly tokens: number | undefined;
}

/** Something that makes vectors of texts. */
export interface Embedder {
  /**
   * Hands vectors over as they arrive, all of one length; `length` is that of vectors already known. Throws a Problem (exit 4) for an endpoint that cannot
   * work, or the signal's reason; what was handed over before stays good.
   */
  embed(
    texts: readonly string[],
    length: number | undefined,
    signal: AbortSignal,
    take: (embedded: Embedded) => Promise<void>,
  ): Promise<void>;
}

/** The block as a model of the openai door, which knows addresses and keys. */
export function embeddingModel({ dimensions: _, ...spec }: EmbeddingSpec): ModelSpec {
  return { id: 'embedding', provider: 'openai', params: {}, ...spec };
}

/** Opens an OpenAI-compatible `/embeddings`. Sends nothing yet. Throws a Problem (exit 2) as models do; the caller closes the endpoint. */
export async function openEmbedder(spec: EmbeddingSpec, endpoint: Endpoint, env: Env): Promise<Embedder> {
  const target = targetOf(embeddingModel(spec), env);
  const subject: Subject = { target, model: spec.model, sent: [], extra: [] };
  return new OpenAiEmbedder(spec, subject, endpoint, await openClient(target, endpoint, env));
}

type Outcome =
  | { readonly kind: 'answer'; readonly answer: EmbeddedBatch }
  | { readonly kind: 'failure'; readonly failure: Failure; readonly headers: Reply['headers'] };

class OpenAiEmbedder implements Embedder {
  readonly #spec: EmbeddingSpec;
  readonly #subject: Subject;
  readonly #endpoint: Endpoint;
  readonly #client: Client;

  constructor(spec: EmbeddingSpec, subject: Subject, endpoint: Endpoint, client: Client) {
    this.#spec = spec;
    this.#subject = subject;
    this.#endpoint = endpoint;
    this.#client = client;
  }

  async embed(
    texts: readonly string[],
    known: number | undefined,
    signal: AbortSignal,
    take: (embedded: Embedded) => Promise<void>,
  ): Promise<void> {
    const failed = new AbortController();
    const both = AbortSignal.any([signal, failed.signal]);
    const batches = batchesOf(texts).values();
    let length = known ?? this.#spec.dimensions;
    const ask = async (places: readonly number[]): Promise<void> => {
      const asked = places.map((place) => texts[place]!);
      const { vectors, tokens } = await this.#ask(asked, () => length, both);
      length ??= vectors[0]?.length;
      await take({ places, vectors, tokens });
    };
    // The first batch goes alone: a dead key costs one request, and its answer says how long vectors are.
    for (const places of batches) {
      await ask(places);
      break;
    }
    const work = async () => {
      for (const places of batches) await ask(places);
    };
    const workers = Array.from({ length: AT_A_TIME }, () =>
      work().catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    );
    await Promise.allSettled(workers);
    await Promise.all(workers);
  }

  /** One batch, asked again while that may help. */
  async #ask(texts: readonly string[], length: () => number | undefined, signal: AbortSignal): Promise<EmbeddedBatch> {
    const { clock } = this.#endpoint;
    const body = {
      model: this.#spec.model,
      input: texts,
      encoding_format: 'float',
      ...(this.#spec.dimensions === undefined ? {} : { dimensions: this.#spec.dimensions }),
    };
    for (let failures = 1; ; failures++) {
      await this.#endpoint.turn(Math.ceil(texts.join('').length / 4), signal);
      const outcome = this.#read(await this.#client.embed(body, signal), texts.length, length());
      if (outcome.kind === 'answer') return outcome.answer;
      const { failure, headers } = outcome;
      if (!failure.retry || failures > this.#endpoint.retries) throw this.#problem(failure);
      const asked = retryAfterMs(headers, clock.wall());
      if (asked !== undefined && asked > this.#endpoint.maxWaitMs)
        throw this.#problem({ ...failure, stop: waitStop(spokenWait(asked), this.#subject) });
      const wait = asked ?? backOffMs(failures, clock);
      if (failure.rateLimited === true) this.#endpoint.pause(wait);
      await clock.sleep(wait, signal);
    }
  }

  #read(exchange: Exchange, count: number, length: number | undefined): Outcome {
    const subject = this.#subject;
    if (exchange.kind === 'broken')
      return { kind: 'failure', failure: brokenFailure(exchange, subject, false), headers: {} };
    const { status, headers, text } = exchange;
    const failed = (failure: Failure) => ({ kind: 'failure', failure, headers }) as const;
    if (status >= 300 && status < 400) return failed(redirectFailure(status, headers.location, subject));
    if (status >= 400) return failed(statusFailure(status, readRemoteError(text), subject));
    const answer = readEmbeddings(text, count, length);
    return typeof answer === 'string'
      ? failed(malformedFailure(answer, text, true, subject))
      : { kind: 'answer', answer };
  }

  #problem({ stop, reason }: Failure): Problem {
    const kept = 'vectors that came are kept: call it again for the rest';
    if (stop === undefined)
      return new Problem(4, {
        code: 'EMBEDDING',
        message: `${this.#subject.target.url}/embeddings: ${reason}`,
        hint: kept,
      });
    return new Problem(4, { code: stop.code, message: stop.message, hint: stop.hint ?? kept });
  }
}
