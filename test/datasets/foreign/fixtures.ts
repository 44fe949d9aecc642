/** Files of other tools, in their documented shapes; every value is made up. */

/** `promptfoo eval -o results.json`: two providers, two tests; one answer came out of promptfoo's cache, one call failed. */
export const promptfooJson = {
  evalId: 'eval-x',
  results: {
    version: 3,
    timestamp: '2026-11-20T10:00:00.000Z',
    prompts: [{ raw: 'Capital of {{country}}?', label: 'Capital of {{country}}?', provider: 'openai:gpt-5.5' }],
    results: [
      result(0, 'openai:gpt-5.5', 'France', 'Paris', 1, { cost: 0.0031, tokens: [20, 5] }),
      result(1, 'openai:gpt-5.5', 'Peru', 'Lima', 1, { cost: 0.0029, tokens: [20, 4] }),
      result(0, 'deepseek:v4-flash', 'France', 'Paris', 1, { cached: true }),
      result(1, 'deepseek:v4-flash', 'Peru', 'Quito', 0, { cost: 1.5e-7, tokens: [22, 6] }),
      {
        ...result(2, 'deepseek:v4-flash', 'Chad', '', 0, {}),
        response: undefined,
        error: 'API error: 500',
        failureReason: 2,
      },
    ],
    stats: { successes: 3, failures: 1, errors: 1 },
  },
  config: {},
  shareableUrl: null,
};

function result(
  testIdx: number,
  provider: string,
  country: string,
  output: string,
  score: number,
  { cost, tokens, cached }: { cost?: number; tokens?: readonly [number, number]; cached?: boolean },
) {
  const right = { France: 'Paris', Peru: 'Lima', Chad: "N'Djamena" }[country];
  return {
    testIdx,
    promptIdx: 0,
    promptId: 'p1',
    provider: { id: provider, label: '' },
    prompt: { raw: `Capital of ${country}?`, label: 'Capital of {{country}}?' },
    vars: { country, region: country === 'Peru' ? 'america' : 'elsewhere' },
    testCase: { vars: { country }, assert: [{ type: 'equals', value: right }] },
    response: cached
      ? { output, cached: true, cost: 0, tokenUsage: { cached: 25, total: 25 } }
      : { output, cached: false, cost, tokenUsage: { total: 0, prompt: tokens?.[0], completion: tokens?.[1] } },
    success: score === 1,
    failureReason: score === 1 ? 0 : 1,
    ...(score === 1 ? {} : { error: 'Expected output to equal' }),
    score,
    latencyMs: 812,
    cost,
    namedScores: { brevity: 0.5 },
    gradingResult: { pass: score === 1, score, componentResults: [{ pass: score === 1 }] },
  };
}

/** An Inspect log with two samples, one of them twice (epochs), the other with an error. */
export function inspectLog(model: string, letters: readonly [string, string]) {
  const sample = (epoch: number, letter: string) => ({
    id: 7,
    epoch,
    input: 'What is 2 + 2?',
    target: ['4'],
    messages: [],
    output: { model, completion: '4', choices: [{ message: { role: 'assistant', content: '4' } }] },
    scores: { match: { value: letter, answer: '4', explanation: '' }, style: { value: { tone: 0.25 } } },
    metadata: { level: 'easy' },
    model_usage: {
      [model]: {
        input_tokens: 10,
        output_tokens: 5,
        total_tokens: 115,
        input_tokens_cache_read: 90,
        input_tokens_cache_write: 10,
      },
      'openai/grader': { input_tokens: 999, output_tokens: 999, total_tokens: 1998 },
    },
    total_time: 1.5,
    working_time: 1.25,
  });
  return {
    version: 2,
    status: 'success',
    eval: { task: 'arith', model, dataset: { name: 'arith' }, config: {} },
    samples: [
      sample(1, letters[0]),
      sample(2, letters[1]),
      { id: 'b', epoch: 1, input: 'x', target: 'y', scores: {}, model_usage: {}, error: { message: 'boom' } },
    ],
  };
}

