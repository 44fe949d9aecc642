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

/** Everything about a model that can change its answers, and nothing that cannot (price, concurrency, key, file locations of results). */
export function identityOf(model: ModelSpec, prompt: string, system: string | undefined, source?: string): string {
  return hashOf({
    provider: model.provider,
    model: model.model,
    url: model.provider === 'openai' ? cleanBaseUrl(model) : undefined,
    params: model.params,
    extra_body: model.extra_body,
    prompt: model.prompt ?? prompt,
    system: model.system ?? system,
    source,
  });
}
