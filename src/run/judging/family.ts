/** Vendors by how their models are named; the first that fits. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^(gpt|chatgpt|o\d|davinci|codex)/, 'openai'],
  [/^claude/, 'anthropic'],
  [/^(gemini|gemma|palm)/, 'google'],
  [/^(mi[sx]tral|ministral|codestral|magistral|devstral)/, 'mistral'],
  [/^(qwen|qwq)/, 'qwen'],
  [/^(meta-)?llama/, 'llama'],
];

/** The family of a model by its name (`vendor/name` counts by the name): models of one family share their taste, and favour it (Panickssery 2024, arXiv 2404.13076). */
export function familyOf({ model, family }: { readonly model: string; readonly family?: string }): string {
  if (family !== undefined) return family.toLowerCase();
  const name = model.toLowerCase().split('/').at(-1) ?? '';
  return FAMILIES.find(([pattern]) => pattern.test(name))?.[1] ?? name.split(/[-_.:\d]/)[0] ?? name;
}
