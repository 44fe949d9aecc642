import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../src/domain/model.ts';
import { Problem } from '../../src/domain/problem.ts';
import type { CompletionRequest, Meter } from '../../src/domain/provider.ts';
import type { LabelledRow } from '../../src/providers/classifier/train_set.ts';
import { type ClassifierProvider, openClassifier, trainOverlap } from '../../src/providers/classifier.ts';

const KINDS = ['majority', 'nearest', 'linear', 'ensemble'] as const;
const meter: Meter = { reserve: () => true, settle: () => {} };
const { signal } = new AbortController();

const spec = (model: string): ModelSpec => ({
  id: `my-${model}`,
  provider: 'classifier',
  model,
  params: {},
  train: 't.csv',
});

async function* stream(rows: readonly LabelledRow[]): AsyncGenerator<LabelledRow> {
  yield* rows;
}

function request(input: string): CompletionRequest {
  return { task: { id: 't', input, segment: '', weight: 1, columns: {} }, messages: [], repeat: 0 };
}

async function labelOf(model: ClassifierProvider, input: string): Promise<string> {
  return (await model.complete(request(input), signal, meter)).text;
}

const THINGS = ['lamp', 'chair', 'table', 'sofa', 'kettle', 'shelf', 'carpet', 'mirror', 'stool', 'vase'];
const toy: readonly LabelledRow[] = [
  ...THINGS.map((thing) => ['delivery', `when does the parcel with my ${thing} arrive`]),
  ...THINGS.map((thing) => ['refund', `please return the money for the ${thing}`]),
  ...THINGS.map((thing) => ['praise', `what a lovely ${thing} thank you`]),
  ['praise', 'lovely'],
].map(([label, input], at) => ({ line: at + 2, input: input!, label: label! }));

const open = (model: string, rows = toy, seed = 1) => openClassifier(spec(model), stream(rows), seed);

describe.each(['nearest', 'linear', 'ensemble'])('%s', (kind) => {
  it('learns what can be told apart, and generalises', async () => {
    const model = await open(kind);
    const learnt = await Promise.all(toy.map(async (row) => (await labelOf(model, row.input)) === row.label));
    expect(learnt.every(Boolean)).toBe(true);
    expect(await labelOf(model, 'The PARCEL with the bench: when?')).toBe('delivery');
    expect(await labelOf(model, 'money back for this bench, return it')).toBe('refund');
  });

  it('gives a text that shares nothing with the train file some label of it', async () => {
    const text = await labelOf(await open(kind), '42 🙂');
    expect(['delivery', 'refund', 'praise']).toContain(text);
  });

  it('answers the same with the same seed and rows', async () => {
    const [one, again] = [await open(kind), await open(kind)];
    for (const input of ['when', 'the lovely money', 'thank the parcel', 'my return']) {
      expect(await labelOf(again, input)).toBe(await labelOf(one, input));
    }
  });
});

describe('majority', () => {
  it('answers the most frequent label', async () => {
    expect(await labelOf(await open('majority'), 'when does my parcel arrive')).toBe('praise');
  });

  it('takes the first in code unit order of equally frequent ones', async () => {
    const rows = ['b', 'a', 'B', 'b', 'a', 'B'].map((label, line) => ({ line, input: `${line}`, label }));
    expect(await labelOf(await open('majority', rows), 'x')).toBe('B');
  });
});

describe('an answer', () => {
  it.each(KINDS)('of %s carries a label and its own measured time', async (kind) => {
    const model = await open(kind);
    const from = performance.now();
    const answer = await model.complete(request('where is it'), signal, meter);
    const wall = performance.now() - from;
    expect(answer).toEqual({ status: 'ok', text: expect.any(String), ms: expect.any(Number), attempts: [] });
    expect(answer.ms).toBeGreaterThan(0);
    expect(answer.ms).toBeLessThanOrEqual(wall);
    expect(model.training_ms).toBeGreaterThan(0);
  });

  it('is not given after an abort', async () => {
    const reason = new Error('stopped');
    const model = await open('majority');
    await expect(model.complete(request('x'), AbortSignal.abort(reason), meter)).rejects.toBe(reason);
  });
});

it('stops training when aborted', async () => {
  const rows = Array.from({ length: 40 }, () => toy).flat();
  const training = openClassifier(spec('ensemble'), stream(rows), 1, AbortSignal.timeout(60));
  await expect(training).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('leaves the event loop alive while it trains', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  const rows = Array.from({ length: 10 }, () => toy).flat();
  const model = await open('ensemble', rows);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(model.training_ms / 100);
});

describe('refuses', () => {
  it.each(['neares', 'constructor', ''])('the unknown kind "%s"', async (kind) => {
    const problem = await open(kind).catch((thrown: unknown) => thrown);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ exitCode: 2, details: [{ hint: 'model: majority, nearest, linear, ensemble' }] });
  });

  it('an unusable train file', async () => {
    await expect(open('linear', [])).rejects.toMatchObject({ exitCode: 2, details: [{ file: 't.csv' }] });
  });

  it('a task that stands in the train file, naming both places', async () => {
    const model = await open('majority');
    const task = { id: 'q7', input: ' WHEN does the parcel with my  chair arrive', file: 'd.csv', line: 9 };
    expect(trainOverlap(model, spec('majority'), task)).toEqual({
      code: 'TRAIN_OVERLAP',
      message: 'task "q7" also stands in t.csv line 3: my-majority would be graded on what it learnt by heart',
      hint: 'remove the row from t.csv or from the dataset',
      file: 'd.csv',
      line: 9,
    });
    expect(trainOverlap(model, spec('majority'), { id: 'q8', input: 'a new one' })).toBeUndefined();
  });
});

const shipped = (name: string) => new URL(`../../datasets/${name}`, import.meta.url);

function labelled(name: string): readonly LabelledRow[] {
  const rows: Record<string, string>[] = parse(readFileSync(shipped(name)), { columns: true, bom: true });
  return rows.map((row, at) => ({ line: at + 2, input: row.input!, label: row.expected! }));
}

describe.skipIf(!existsSync(shipped('support-desk.train.csv')))('on the shipped workload', () => {
  it('quality rises from majority over nearest and linear to ensemble, which costs the most', {
    timeout: 120_000,
  }, async () => {
    const [train, test] = [labelled('support-desk.train.csv'), labelled('support-desk.csv')];
    const right: number[] = [];
    const median: number[] = [];
    for (const kind of KINDS) {
      const model = await open(kind, train);
      const answers = [];
      for (const { input } of test) answers.push(await model.complete(request(input), signal, meter));
      right.push(answers.filter(({ text }, at) => text === test[at]!.label).length / test.length);
      median.push(answers.map(({ ms }) => ms!).sort((a, b) => a - b)[test.length >> 1]!);
    }
    const [majority, nearest, linear, ensemble] = right as [number, number, number, number];
    expect(majority).toBeLessThan(0.2);
    expect(nearest).toBeGreaterThan(majority);
    expect(linear).toBeGreaterThan(nearest);
    expect(ensemble).toBeGreaterThan(linear);
    expect(median[3]).toBeGreaterThan(3 * median[2]!); // about 40 times, on a quiet machine or not
  });
});
