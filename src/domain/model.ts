import type { PriceSpec } from './price.ts';

/** One competitor. The same model with another prompt or other params is another Model. */
export interface ModelSpec {
  readonly id: string;
  readonly provider: 'openai' | 'recorded' | 'classifier';
  /** The name the provider knows it by. For `classifier`: majority, nearest, linear or ensemble. */
  readonly model: string;
  readonly base_url?: string;
  /** Name of the environment variable that holds the key; the key itself is never stored. */
  readonly api_key_env?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Header name -> name of the environment variable that holds its value. */
  readonly headers_env?: Readonly<Record<string, string>>;
  /** Sent as they are: temperature, max_completion_tokens, reasoning_effort, ... A null removes the parameter. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Fields outside OpenAI's own, sent at the top of the body. */
  readonly extra_body?: Readonly<Record<string, unknown>>;
  readonly system?: string;
  readonly prompt?: string;
  readonly price?: PriceSpec;
  /** `recorded`: the run folder, CSV or JSONL to replay. */
  readonly path?: string;
  /** `classifier`: the labelled file to learn from; same columns as the dataset. */
  readonly train?: string;
}

/** An endpoint that makes vectors of texts. */
export interface EmbeddingSpec {
  readonly model: string;
  readonly base_url?: string;
  /** Name of the environment variable that holds the key; the key itself is never stored. */
  readonly api_key_env?: string;
  /** How many numbers a vector has, where that can be chosen. */
  readonly dimensions?: number;
  readonly price?: PriceSpec;
}

/** How hard one host may be pushed. */
export interface HostLimits {
  readonly concurrency: number;
  /** Requests per minute. */
  readonly rpm?: number;
  /** Tokens per minute, input and output. */
  readonly tpm?: number;
}

export interface Limits extends HostLimits {
  /** Deadline of one attempt, over the whole body. */
  readonly timeout_s: number;
  /** How many times a retryable failure is asked again. */
  readonly retries: number;
  /** The longest Retry-After that is waited for. */
  readonly max_wait_s: number;
  /** Host (with port) -> its own limits. */
  readonly hosts: Readonly<Record<string, Partial<HostLimits>>>;
}
