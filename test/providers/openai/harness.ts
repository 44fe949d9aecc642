import { afterEach, beforeEach } from 'vitest';
import type { Answer } from '../../../src/domain/completion.ts';
import type { Limits, ModelSpec } from '../../../src/domain/model.ts';
import type { Meter, Provider } from '../../../src/domain/provider.ts';
import type { Task } from '../../../src/domain/task.ts';
import type { Clock } from '../../../src/providers/openai/clock.ts';
import { openEndpoint, openOpenAi } from '../../../src/providers/openai.ts';
import { type Loopback, startLoopback } from '../../support/loopback.ts';

export const KEY = 'sk-test-0123456789abcdefghij';

/** A clock that jumps over every sleep; `slept` lists what was asked for. Dice always show 0.5. */
export function fastClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let skipped = 0;
  const now = () => performance.now() + skipped;
  return {
    slept,
    now,
    wall: () => Date.UTC(2026, 0, 1),
    random: () => 0.5,
    sleep: async (ms, signal) => {
      slept.push(ms);
      const target = now() + ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      skipped = Math.max(skipped, target - performance.now());
    },
  };
}

export const LIMITS: Limits = { concurrency: 4, timeout_s: 5, retries: 4, max_wait_s: 60, hosts: {} };

export function modelSpec(baseUrl: string, change: Partial<ModelSpec> = {}): ModelSpec {
  return {
    id: 'm',
    provider: 'openai',
    model: 'test-model',
    base_url: baseUrl,
    api_key_env: 'TEST_KEY',
    params: {},
    ...change,
  };
}

/** A meter that grants everything (or the first `cap` attempts) and writes down what it was told. */
export function ledgerMeter(cap = Number.POSITIVE_INFINITY): Meter & { readonly settled: string[] } {
  const settled: string[] = [];
  let reserved = 0;
  return { settled, reserve: () => ++reserved <= cap, settle: (billed) => settled.push(billed) };
}

export const TASK: Task = { id: 't', input: '', segment: '', weight: 1, columns: {} };

/** A provider at a loopback server, and how to put one prompt to it. */
export interface Asker {
  readonly provider: Provider;
  readonly clock: ReturnType<typeof fastClock>;
  ask(prompt: string, meter?: Meter, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export async function openAsker(
  baseUrl: string,
  change: Partial<ModelSpec> = {},
  limits: Partial<Limits> = {},
  env: Readonly<Record<string, string>> = { TEST_KEY: KEY },
): Promise<Asker> {
  const clock = fastClock();
  const endpoint = openEndpoint({ ...LIMITS, ...limits }, new URL(baseUrl).host, clock);
  const provider = await openOpenAi(modelSpec(baseUrl, change), endpoint, env);
  return {
    provider,
    clock,
    ask: (prompt, meter = ledgerMeter(), signal = new AbortController().signal) =>
      provider.complete({ task: TASK, messages: [{ role: 'user', content: prompt }], repeat: 0 }, signal, meter),
    close: () => endpoint.close(),
  };
}

/** A fresh server for every test of the file, and askers at it; both are closed afterwards. */
export interface Bench {
  server: Loopback;
  asker(change?: Partial<ModelSpec>, limits?: Partial<Limits>, url?: string): Promise<Asker>;
}

export function useLoopback(): Bench {
  const opened: Asker[] = [];
  const bench = {
    asker: async (change = {}, limits = {}, url) => {
      const one = await openAsker(url ?? bench.server.url, change, limits);
      opened.push(one);
      return one;
    },
  } as Bench;
  beforeEach(async () => {
    bench.server = await startLoopback();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await bench.server.close();
  });
  return bench;
}

export const prompts = (n: number): string[] => Array.from({ length: n }, (_, i) => `prompt ${i}`);
