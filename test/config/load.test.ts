import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { Problem } from '../../src/domain/problem.ts';
import { load, problemsOf, withModel } from './problems.ts';

const FULL = `
dataset:
  path: data/tasks.jsonl
  columns: { id: nr, input: question, expected: label, segment: [topic, lang], weight: n, scorer: s, messages: chat }
  allow_unlabelled: true
prompt: "{{question}}"
system: Be brief.
scorer: { type: numeric, tolerance: 0.01 }
models:
  - id: big
    model: vendor/big
    base_url: https://api.example.com/v1
    api_key_env: EXAMPLE_KEY
    headers: { X-Team: red }
    headers_env: { api-key: OTHER_KEY }
    params: { temperature: 0, max_tokens: null, stop: [a, b] }
    extra_body: { thinking: { type: disabled } }
    system: Think.
    prompt: "{{question}}!"
    price: { input: 1.5, cached: 0.1, cache_write: 2, output: 6, request: 0.001, multiplier: 0.5, source: list, date: 2026-02-28 }
  - { id: old, provider: recorded, path: runs/1, price: { per_hour: 2, parallel: 8 } }
  - { id: linear, provider: classifier, train: train.csv }
reference: big
quality_floors: [5, 0.7, 2, 5]
repeats: 3
seed: 7
limits: { concurrency: 4, rpm: 60, tpm: 9000, timeout_s: 30, retries: 1, max_wait_s: 5, hosts: { "api.example.com:8443": { rpm: 10 } } }
results: ../runs
max_cost: 0.0000001
`;

