import { z } from 'zod';
import { model } from './model_schema.ts';
import { name } from './shapes.ts';

const { base_url, api_key_env, price } = model.shape;

/** The `embedding` block as it is written: the endpoint whose vectors `bench route --router embedding` learns from. */
export const embedding = z.strictObject({
  model: name.describe('The name the endpoint knows it by.'),
  base_url,
  api_key_env,
  dimensions: z
    .int()
    .min(1)
    .max(100_000)
    .exactOptional()
    .describe('How many numbers a vector has, where the endpoint lets one choose; sent as it is.'),
  price,
});
