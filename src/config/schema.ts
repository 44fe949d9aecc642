import { z } from 'zod';
import { embedding } from './embedding_schema.ts';
import { hostComplaint } from './fields.ts';
import { finance } from './finance_schema.ts';
import { gate } from './gate_schema.ts';
import { judge } from './judge_schema.ts';
import { model } from './model_schema.ts';
import { checked, name, template } from './shapes.ts';

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

const scorer = z.union([name, z.looseObject({ type: name.describe('Name of the scorer, or ./my-scorer.js.') })]);

/** The shape of bench.yaml as it is written: floors in points, paths relative to the file. */
export const schema = z.strictObject({
  dataset: z.union([name, dataset]).describe('The labelled workload: a path, or a path with its columns.'),
  prompt: template
    .exactOptional()
    .describe('{{column}} is replaced by the text of that column; the input column by default.'),
  system: template.exactOptional().describe('System prompt; may use {{column}} too.'),
  scorer: scorer
    .exactOptional()
    .describe(
      'exact (the default), choice, numeric, contains, regex, json, set, judge or ./my-scorer.js; {type: ..., options} for options.',
    ),
  scorers: z
    .array(scorer)
    .min(1)
    .exactOptional()
    .describe('In place of scorer, several that are asked in order until one can decide: [exact, judge].'),
  judge: judge
    .exactOptional()
    .describe('The model, or jury of models, that grades what no other scorer can: {model: ..., base_url: ...}.'),
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
  gate: gate.exactOptional().describe('Limits for bench gate, in points and percent: {max_quality_drop: 2}.'),
  embedding: embedding
    .exactOptional()
    .describe('What makes vectors of tasks for `bench route --router embedding`: any OpenAI-compatible endpoint.'),
  results: name.default('results').describe('Folder for the runs.'),
  max_cost: z.number().positive().exactOptional().describe('Dollars that a run never exceeds.'),
  finance: finance
    .exactOptional()
    .describe('What `bench export finance` reckons with: the volume, the cost of a failure, one-off cost.'),
});

/** A config file that passed the shape, defaults filled in. */
export type ConfigFile = z.output<typeof schema>;
