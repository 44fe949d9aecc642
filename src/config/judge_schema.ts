import { z } from 'zod';
import { model } from './model_schema.ts';
import { name } from './shapes.ts';
import { SHIPPED_RUBRICS } from './shipped_rubrics.ts';

const { base_url, api_key_env, headers, headers_env, extra_body, price } = model.shape;

/** What one judge is, with no defaults: they are filled in by `judgeOf`. */
const fields = {
  id: name.exactOptional().describe('The name of this judge in every report; the model where absent.'),
  provider: z.literal('openai').exactOptional().describe('A judge is always an OpenAI-compatible endpoint.'),
  model: name.exactOptional().describe('The name the endpoint knows it by; the id where absent.'),
  base_url,
  api_key_env,
  headers,
  headers_env,
  params: model.shape.params
    .unwrap()
    .exactOptional()
    .describe(
      'Sent as they are: temperature, max_completion_tokens, reasoning_effort, ... How a verdict is asked for is not among them.',
    ),
  extra_body,
  price,
  verdict_form: z
    .enum(['auto', 'json_schema', 'tool', 'json', 'text'])
    .exactOptional()
    .describe('How it is made to give a verdict that can be read; auto (the default) tries them in this order, once.'),
  family: name
    .exactOptional()
    .describe('Vendor, where the name of the model does not tell: a judge of its own family is flagged.'),
};

/** The `judge` block as it is written: one judge in the short form, or several under `models`. */
export const judge = z.strictObject({
  ...fields,
  models: z.array(z.strictObject(fields)).min(1).exactOptional().describe('A jury of several judges, in place of one.'),
  rubric: name
    .default('agreement')
    .describe(`Rubric of tasks that name none: ${SHIPPED_RUBRICS.join(', ')}, or ./my-rubric.yaml (or .md).`),
  kind: z
    .enum(['pointwise', 'pass_fail', 'pairwise'])
    .exactOptional()
    .describe(
      "In place of the rubric's own: levels for each criterion, one pass or fail, or a comparison with the reference model's answer.",
    ),
  combine: z
    .enum(['majority', 'mean'])
    .exactOptional()
    .describe("How a jury's verdicts become one; by default majority for pass_fail and pairwise, mean for pointwise."),
  rubric_column: name
    .default('rubric_points')
    .describe("Column of a task's own rubric: a JSON list of points that a good answer meets, or text."),
  max_answer_chars: z
    .int()
    .min(200)
    .max(1_000_000)
    .default(20_000)
    .describe('Longer answers are cut in the middle before a judge sees them, and flagged.'),
});

/** A judge block that passed the shape. */
export type JudgeBlock = z.output<typeof judge>;
/** One judge that passed the shape. */
export type JudgeEntry = NonNullable<JudgeBlock['models']>[number];
/** The fields of one judge: those of the short form. */
export const JUDGE_FIELDS: readonly string[] = Object.keys(fields);
