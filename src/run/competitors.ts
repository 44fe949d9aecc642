import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import Big from 'big.js';
import type { CostSource } from '../domain/completion.ts';
import type { ModelSpec } from '../domain/model.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { CompletionRequest, Provider } from '../domain/provider.ts';
import type { Task } from '../domain/task.ts';
import type { Budget } from '../prices/budget.ts';
import type { ResolvedPrice } from '../prices/rates.ts';
import { priceFromRun } from '../prices/resolve.ts';
import { upperBoundTokens } from '../prices/tokens.ts';
import { maxOutputTokens, worstCase } from '../prices/worst.ts';
import type { RunFile, RunModel } from '../results/run_file.ts';
import { type CellMeter, freeMeter, type openMeters } from './budget_meter.ts';
import { addressOf, hashOf, textHash } from './identity.ts';
import { openPrompt, type Prompt } from './prompt.ts';
import type { Competitor, KeyedRequest } from './replay.ts';

/** A competitor with everything the run knows about it. */
export interface OpenModel extends Competitor {
  readonly spec: RunModel;
  readonly prompt: Prompt;
  readonly price: ResolvedPrice | undefined;
  readonly reportedAs: CostSource;
}

/** What a provider room's opener gives to this floor. */
export interface Opened {
  readonly provider: Provider;
  /** The host whose limits apply; models that run here share none. */
  readonly host: string;
  /** The JSON body of a request; absent where nothing is sent. */
  body?(request: CompletionRequest): unknown;
  /** What this provider has against a task, before anything is sent. */
  refuse?(task: Task, line: number): readonly ProblemDetail[];
  /** Called once all tasks were seen; throws a Problem for what only the whole dataset can tell. */
  refuseAll?(isTask: (id: string) => boolean, datasetSha256: string): void;
}

/** The cap on spending that all models of a run share. */
export interface Cap {
  readonly budget: Budget;
  readonly meterOf: ReturnType<typeof openMeters>;
}

/** Joins a model's settings, prompt, price and provider to something that can be asked. */
export function competitor(run: RunFile, spec: RunModel, opened: Opened, cap?: Cap): OpenModel {
  const prompt = openPrompt(spec, run.prompt, run.system);
  const price = priceFromRun(spec.price_used);
  const meter = cap && opened.body ? capped(spec, price, cap, run, opened.body) : () => freeMeter;
  return {
    id: spec.id,
    spec,
    provider: opened.provider,
    prompt,
    price,
    reportedAs: spec.provider === 'openai' ? 'provider_reported' : 'recorded',
    request: (task, repeat) =>
      opened.body ? sentRequest(spec, prompt, opened.body, task, repeat) : localRequest(spec, task, repeat),
    meter,
  };
}

type BodyOf = NonNullable<Opened['body']>;

function sentRequest(spec: RunModel, prompt: Prompt, bodyOf: BodyOf, task: Task, repeat: number): KeyedRequest {
  const request = { task, repeat, messages: prompt.render(task) };
  return { ...request, key: hashOf({ ...addressOf(spec), body: bodyOf(request), repeat }) };
}

const NO_MESSAGES: CompletionRequest['messages'] = [];

/** Nothing leaves this machine; of a recording nothing is asked at all. */
function localRequest(spec: RunModel, task: Task, repeat: number): KeyedRequest {
  return {
    task,
    repeat,
    messages: NO_MESSAGES,
    key: spec.provider === 'recorded' ? '' : textHash(`${spec.identity} ${repeat} ${task.input}`),
  };
}

/** Only requests that leave this machine spend money; each attempt reserves the most that it can cost. Throws a Problem (exit 2) when that has no bound. */
export function capped(
  spec: ModelSpec,
  price: ResolvedPrice | undefined,
  { budget, meterOf }: Cap,
  run: RunFile,
  body: BodyOf,
): (request: CompletionRequest) => CellMeter {
  const worst = (bytes: number): string | undefined =>
    price && worstCase(price, upperBoundTokens(bytes), maxOutputTokens(spec), run.limits.timeout_s * 1000);
  const least = worst(1);
  if (least === undefined) throw unbounded(spec, price);
  if (new Big(least).gt(budget.cap)) throw tooSmall(spec, least, budget.cap);
  return (request) => meterOf(worst(Buffer.byteLength(JSON.stringify(body(request)))) ?? budget.cap);
}

function tooSmall({ id }: ModelSpec, least: string, cap: string): Problem {
  return new Problem(2, {
    code: 'MAX_COST',
    message: `the cap of $${cap} is below what a single call to model ${id} could cost ($${least})`,
    hint: 'raise the cap, or lower max_completion_tokens',
  });
}

function unbounded(spec: ModelSpec, price: ResolvedPrice | undefined): Problem {
  return new Problem(2, {
    code: 'MAX_COST',
    message: `the cost of a call to model ${spec.id} has no upper bound: ${price ? 'nothing limits its output' : 'its price is unknown'}`,
    hint: price
      ? `set params: {max_completion_tokens: ...} for ${spec.id}, or run without a cost cap`
      : `give ${spec.id} a price: {input: ..., output: ...} in dollars per million tokens, or run without a cost cap`,
  });
}

/** sha256 (hex) of a file's bytes; Problem (exit 2) when it cannot be read. */
export async function fileSha256(path: string, shown: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new Problem(2, { code: 'FILE', message: `cannot read ${shown}: ${why}`, file: shown });
  }
  return hash.digest('hex');
}

/** Where a path of the config points. */
export function fromBase(base: string, path: string): string {
  return resolve(base, path);
}
