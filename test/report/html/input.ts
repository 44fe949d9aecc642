import type { Bill, Example, ExampleAnswer, HtmlInput, ModelFact } from '../../../src/report/html/input.ts';
import { report } from '../sample.ts';

/** A bill of 412 answers: 3 dollars in, 2 out, 1 of it reasoning. */
export function bill(model: string, more: Partial<Bill> = {}): Bill {
  return {
    model,
    elsewhere: false,
    answers: 412,
    cost_usd: '6',
    cost_unknown: 0,
    meters: [
      { meter: 'input', tokens: 1_500_000, usd: '3' },
      { meter: 'output', tokens: 250_000, usd: '2' },
      { meter: 'reasoning', tokens: 125_000, usd: '1' },
    ],
    unsplit_usd: '0',
    reused_usd: '0',
    replaced: 0,
    replaced_usd: '0',
    replaced_unknown: 0,
    possibly_billed: 0,
    possibly_usd: '0',
    ...more,
  };
}

export function answer(model: string, score: number, more: Partial<ExampleAnswer> = {}): ExampleAnswer {
  return {
    model,
    repeat: 0,
    score,
    text: `${model} says`,
    chars: model.length + 5,
    status: null,
    detail: null,
    ...more,
  };
}

/** Task t1: only `ensemble` gets it right. */
export function example(more: Partial<Example> = {}): Example {
  return {
    task_id: 't1',
    segment: 'plain',
    input: 'where is my parcel?',
    input_chars: 19,
    expected: 'tracking',
    expected_chars: 8,
    reference: answer('ensemble', 1),
    candidate: answer('linear', 0),
    ...more,
  };
}

export function modelFact(id: string, more: Partial<ModelFact> = {}): ModelFact {
  return {
    id,
    provider: 'openai',
    model: id,
    host: 'api.example.com',
    params: '{"temperature":0}',
    identity: 'ab12'.repeat(16),
    price: {
      rates: [
        { meter: 'input', usd: '2', per: 'million tokens', above: 0 },
        { meter: 'input', usd: '4', per: 'million tokens', above: 200_000 },
      ],
      multiplier: 1,
      source: 'the price list of example.com',
      date: '2026-11-01',
      varies: false,
    },
    ...more,
  };
}

export function input(more: Partial<HtmlInput> = {}): HtmlInput {
  return {
    report: report(),
    provenance: {
      bench: '9.9.9',
      node: 'v22.1.0',
      kind: 'run',
      status: 'complete',
      git: { commit: 'c0ffee'.repeat(6), dirty: true },
      prompt: 'Answer:\n{{input}}',
      system: null,
      models: ['nearest', 'linear', 'ensemble'].map((id) => modelFact(id)),
      judges: [],
    },
    bills: ['nearest', 'linear', 'ensemble'].map((model) => bill(model)),
    examples: { shown: [example()], counts: [{ candidate: 'linear', losses: 1 }], without_tasks: null },
    ...more,
  };
}
