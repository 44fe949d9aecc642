import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImportFormat } from '../../../src/datasets/foreign/names.ts';
import { openOutcomes } from '../../../src/datasets/foreign/read.ts';
import {
  batchLines,
  evalItem,
  inspectLog,
  jsonl,
  langfuseBlob,
  langfuseCsv,
  langfuseTrace,
  langfuseUi,
  openrouterCsv,
  openrouterGeneration,
  promptfooJson,
  spendLog,
} from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-foreign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(name: string, content: string | object, format?: ImportFormat) {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  const opened = await openOutcomes(path, { file: name, ...(format ? { format } : {}) });
  const rows: Record<string, unknown>[] = [];
  let skipped = 0;
  for await (const { values } of opened.rows((count) => {
    skipped = count;
  }))
    rows.push({ ...values });
  return { title: opened.title, rows, skipped };
}

describe('files of other tools', () => {
  it('promptfoo results: what came out of its cache has no known cost, a failed call no answer', async () => {
    const { title, rows } = await read('results.json', promptfooJson);
    expect(title).toBe('promptfoo results');
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({
      model: 'openai:gpt-5.5',
      output: 'Paris',
      expected: 'Paris',
      score: 1,
      cost_usd: 0.0031,
      input_tokens: 20,
      output_tokens: 5,
      latency_ms: 812,
      'vars.country': 'France',
      'vars.region': 'elsewhere',
      'scores.brevity': 0.5,
    });
    expect(rows[2]).toMatchObject({ task_id: rows[0]!.task_id, model: 'deepseek:v4-flash', score: 1 });
    expect(Object.keys(rows[2]!)).not.toContain('cost_usd');
    expect(Object.keys(rows[2]!)).not.toContain('input_tokens');
    expect(rows[3], 'a failed assertion is a verdict, though it has an error text').toMatchObject({
      score: 0,
      cost_usd: 1.5e-7,
    });
    expect(rows[4]).not.toHaveProperty('score');
    expect(rows[4]).not.toHaveProperty('output');
    expect(new Set(rows.map((row) => row.task_id)).size).toBe(3);
  });

  it('promptfoo results as JSONL; another prompt is another model; no assertion is no verdict', async () => {
    const [one] = promptfooJson.results.results;
    const bare = { ...one, testCase: { vars: {} }, gradingResult: null };
    expect((await read('r.jsonl', jsonl([bare]))).rows[0]).not.toHaveProperty('score');
    const two = { ...one, prompt: { raw: 'x', label: 'terse' } };
    const both = { results: { results: [one, two] } };
    expect((await read('two.json', both)).rows.map((row) => row.model)).toEqual([
      'openai:gpt-5.5 [Capital of {{country}}?]',
      'openai:gpt-5.5 [terse]',
    ]);
  });

  it('Inspect logs: letters, epochs, the tokens of the model and not of its grader', async () => {
    const { title, rows } = await read('log.json', inspectLog('openai/gpt-5.5', ['C', 'P']));
    expect(title).toBe('Inspect log');
    expect(rows[0]).toMatchObject({
      task_id: 'arith/7',
      model: 'openai/gpt-5.5',
      repeat: 0,
      score: 1,
      output: '4',
      expected: '4',
      // 10 + 90 + 10: the total of 115 says that input_tokens leaves the cached ones out.
      input_tokens: 110,
      cached_tokens: 90,
      output_tokens: 5,
      latency_ms: 1250,
      'metadata.level': 'easy',
      'scores.style.tone': 0.25,
    });
    expect(rows[1]).toMatchObject({ repeat: 1, score: 0.5 });
    expect(rows[2]).not.toHaveProperty('score');
    expect(rows[2]).not.toHaveProperty('input_tokens');
    await expect(read('log.eval', 'PK')).rejects.toThrow('packed Inspect log');
  });

  it('OpenAI batch output: either API; a request that failed is no call of anybody', async () => {
    const { title, rows, skipped } = await read('batch.jsonl', jsonl(batchLines));
    expect(title).toBe('OpenAI batch output');
    expect(rows).toMatchObject([
      {
        task_id: 't1',
        model: 'gpt-5.5-mini',
        output: 'answer 1',
        input_tokens: 12,
        cached_tokens: 4,
        output_tokens: 3,
      },
      { task_id: 't2', model: 'gpt-5.5-mini', output: 'nonsense', input_tokens: 30, output_tokens: 8 },
    ]);
    expect(rows[0]).not.toHaveProperty('cost_usd');
    expect(rows[0]).not.toHaveProperty('score');
    expect(skipped).toBe(1);
  });

  it('OpenAI evals output items, as a list of the API or as JSONL', async () => {
    const items = [evalItem(1, 'gpt-5.5', [1, 0.5]), evalItem(1, 'mini', [0])];
    for (const [name, content] of [
      ['items.json', { object: 'list', data: items }],
      ['items.jsonl', jsonl(items)],
    ] as const) {
      const { title, rows } = await read(name, content);
      expect(title).toBe('OpenAI evals output items');
      expect(rows).toMatchObject([
        { task_id: '1', model: 'gpt-5.5', score: 0.75, output: 'yes', 'item.kind': 'easy', 'scores.g1': 0.5 },
        { task_id: '1', model: 'mini', score: 0 },
      ]);
    }
  });

  it('LiteLLM spend logs: the same question is the same task; keys are never carried over', async () => {
    const { title, rows } = await read('spend.json', [
      spendLog('a', 'gpt-5.5', 'hi?', 'hi'),
      spendLog('b', 'glm-5.1', 'hi?', 'ho'),
      spendLog('c', 'glm-5.1', 'other', 'x', { cache_hit: 'True', spend: 0 }),
      spendLog('d', 'glm-5.1', 'other', '', { messages: {}, response: {} }),
    ]);
    expect(title).toBe('LiteLLM spend log');
    expect(rows[0]).toMatchObject({
      model: 'gpt-5.5',
      output: 'hi',
      cost_usd: 0.00125,
      input_tokens: 100,
      output_tokens: 10,
      latency_ms: 1250,
    });
    expect(rows[1]!.task_id).toBe(rows[0]!.task_id);
    expect(rows[2], 'an answer from the cache cost nothing now').not.toHaveProperty('cost_usd');
    expect(rows[3]).toMatchObject({ task_id: 'd', score: null });
    expect(JSON.stringify(rows)).not.toContain('sk-secret-hash');
  });

  it('OpenRouter: an empty cost is unknown; daily totals are refused', async () => {
    const { title, rows } = await read('activity.csv', openrouterCsv);
    expect(title).toBe('OpenRouter usage log');
    expect(rows[0]).toMatchObject({
      task_id: 'gen-1',
      model: 'openai/gpt-5.5',
      cost_usd: '0.0123',
      input_tokens: 1000,
      cached_tokens: 400,
      latency_ms: 2100,
      score: null,
    });
    expect(rows[1]).not.toHaveProperty('cost_usd');
    expect(JSON.stringify(rows)).not.toContain('my key');
    // A key of the user's own: the provider billed 0.012 beside OpenRouter's fee.
    expect(rows[2]).toMatchObject({ model: 'openai/gpt-5.5', cost_usd: '0.0126' });
    expect(rows[3], 'a variant has its own price').toMatchObject({ model: 'z-ai/glm-5.1:free', cost_usd: '0' });
    const daily = [{ date: '2026-11-20', model: 'a', model_permaslug: 'a', usage: 1, requests: 5, prompt_tokens: 1 }];
    await expect(read('daily.json', { data: daily })).rejects.toThrow('daily totals');
  });

  it('OpenRouter generations of the API: native tokens; what the provider billed counts once', async () => {
    const [own, credits] = [openrouterGeneration('gen-1', true), openrouterGeneration('gen-2', false)];
    for (const [name, content, cost] of [
      ['own.json', { data: own }, '0.0126'],
      ['credits.json', { data: credits }, 0.012],
    ] as const)
      expect((await read(name, content)).rows).toMatchObject([
        { cost_usd: cost, input_tokens: 64, output_tokens: 98, cached_tokens: 32, latency_ms: 2940 },
      ]);
  });

  it('LiteLLM: a page of /spend/logs/v2, and the cached part of the prompt', async () => {
    const metadata = { status: 'success', usage_object: { prompt_tokens_details: { cached_tokens: 60 } } };
    const older = { additional_usage_values: { cache_read_input_tokens: 40 } };
    const page = {
      data: [
        spendLog('a', 'gpt-5.5', 'hi?', 'hi', { metadata }),
        spendLog('b', 'glm-5.1', 'hi?', 'ho', { metadata: JSON.stringify(older) }),
      ],
      total: 2,
      page: 1,
      page_size: 50,
      total_pages: 1,
    };
    const { title, rows } = await read('page.json', page);
    expect(title).toBe('LiteLLM spend log');
    expect(rows).toMatchObject([
      { input_tokens: 100, cached_tokens: 60 },
      { input_tokens: 100, cached_tokens: 40 },
    ]);
  });

  it('promptfoo: a grader that could not grade gives no verdict, though promptfoo writes 0', async () => {
    const [one] = promptfooJson.results.results;
    const componentResults = [{ pass: false, score: 0, reason: 'HTTP 503', metadata: { graderError: true } }];
    const failed = { ...one, success: false, score: 0, gradingResult: { pass: false, score: 0, componentResults } };
    const { rows } = await read('failed.jsonl', jsonl([one!, failed]));
    expect(rows.map(({ score }) => score)).toEqual([1, null]);
  });

  it('Inspect writes NaN where a scorer gave nothing: unknown; a text that says NaN is a text', async () => {
    const log = inspectLog('openai/gpt-5.5', ['C', 'P']);
    log.samples[0] = { ...log.samples[0]!, target: ['NaN: "Infinity'] } as (typeof log.samples)[0];
    const content = JSON.stringify(log)
      .replace('"value":"C"', '"value":NaN')
      .replace('"tone":0.25', '"tone":-Infinity');
    const { title, rows } = await read('nan.json', content);
    expect(title).toBe('Inspect log');
    expect(rows[0]).toMatchObject({ score: null, expected: 'NaN: "Infinity', 'scores.style.tone': null });
    expect(rows[1]).toMatchObject({ score: 0.5 });
  });

  it.each([
    ['JSON', 'ui.json', [langfuseUi]],
    ['CSV since July 2026', 'ui.csv', langfuseCsv('plain')],
    ['CSV before, whose texts are JSON', 'older.csv', langfuseCsv('json')],
  ])("Langfuse's UI: %s", async (_, name, content) => {
    const { title, rows } = await read(name, content);
    expect(title).toBe('Langfuse export');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      model: 'gpt-5.5-mini',
      output: 'He said "no, thanks".',
      input_tokens: 412,
      cached_tokens: 12,
      output_tokens: 87,
      latency_ms: 1600,
      'metadata.customer_tier': 'pro',
      level: 'DEFAULT',
      environment: 'default',
      // A score of the project, for --columns score=correctness; one of several values is none.
      correctness: 0.75,
    });
    expect(Number(rows[0]!.cost_usd)).toBe(0.000183);
    expect(rows[0]!.tone).not.toBe('friendly');
    expect(rows[0]).not.toHaveProperty('score');
  });

  it("Langfuse's blob storage: messages in texts, times without a zone", async () => {
    const { rows } = await read('blob.jsonl', jsonl([langfuseBlob, { ...langfuseBlob, id: 'obs-3', type: 'TOOL' }]));
    expect(rows).toMatchObject([
      { model: 'glm-5.1', output: 'ho', cost_usd: 0.0017, input_tokens: 500, output_tokens: 120, latency_ms: 1250 },
    ]);
  });

  it('Langfuse: generations only, input with its cached part, the score that names the observation', async () => {
    const { title, rows, skipped } = await read('trace.json', langfuseTrace('gpt-5.5', 0.8));
    expect(title).toBe('Langfuse export');
    expect(rows).toEqual([
      expect.objectContaining({
        model: 'gpt-5.5',
        output: 'hello!',
        score: 0.8,
        cost_usd: 0.003,
        input_tokens: 40,
        cached_tokens: 32,
        output_tokens: 6,
        latency_ms: 640,
        'metadata.tier': 'gold',
      }),
    ]);
    expect(skipped).toBe(1);
    const snake =
      'id,trace_id,type,start_time,end_time,provided_model_name,input,output,usage_details,total_cost\n' +
      'o1,t1,GENERATION,2026-11-20 10:00:00.000,2026-11-20 10:00:01.000,glm,hi,ho,"{""input"":3,""output"":2}",0\n';
    const csv = await read('observations.csv', snake);
    expect(csv.rows[0]).toMatchObject({
      model: 'glm',
      output: 'ho',
      input_tokens: 3,
      output_tokens: 2,
      latency_ms: 1000,
    });
    expect(csv.rows[0], '0 beside tokens means that Langfuse had no price').not.toHaveProperty('cost_usd');
  });

  it('leaves a table alone, and refuses what it does not know or what was named wrongly', async () => {
    expect(await read('own.csv', 'task_id,model,score\na,x,1\n')).toMatchObject({
      title: undefined,
      rows: [{ task_id: 'a', model: 'x', score: '1' }],
    });
    const mixed = 'task_id,model,score,spend,prompt_tokens,completion_tokens\na,x,1,0.1,2,3\n';
    expect((await read('mixed.csv', mixed)).title, "bench's own columns win").toBeUndefined();
    await expect(read('odd.json', { hello: 1 })).rejects.toThrow('of no format that bench knows');
    await expect(read('own2.csv', 'task_id,model,score\na,x,1\n', 'promptfoo')).rejects.toThrow(
      'cannot be read as promptfoo results',
    );
  });
});
