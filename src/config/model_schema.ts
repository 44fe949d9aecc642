import { z } from 'zod';
import { isoDateComplaint, urlComplaint } from './fields.ts';
import { modelGate } from './gate_schema.ts';
import { checked, envName, free, name, template } from './shapes.ts';

const dollars = z.number().min(0);

/** What a model costs, as it is written. */
export const price = z.strictObject({
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

/** One competitor as it is written in bench.yaml. */
export const model = z.strictObject({
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
  gate: modelGate.exactOptional().describe('Limits of this model for bench gate, over those of the gate block.'),
  path: name.exactOptional().describe('recorded: the run folder, CSV or JSONL to replay.'),
  train: name.exactOptional().describe('classifier: the labelled file to learn from; same columns as the dataset.'),
});
