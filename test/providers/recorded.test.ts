import { describe, expect, it, vi } from 'vitest';
import type { Completion } from '../../src/domain/completion.ts';
import type { ModelSpec } from '../../src/domain/model.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { CompletionRequest, Meter } from '../../src/domain/provider.ts';
import type { Json } from '../../src/domain/task.ts';
import {
  openRecording,
  openRecordings,
  type RecordingSource,
  refuseExtraTasks,
  refuseOtherDataset,
} from '../../src/providers/recorded.ts';

const meter: Meter = { reserve: () => true, settle: () => {} };
const { signal } = new AbortController();

const spec = (id: string, model = id): ModelSpec => ({ id, provider: 'recorded', model, params: {}, path: 'r.csv' });

function request(id: string, repeat = 0): CompletionRequest {
  return { task: { id, input: id, segment: '', weight: 1, columns: {} }, messages: [], repeat };
}

function rowsOf(...rows: Readonly<Record<string, Json>>[]): RecordingSource {
  async function* stream() {
    for (const [at, values] of rows.entries()) yield [{ line: at + 2, values }];
  }
  return { kind: 'rows', path: 'r.csv', rows: stream() };
}

function runOf(...completions: Completion[]): RecordingSource {
  async function* stream() {
    yield* completions;
  }
  return { kind: 'run', path: 'results/r1', completions: stream() };
}

const completion: Completion = {
  task_id: 'a',
  model: 'gpt',
  repeat: 0,
  key: 'k',
  segment: '',
  weight: 1,
  status: 'ok',
  text: 'from the run',
  cost: { state: 'known', usd: '0.01', source: 'catalogue' },
};

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof Problem) return error;
  throw new Error(`no Problem but ${String(error)}`);
}

describe('a recorded model', () => {
  it('answers what a file of outcomes holds', async () => {
    const provider = await openRecording(spec('m'), rowsOf({ task_id: 'a', output: 'yes', cost_usd: '1e-7' }));
    expect(await provider.complete(request('a'), signal, meter)).toEqual({
      status: 'ok',
      text: 'yes',
      reported_cost_usd: '0.0000001',
      attempts: [],
    });
  });

  it('answers what a run holds, under its own id here', async () => {
    const provider = await openRecording(spec('mine', 'gpt'), runOf(completion));
    expect(await provider.complete(request('a'), signal, meter)).toEqual({
      status: 'ok',
      text: 'from the run',
      reported_cost_usd: '0.01',
      attempts: [],
    });
  });

  it.each([
    ['another task', request('b')],
    ['another repeat', request('a', 1)],
    ['a task called like a part of every object', request('constructor')],
  ])('has no answer to %s', async (_, asked) => {
    const provider = await openRecording(spec('m'), rowsOf({ task_id: 'a', output: 'yes' }));
    expect(await provider.complete(asked, signal, meter)).toEqual({
      status: 'failed',
      text: '',
      reason: 'not recorded',
      attempts: [],
    });
  });

  it('throws the reason of an abort', async () => {
    const provider = await openRecording(spec('m'), rowsOf({ task_id: 'a', output: 'yes' }));
    const reason = new Error('stopped');
    await expect(provider.complete(request('a'), AbortSignal.abort(reason), meter)).rejects.toBe(reason);
  });

  it('spends nothing and opens no socket', async () => {
    const { Socket } = await import('node:net');
    const connect = vi.spyOn(Socket.prototype, 'connect');
    const reserve = vi.fn(() => false);
    const provider = await openRecording(spec('m'), rowsOf({ task_id: 'a', output: 'yes' }));
    await provider.complete(request('a'), signal, { reserve, settle: () => {} });
    expect(connect).not.toHaveBeenCalled();
    expect(reserve).not.toHaveBeenCalled();
    connect.mockRestore();
  });
});

describe('openRecordings', () => {
  it('reads one file once for all its models, also two under one recorded name', async () => {
    const source = rowsOf({ task_id: 'a', model: 'x', output: '1' }, { task_id: 'a', model: 'y', output: '2' });
    const opened = await openRecordings([spec('p', 'x'), spec('q', 'y'), spec('r', 'x')], source);
    const texts = [...opened].map(async ([id, provider]) => [
      id,
      (await provider.complete(request('a'), signal, meter)).text,
    ]);
    expect(await Promise.all(texts)).toEqual([
      ['p', '1'],
      ['q', '2'],
      ['r', '1'],
    ]);
  });

  it('refuses a name that is not recorded, and names those that are', async () => {
    const problem = await problemOf(openRecording(spec('m', 'gtp'), runOf(completion)));
    expect(problem.exitCode).toBe(2);
    expect(problem.details).toEqual([
      {
        code: 'RECORDING',
        message: 'model "m": nothing is recorded under the name "gtp"',
        hint: 'recorded models: gpt',
        file: 'results/r1',
      },
    ]);
  });

  it.each([rowsOf(), runOf()])('refuses a recording without answers (%#)', async (source) => {
    expect((await problemOf(openRecording(spec('m'), source))).message).toBe('nothing is recorded here');
  });
});

describe('refuseExtraTasks', () => {
  const rows = Array.from({ length: 13 }, (_, at) => ({ task_id: `t${at}`, output: 'x' }));

  it('lists the first 10 tasks that the dataset does not have', async () => {
    const recording = await openRecording(spec('m'), rowsOf(...rows));
    const refuse = () => refuseExtraTasks(spec('m'), recording, (id) => id === 't1');
    expect(refuse).toThrow(
      '12 recorded tasks of model "m" not in the dataset: t0, t2, t3, t4, t5, t6, t7, t8, t9, t10 ...',
    );
    expect(refuse).toThrow(Problem);
  });

  it('lets a recording through that covers part of the dataset', async () => {
    const recording = await openRecording(spec('m'), rowsOf(...rows));
    expect(() => refuseExtraTasks(spec('m'), recording, () => true)).not.toThrow();
  });
});

it('refuses a run that was made on another dataset', () => {
  expect(() => refuseOtherDataset(spec('m'), 'a'.repeat(64), 'a'.repeat(64))).not.toThrow();
  expect(() => refuseOtherDataset(spec('m'), 'a'.repeat(64), 'b'.repeat(64))).toThrow(
    'model "m" was recorded on another dataset (sha256 aaaaaaaaaaaa; this one is bbbbbbbbbbbb)',
  );
});