/** Lines of a Batch API output: a chat completion, a response of the Responses API, a failed request. */
export const batchLines = [
  {
    id: 'batch_req_1',
    custom_id: 't1',
    response: {
      status_code: 200,
      request_id: 'r1',
      body: {
        model: 'gpt-5.5-mini',
        choices: [{ index: 0, message: { role: 'assistant', content: 'answer 1' }, finish_reason: 'stop' }],
        usage: {
          prompt_tokens: 12,
          completion_tokens: 3,
          total_tokens: 15,
          prompt_tokens_details: { cached_tokens: 4 },
        },
      },
    },
    error: null,
  },
  {
    id: 'batch_req_2',
    custom_id: 't2',
    response: {
      status_code: 200,
      body: {
        object: 'response',
        model: 'gpt-5.5-mini',
        output: [
          { type: 'reasoning', summary: [] },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'nonsense' }] },
        ],
        usage: { input_tokens: 30, output_tokens: 8, input_tokens_details: { cached_tokens: 0 } },
      },
    },
    error: null,
  },
  { id: 'batch_req_3', custom_id: 't3', response: null, error: { code: 'batch_expired', message: 'expired' } },
];

/** An output item of the Evals API. */
export function evalItem(id: number, model: string, scores: readonly number[]) {
  return {
    object: 'eval.run.output_item',
    id: `outputitem_${model}_${id}`,
    run_id: 'run',
    eval_id: 'eval',
    created_at: 1,
    status: 'pass',
    datasource_item_id: id,
    datasource_item: { question: `q${id}`, kind: 'easy' },
    results: scores.map((score, n) => ({ name: `g${n}`, passed: score >= 0.5, score, sample: null })),
    sample: {
      input: [{ role: 'user', content: `q${id}` }],
      output: [{ role: 'assistant', content: 'yes' }],
      model,
      finish_reason: 'stop',
      usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12, cached_tokens: 0 },
      error: null,
    },
  };
}

/** A row of LiteLLM's spend logs, with prompts and answers stored. */
export function spendLog(id: string, model: string, question: string, answer: string, more: object = {}) {
  return {
    request_id: id,
    call_type: 'acompletion',
    api_key: 'sk-secret-hash',
    spend: 0.00125,
    prompt_tokens: 100,
    completion_tokens: 10,
    total_tokens: 110,
    startTime: '2026-11-20T10:00:00.000Z',
    endTime: '2026-11-20T10:00:01.250Z',
    model,
    cache_hit: 'False',
    messages: [{ role: 'user', content: question }],
    response: { choices: [{ message: { role: 'assistant', content: answer } }] },
    status: 'success',
    ...more,
  };
}

/** OpenRouter's activity CSV. */
export const openrouterCsv = `generation_id,created_at,cost_total,cost_cache,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,finish_reason_normalized,generation_time_ms,api_key_name
gen-1,2026-11-20 10:00:00,0.0123,0,1000,200,0,400,openai/gpt-5.5,OpenAI,stop,2100,my key
gen-2,2026-11-20 10:00:05,,0,900,100,0,0,z-ai/glm-5.1,Fireworks,stop,900,my key
`;

/** A downloaded Langfuse trace: a span, a generation, and a score on that generation. */
export function langfuseTrace(model: string, value: number) {
  return {
    id: `trace-${model}`,
    name: 'ask',
    observations: [
      { id: 's', traceId: `trace-${model}`, type: 'SPAN', name: 'outer', startTime: '2026-11-20T10:00:00.000Z' },
      {
        id: `g-${model}`,
        traceId: `trace-${model}`,
        type: 'GENERATION',
        name: 'llm',
        startTime: '2026-11-20T10:00:00.000Z',
        endTime: '2026-11-20T10:00:00.640Z',
        model,
        input: [{ role: 'user', content: 'hello?' }],
        output: { role: 'assistant', content: 'hello!' },
        usageDetails: { input: 8, input_cached_tokens: 32, output: 6, total: 46 },
        costDetails: { input: 0.001, output: 0.002, total: 0.003 },
        calculatedTotalCost: 0.003,
        level: 'DEFAULT',
        metadata: { tier: 'gold' },
      },
    ],
    scores: [{ name: 'correct', value, traceId: `trace-${model}`, observationId: `g-${model}` }],
  };
}

export function jsonl(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
