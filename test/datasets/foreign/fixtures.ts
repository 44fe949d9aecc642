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

/** OpenRouter's activity CSV, every column of it: a plain call, one without a cost, one with a key of the user's own, one of a free variant. */
export const openrouterCsv = `generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,api_key_disabled,api_key_name,app_name
gen-1,2026-11-20 10:00:00.123,0.0123,0,0,0,0,1000,200,0,400,openai/gpt-5.5,OpenAI,standard,false,true,user_x,stop,stop,2100,300,false,my key,app
gen-2,2026-11-20 10:00:05.123,,0,0,0,,900,100,0,0,z-ai/glm-5.1,Fireworks,standard,false,true,user_x,stop,stop,900,200,false,my key,app
gen-3,2026-11-20 10:00:09.123,0.0006,0,0,0,0.012,900,100,0,0,openai/gpt-5.5,OpenAI,standard,false,true,user_x,stop,stop,900,200,false,my key,app
gen-4,2026-11-20 10:00:12.123,0,0,0,0,0,900,100,0,0,z-ai/glm-5.1,Chutes,free,false,true,user_x,stop,stop,900,200,false,my key,app
`;

/** A generation as OpenRouter's API gives it; what the provider billed is filled in for every call, and only with a key of the user's own is it not in total_cost. */
export function openrouterGeneration(id: string, is_byok: boolean) {
  return {
    id,
    upstream_id: 'chatcmpl-x',
    total_cost: is_byok ? 0.0006 : 0.012,
    cache_discount: null,
    upstream_inference_cost: 0.012,
    created_at: '2026-11-20T21:19:33.705Z',
    model: 'openai/gpt-5.5',
    app_id: 1,
    streamed: true,
    cancelled: false,
    provider_name: 'OpenAI',
    latency: 1016,
    moderation_latency: null,
    generation_time: 2940,
    finish_reason: 'stop',
    tokens_prompt: 65,
    tokens_completion: 116,
    native_tokens_prompt: 64,
    native_tokens_completion: 98,
    native_tokens_reasoning: 0,
    native_tokens_cached: 32,
    usage: 0.012,
    is_byok,
  };
}

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

/** A generation as Langfuse's UI exports it: camelCase, and a column for each score of the project. Text columns are JSON texts in its CSV until July 2026. */
export const langfuseUi = {
  id: 'obs-1',
  traceId: 'trace-1',
  projectId: 'p',
  type: 'GENERATION',
  environment: 'default',
  parentObservationId: null,
  startTime: '2026-04-12T10:23:14.512Z',
  endTime: '2026-04-12T10:23:16.112Z',
  name: 'openai-chat',
  metadata: { customer_tier: 'pro' },
  level: 'DEFAULT',
  statusMessage: null,
  input: [{ role: 'user', content: 'Summarize.' }],
  output: { role: 'assistant', content: 'He said "no, thanks".' },
  modelParameters: { temperature: 0.2 },
  completionStartTime: null,
  latency: 1600,
  usageDetails: { input: 400, input_cached_tokens: 12, output: 80, output_reasoning_tokens: 7, total: 499 },
  costDetails: { input: 0.0001, output: 0.000083, total: 0.000183 },
  model: 'gpt-5.5-mini',
  inputCost: 0.0001,
  outputCost: 0.000083,
  totalCost: 0.000183,
  inputUsage: 412,
  outputUsage: 87,
  totalUsage: 499,
  modelId: 'm1',
  inputPrice: '0.00000015',
  traceName: 'chat',
  traceTags: ['prod', 'summarize'],
  userId: null,
  correctness: [0.75],
  tone: ['friendly', 'curt'],
  unused: null,
  comments: [],
};

/** The UI's CSV: every cell in quotes; `texts` says whether a text is written as it is (since July 2026) or as JSON. Times are always JSON. */
export function langfuseCsv(texts: 'plain' | 'json'): string {
  const cells = Object.entries(langfuseUi).map(([name, value]) =>
    value === null
      ? texts === 'json'
        ? '""'
        : ''
      : typeof value === 'string' && texts === 'plain' && !name.endsWith('Time')
        ? value
        : JSON.stringify(value),
  );
  const line = (fields: readonly string[]) => `${fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\n`;
  return line(Object.keys(langfuseUi)) + line(cells);
}

/** An observation of Langfuse's blob storage (observations_v2), as JSONL: input and output are texts, times have no zone. */
export const langfuseBlob = {
  id: 'obs-2',
  trace_id: 'trace-2',
  project_id: 'p',
  environment: 'default',
  type: 'GENERATION',
  parent_observation_id: '',
  start_time: '2026-05-29 13:46:19.963000',
  end_time: '2026-05-29 13:46:21.213000',
  name: 'call',
  metadata: {},
  level: 'DEFAULT',
  status_message: '',
  input: '[{"role":"user","content":"hi"}]',
  output: '{"role":"assistant","content":"ho"}',
  provided_model_name: 'glm-5.1',
  model_parameters: '{"temperature":0.7}',
  usage_details: { input: 500, output: 120, total: 620 },
  cost_details: { input: 0.0005, output: 0.0012 },
  total_cost: 0.0017,
  latency: 1.25,
  time_to_first_token: null,
  trace_name: 'chat',
  tags: [],
};

export function jsonl(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
