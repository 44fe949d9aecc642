import type { ForeignFormat } from './format.ts';
import { inspect } from './inspect.ts';
import { langfuse } from './langfuse.ts';
import { litellm } from './litellm.ts';
import type { ForeignName } from './names.ts';
import { openaiBatch, openaiEvals } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { promptfoo } from './promptfoo.ts';

/** Files of other tools that `bench import` reads. To add one: a file that exports a ForeignFormat, a line here and in names.ts, a test with a fixture of its documented shape. */
export const FOREIGN = {
  promptfoo,
  inspect,
  'openai-batch': openaiBatch,
  'openai-evals': openaiEvals,
  langfuse,
  litellm,
  openrouter,
} satisfies Record<ForeignName, ForeignFormat>;
