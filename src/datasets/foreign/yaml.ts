import type { Json } from '../../domain/task.ts';

/** The data of a YAML text: no tags that act, at most 100 aliases. Throws what the parser throws. */
export async function yamlData(text: string): Promise<Json> {
  const { parse } = await import('yaml');
  return parse(text, { maxAliasCount: 100 }) as Json;
}