describe('loadConfig', () => {
  it('takes every field', () => {
    const folder = resolve('/project/sub');
    expect(loadConfig(FULL, 'sub/bench.yaml', { flags: {}, env: {}, cwd: resolve('/project') })).toEqual({
      file: 'sub/bench.yaml',
      folder,
      dataset: {
        path: 'data/tasks.jsonl',
        columns: {
          id: 'nr',
          input: 'question',
          expected: 'label',
          segment: ['topic', 'lang'],
          weight: 'n',
          scorer: 's',
          messages: 'chat',
        },
        allow_unlabelled: true,
      },
      prompt: '{{question}}',
      system: 'Be brief.',
      scorer: { type: 'numeric', tolerance: 0.01 },
      models: [
        {
          id: 'big',
          provider: 'openai',
          model: 'vendor/big',
          base_url: 'https://api.example.com/v1',
          api_key_env: 'EXAMPLE_KEY',
          headers: { 'X-Team': 'red' },
          headers_env: { 'api-key': 'OTHER_KEY' },
          params: { temperature: 0, max_tokens: null, stop: ['a', 'b'] },
          extra_body: { thinking: { type: 'disabled' } },
          system: 'Think.',
          prompt: '{{question}}!',
          price: {
            input: 1.5,
            cached: 0.1,
            cache_write: 2,
            output: 6,
            request: 0.001,
            multiplier: 0.5,
            source: 'list',
            date: '2026-02-28',
          },
        },
        {
          id: 'old',
          provider: 'recorded',
          model: 'old',
          params: {},
          path: 'runs/1',
          price: { per_hour: 2, parallel: 8 },
        },
        { id: 'linear', provider: 'classifier', model: 'linear', params: {}, train: 'train.csv' },
      ],
      reference: 'big',
      quality_floors: [0.007, 0.02, 0.05],
      repeats: 3,
      seed: 7,
      limits: {
        concurrency: 4,
        rpm: 60,
        tpm: 9000,
        timeout_s: 30,
        retries: 1,
        max_wait_s: 5,
        hosts: { 'api.example.com:8443': { rpm: 10 } },
      },
      results: resolve('/project/runs'),
      max_cost: '0.0000001',
      warnings: [],
    });
  });

  it('fills in defaults', () => {
    expect(load('dataset: tasks.csv\nmodels: [{id: a}]\n')).toEqual({
      file: 'bench.yaml',
      folder: resolve('/project'),
      dataset: { path: 'tasks.csv', columns: {}, allow_unlabelled: false },
      prompt: '{{input}}',
      scorer: 'exact',
      models: [{ id: 'a', provider: 'openai', model: 'a', params: {} }],
      reference: 'a',
      quality_floors: [0.02, 0.05],
      repeats: 1,
      seed: 1,
      limits: { concurrency: 8, timeout_s: 60, retries: 4, max_wait_s: 60, hosts: {} },
      results: resolve('/project/results'),
      warnings: [],
    });
  });

  it('lets the default prompt follow the input column', () => {
    expect(load('dataset: {path: t.csv, columns: {input: question}}\nmodels: [{id: a}]').prompt).toBe('{{question}}');
  });

  it('reads JSON too, a BOM, and CRLF', () => {
    expect(load('{"dataset": "t.csv", "models": [{"id": "a"}]}').dataset.path).toBe('t.csv');
    expect(load('\ufeffdataset: t.csv\r\nmodels:\r\n  - id: a\r\n').models[0]?.id).toBe('a');
  });

  it('shows everything that is wrong at once, in the order of the file', () => {
    const text = `datset: a.csv
models:
  - id: a
    temperature: 0
    apiKeyEnv: X
    price: {input: "1,50", output: -1}
  - id: a
    provider: classifer
  - provider: classifier
    model: linaer
quality_floors: 2
limits: {concurency: 3}
`;
    expect(problemsOf(text).join('\n')).toBe(`bench.yaml:1:1 dataset: missing
bench.yaml:1:1 datset: unknown key | did you mean dataset?
bench.yaml:4:5 models[0].temperature: unknown key | put it under params: params: {temperature: ...}
bench.yaml:5:5 models[0].apiKeyEnv: unknown key | did you mean api_key_env?
bench.yaml:6:20 models[0].price.input: "1,50" is not a plain decimal; use 1.50
bench.yaml:6:36 models[0].price.output: -1 must be at least 0
bench.yaml:7:9 models[1].id: "a" is also the id of models[0] | give each model an id of its own
bench.yaml:8:15 models[1].provider: "classifer" is not one of openai, recorded, classifier | did you mean classifier?
bench.yaml:9:5 models[2].id: missing
bench.yaml:9:5 models[2]: a classifier needs a train file | train: a labelled file with the columns of the dataset
bench.yaml:10:12 models[2].model: "linaer" is not one of majority, nearest, linear, ensemble | did you mean linear?
bench.yaml:11:17 quality_floors: 2 must be a list | write [2]
bench.yaml:12:10 limits.concurency: unknown key | did you mean concurrency?`);
  });

  it('refuses an empty file and one that is no map', () => {
    expect(problemsOf('')).toEqual(['bench.yaml:1:1 the config: empty']);
    expect(problemsOf('# nothing\n')).toEqual(['bench.yaml:1:1 the config: empty']);
    expect(problemsOf('- a\n- b\n')).toEqual(['bench.yaml:1:1 the config: ["a","b"] must be a map']);
  });

  it('gathers at most 100 problems', () => {
    const keys = Array.from({ length: 3000 }, (_, i) => `unknown${i}: 1`);
    expect(problemsOf(keys.join('\n'))).toHaveLength(100);
  });

  it('never throws anything but a Problem', () => {
    const loads = (text: string): void => {
      try {
        load(text);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    };
    fc.assert(fc.property(fc.string(), loads));
    const keys = fc.constantFrom(
      'dataset',
      'models',
      'id',
      'limits',
      'hosts',
      'price',
      'params',
      'scorer',
      'type',
      'columns',
      '__proto__',
      'headers',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        fc.jsonValue({ maxDepth: 0 }),
        fc.array(tie('value')),
        fc.dictionary(keys, tie('value')),
      ),
    }));
    const few = { numRuns: 30 };
    fc.assert(
      fc.property(value, (data) => loads(JSON.stringify(data))),
      few,
    );
    fc.assert(
      fc.property(value, (models) => loads(JSON.stringify({ dataset: 'x', models }))),
      few,
    );
  });

  it('keeps keys like __proto__ as data', () => {
    expect(problemsOf('dataset: t.csv\nmodels: [{id: a}]\n__proto__: {seed: 5}')[0]).toContain(
      'bench.yaml:3:1 __proto__: unknown key',
    );
    load(withModel('params: {__proto__: {polluted: 1}}'));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
