import { hash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical.ts';
import type { ModelSpec } from '../domain/model.ts';
import { cleanBaseUrl } from '../providers/openai/request.ts';

/** sha256 (hex) of a value's canonical JSON. */
export function hashOf(value: unknown): string {
  return textHash(canonicalJson(value));
}

/** sha256 (hex) of a text. */
export function textHash(text: string): string {
  return hash('sha256', text);
}

/** Where a model is asked, as far as it can change the answer: address, its query, literal headers, names of the headers from the environment. */
export function addressOf(model: ModelSpec): Readonly<Record<string, unknown>> {
  return {
    url: cleanBaseUrl(model),
    query: model.base_url === undefined ? '' : new URL(model.base_url).search,
    headers: model.headers ?? {},
    headers_env: Object.keys(model.headers_env ?? {}).sort(),
  };
}

/** Everything about a model that can change its answers, and nothing that cannot (price, concurrency, key, file locations of results). */
export function identityOf(model: ModelSpec, prompt: string, system: string | undefined, source?: string): string {
  return hashOf({
    provider: model.provider,
    model: model.model,
    ...(model.provider === 'openai' ? addressOf(model) : {}),
    params: model.params,
    extra_body: model.extra_body,
    prompt: model.prompt ?? prompt,
    system: model.system ?? system,
    source,
  });
}
