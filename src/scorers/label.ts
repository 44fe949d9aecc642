import type { Json } from '../domain/task.ts';

/** The accepted answers of a label as text: a text, number or boolean, or a list of them (any of them counts); undefined for anything else. */
export function acceptedTexts(expected: Json): readonly string[] | undefined {
  const entries: readonly Json[] = isList(expected) ? expected : [expected];
  if (entries.length === 0) return undefined;
  const texts: string[] = [];
  for (const entry of entries) {
    if (entry === null || typeof entry === 'object') return undefined;
    texts.push(String(entry));
  }
  return texts;
}

/** Array.isArray that also narrows readonly JSON lists. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for a JSON object. */
export function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const NOT_TEXT = 'the label is neither text nor a list of texts';
