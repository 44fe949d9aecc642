import type { ModelSpec } from '../../domain/model.ts';
import { Problem } from '../../domain/problem.ts';
import type { ChatMessage } from '../../domain/task.ts';

const OPENAI_URL = 'https://api.openai.com/v1';
const OPENAI_KEY_ENV = 'OPENAI_API_KEY';
/** Answers are read whole: asking for a stream would only be refused later. */
const NEVER_SENT = new Set(['stream', 'stream_options']);

export type Env = Readonly<Record<string, string | undefined>>;

/** Where a model is asked and with what; the only place that holds key values. */
export interface Target {
  /** Base URL without credentials and query; no slash at the end. */
  readonly url: string;
  readonly origin: string;
  /** The query of the configured base URL ("?api-version=..."), or "". */
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** For messages: which key was used, without its value. */
  readonly keyNote: string;
}

/** The JSON body of one request, complete and pure: model, messages, params (a null removes one), then extra_body on top. `own` are params of this request alone. */
export function requestBody(
  model: ModelSpec,
  messages: readonly ChatMessage[],
  own: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const params = Object.entries({ ...model.params, ...own }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const all = [
    ['model', model.model],
    ['messages', messages],
    ...params,
    ...Object.entries(model.extra_body ?? {}),
  ] as const;
  return Object.fromEntries(all.filter(([name]) => !NEVER_SENT.has(String(name))));
}

/** The base URL without userinfo, query and closing slash: what may be printed and hashed. Throws a Problem (exit 2) when it is not http(s). */
export function cleanBaseUrl(model: ModelSpec): string {
  const url = parsedUrl(model);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Host with port, the key of `limits.hosts`, and what is named before the first request. */
export function hostOf(model: ModelSpec): string {
  return parsedUrl(model).host;
}

/** True for localhost, 127.0.0.0/8 and ::1: such a server needs no key and is never reached through a proxy. */
export function isLoopback(url: string): boolean {
  const name = new URL(url).hostname;
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/** Collects URL, headers and keys of a model. Throws a Problem (exit 2, KEY) for an unset variable; nothing is sent. */
export function targetOf(model: ModelSpec, env: Env): Target {
  const parsed = parsedUrl(model);
  const url = cleanBaseUrl(model);
  const keyName = model.api_key_env ?? (model.base_url === undefined ? OPENAI_KEY_ENV : undefined);
  const key = keyName === undefined ? undefined : keyValue(model, keyName, env, isLoopback(url));
  const userinfo = decoded(parsed.username) + (parsed.password === '' ? '' : `:${decoded(parsed.password)}`);
  const fromEnv = Object.entries(model.headers_env ?? {}).map(
    ([name, variable]) => [name, requiredValue(model, variable, env)] as const,
  );
  const literal = Object.entries(model.headers ?? {});
  return {
    url,
    origin: parsed.origin,
    search: parsed.search,
    headers: lowerCased([...basics(key, userinfo), ...literal, ...fromEnv]),
    secrets: secretsOf([key, userinfo, ...fromEnv.map(([, value]) => value), ...sensitive(literal)], parsed),
    keyNote: keyNote(keyName, key, model),
  };
}

function parsedUrl(model: ModelSpec): URL {
  const text = model.base_url ?? OPENAI_URL;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Problem(2, {
      code: 'CONFIG',
      message: `model "${model.id}": base_url is not an http or https address`,
      hint: 'write it like https://api.openai.com/v1',
    });
  }
  return url;
}

function keyValue(model: ModelSpec, name: string, env: Env, optional: boolean): string | undefined {
  return optional && !env[name] ? undefined : requiredValue(model, name, env);
}

function requiredValue(model: ModelSpec, name: string, env: Env): string {
  const value = env[name]?.trim();
  const hint = `export ${name}=...`;
  if (!value)
    throw new Problem(2, {
      code: 'KEY',
      message: `model "${model.id}": environment variable ${name} is not set`,
      hint,
    });
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    throw new Problem(2, {
      code: 'KEY',
      message: `model "${model.id}": ${name} holds characters that no header can carry`,
      hint,
    });
  }
  return value;
}

function basics(key: string | undefined, userinfo: string): readonly (readonly [string, string])[] {
  const fixed = [
    ['accept', 'application/json'],
    ['content-type', 'application/json'],
    ['user-agent', 'frontier-bench'],
  ] as const;
  if (key !== undefined) return [...fixed, ['authorization', `Bearer ${key}`]];
  if (userinfo === '') return fixed;
  return [...fixed, ['authorization', `Basic ${Buffer.from(userinfo, 'utf8').toString('base64')}`]];
}

function lowerCased(headers: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function sensitive(headers: readonly (readonly [string, string])[]): readonly string[] {
  return headers.filter(([name]) => /auth|key|token|secret|cookie/i.test(name)).map(([, value]) => value);
}

/** URLs may hold a bare percent sign, which decodeURIComponent refuses. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function secretsOf(values: readonly (string | undefined)[], url: URL): readonly string[] {
  const all = [...values, decoded(url.password), ...url.searchParams.values()];
  return [...new Set(all.filter((value): value is string => value !== undefined && value !== ''))];
}

function keyNote(name: string | undefined, key: string | undefined, model: ModelSpec): string {
  const headers = Object.values(model.headers_env ?? {});
  if (name !== undefined) return `${name} (it is ${key === undefined ? 'not set' : 'set'})`;
  return headers.length > 0 ? `${headers.join(', ')} (set)` : 'api_key_env (none is configured)';
}
