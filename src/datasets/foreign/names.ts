/** The names that --from takes; `table` is bench's own: CSV or JSONL with a column for each thing. */
export const IMPORT_FORMATS = [
  'promptfoo',
  'inspect',
  'openai-batch',
  'openai-evals',
  'langfuse',
  'litellm',
  'openrouter',
  'table',
] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export type ForeignName = Exclude<ImportFormat, 'table'>;
