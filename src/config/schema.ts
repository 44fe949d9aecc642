import { z } from 'zod';
import type { Complaint } from './complaint.ts';
import { envNameComplaint, hostComplaint, isoDateComplaint, templateComplaint, urlComplaint } from './fields.ts';

/** Text that is checked by a function from the value to what is wrong with it. */
function checked(find: (value: string) => Complaint | undefined) {
  return z.string().superRefine((value, context) => {
    const complaint = find(value);
    if (complaint !== undefined) context.addIssue({ code: 'custom', message: complaint.message, params: complaint });
  });
}

const name = z.string().min(1);
const envName = checked(envNameComplaint);
const template = checked(templateComplaint);
const dollars = z.number().min(0);
const free = z.record(z.string(), z.unknown());

const columns = z.strictObject({
  id: name.exactOptional().describe('Column of the task id.'),
  input: name.exactOptional().describe('Column of the input text.'),
  expected: name.exactOptional().describe('Column of the label.'),
  segment: z
    .union([name, z.array(name).min(1)])
    .exactOptional()
    .describe('Column of the segment, or several that are joined with " / ".'),
  weight: name.exactOptional().describe('Column that says how many units of the workload a row stands for.'),
  scorer: name.exactOptional().describe("Column of the task's own scorer."),
  messages: name.exactOptional().describe('Column of chat messages, sent in place of the prompt.'),
});

const dataset = z.strictObject({
  path: name.describe('CSV or JSONL file, relative to this file; "-" is standard input.'),
  columns: columns
    .default({})
    .describe(
      'Which column holds what, where its name differs: id, input, expected, segment, weight, scorer, messages.',
    ),
  allow_unlabelled: z.boolean().default(false).describe('Let tasks without a label pass.'),
});

const price = z.strictObject({
  input: dollars.exactOptional().describe('Dollars per million input tokens.'),
  cached: dollars.exactOptional().describe('Dollars per million cached input tokens; the input price where absent.'),
  cache_write: dollars
    .exactOptional()
    .describe('Dollars per million tokens written to the prompt cache; the input price where absent.'),
  output: dollars.exactOptional().describe('Dollars per million output tokens, reasoning included.'),
  request: dollars.exactOptional().describe('Dollars per call.'),
  per_hour: dollars.exactOptional().describe('Dollars per hour of the machine that computes.'),
  parallel: z.number().positive().exactOptional().describe('How many requests share the machine at a time.'),
  multiplier: z.number().positive().exactOptional().describe('Scales the sum: 0.5 for a batch discount.'),
  source: name.exactOptional().describe('Where the figures come from.'),
  date: checked(isoDateComplaint).exactOptional().describe('When they were true: YYYY-MM-DD.'),
});

const model = z.strictObject({
  id: name.describe('The name of this competitor in every report.'),
  provider: z
    .enum(['openai', 'recorded', 'classifier'])
    .default('openai')
    .describe('openai is any OpenAI-compatible endpoint.'),
  model: name
    .exactOptional()
    .describe(
      'The name the provider knows it by; the id where absent. For classifier: majority, nearest, linear or ensemble.',
    ),
  base_url: checked(urlComplaint).exactOptional().describe('Endpoint, such as https://api.openai.com/v1.'),
  api_key_env: envName
    .exactOptional()
    .describe('Name of the environment variable that holds the key; never the key itself.'),
  headers: z.record(z.string(), z.string()).exactOptional().describe('Extra headers. Secrets belong into headers_env.'),
  headers_env: z
    .record(z.string(), envName)
    .exactOptional()
    .describe('Header name: name of the environment variable that holds its value.'),
  params: free
    .default({})
    .describe('Sent as they are: temperature, max_completion_tokens, reasoning_effort, ... null removes one.'),
  extra_body: free.exactOptional().describe("Fields outside OpenAI's own, sent at the top of the body."),
  system: template.exactOptional().describe('System prompt of this model alone.'),
  prompt: template.exactOptional().describe('Prompt of this model alone.'),
  price: price.exactOptional().describe('What it costs; wins over the built-in price list.'),
  path: name.exactOptional().describe('recorded: the run folder, CSV or JSONL to replay.'),
  train: name.exactOptional().describe('classifier: the labelled file to learn from; same columns as the dataset.'),
});

const perMinute = {
  rpm: z.number().positive().exactOptional().describe('Requests per minute.'),
  tpm: z.number().positive().exactOptional().describe('Tokens per minute, input and output.'),
};
const concurrency = z.int().min(1).max(1000);

const limits = z.strictObject({
  concurrency: concurrency.default(8).describe('Requests at a time, for each host.'),
  ...perMinute,
  timeout_s: z
    .number()
    .positive()
    .max(86_400)
    .default(60)
    .describe('Deadline of one attempt in seconds, over the whole answer.'),
  retries: z.int().min(0).max(100).default(4).describe('How often a failure that may pass is asked again.'),
  max_wait_s: z
    .number()
    .min(0)
    .max(86_400)
    .default(60)
    .describe('The longest Retry-After that is waited for, in seconds.'),
  hosts: z
    .record(
      checked(hostComplaint),
      z.strictObject({ concurrency: concurrency.exactOptional().describe('Requests at a time.'), ...perMinute }),
    )
    .default({})
    .describe('Host, with its port if it has one: its own limits.'),
});

/** The shape of bench.yaml as it is written: floors in points, paths relative to the file. */
export const schema = z.strictObject({
  dataset: z.union([name, dataset]).describe('The labelled workload: a path, or a path with its columns.'),
  prompt: template
    .exactOptional()
    .describe('{{column}} is replaced by the text of that column; the input column by default.'),
  system: template.exactOptional().describe('System prompt; may use {{column}} too.'),
  scorer: z
    .union([name, z.looseObject({ type: name.describe('Name of the scorer, or ./my-scorer.js.') })])
    .default('exact')
    .describe(
      'exact, choice, numeric, contains, regex, json, set or ./my-scorer.js; {type: ..., options} for options.',
    ),
  models: z.array(model).min(1).describe('The competitors.'),
  reference: name.exactOptional().describe('Id of the model to match; needed where there are two or more.'),
  quality_floors: z
    .array(z.number().min(0).max(100))
    .min(1)
    .default([2, 5])
    .describe('Points below the reference that are acceptable.'),
  repeats: z.int().min(1).max(1000).default(1).describe('How often each task is put to each model.'),
  seed: z.int().min(0).max(4_294_967_295).default(1).describe('Fixes everything that is random.'),
  limits: limits.prefault({}).describe('How hard providers may be pushed.'),
  results: name.default('results').describe('Folder for the runs.'),
  max_cost: z.number().positive().exactOptional().describe('Dollars that a run never exceeds.'),
});

/** A config file that passed the shape, defaults filled in. */
export type ConfigFile = z.output<typeof schema>;
