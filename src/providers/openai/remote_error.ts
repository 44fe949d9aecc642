import { type Fields, isRecord, parseJson } from './guards.ts';

/** What a provider says went wrong, from any of the shapes in use; empty strings where it says nothing. */
export interface RemoteError {
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly param: string;
}

/** Reads OpenAI's `{error: {...}}`, Gemini's array of it, FastAPI's `{detail}`, `{message}`, a bare text. */
export function readRemoteError(text: string): RemoteError {
  const parsed = parseJson(text);
  const body = Array.isArray(parsed) ? (parsed[0] as unknown) : parsed;
  if (!isRecord(body)) return { message: typeof body === 'string' ? body : text, code: '', type: '', param: '' };
  return fromErrorValue(body.error ?? body.detail ?? body);
}

/** Reads the value of an `error` field: an object, a text, or a list of FastAPI's `{loc, msg}`. */
export function fromErrorValue(value: unknown): RemoteError {
  const error = Array.isArray(value) ? (value[0] as unknown) : value;
  if (!isRecord(error)) return { message: plain(error), code: '', type: '', param: '' };
  return {
    message: plain(error.message ?? error.msg),
    code: plain(error.code),
    type: plain(error.type),
    param: plain(error.param ?? place(error)),
  };
}

/** The HTTP status an error object inside a 200 stands for; 500 when it does not say. */
export function innerStatus(error: RemoteError): number {
  const code = Number(error.code);
  if (Number.isInteger(code) && code >= 400 && code <= 599) return code;
  if (isQuota(error)) return 402;
  return /rate_?limit/i.test(`${error.code} ${error.type}`) ? 429 : 500;
}

/** No money left, as opposed to too fast. Gemini's "exceeded your current quota" is a rate limit, so wording alone does not count. */
export function isQuota({ code, type, message }: RemoteError): boolean {
  return (
    /^(insufficient_quota|billing_hard_limit_reached|billing_not_active|insufficient_balance)$/.test(code) ||
    type === 'insufficient_quota' ||
    /insufficient (balance|credits?|funds)|credit balance is too low/i.test(message)
  );
}

/** The prompt does not fit; another prompt may. */
export function isContextLength({ code, message }: RemoteError): boolean {
  return (
    code === 'context_length_exceeded' ||
    /context (length|window|size)|prompt is too long|input is too long|(input|prompt) token count .*exceeds/i.test(
      message,
    )
  );
}

/** The provider's filter refused the prompt itself. */
export function isContentFilter({ code, message }: RemoteError): boolean {
  return (
    /^(content_filter|content_policy_violation|ResponsibleAIPolicyViolation|data_inspection_failed)$/.test(code) ||
    /content (management |filtering )?policy|content[ _]filter/i.test(message)
  );
}

/** The model does not exist, said with a 400 or 404. */
export function isNoModel({ code, message }: RemoteError): boolean {
  return (
    /^(model_not_found|invalid_model)$/.test(code) ||
    /invalid model name|not a valid model|model\b.{0,120}\b(not found|does not exist)/i.test(message)
  );
}

/** Which of the fields we sent the provider objects to, if any. */
export function blamedParam(error: RemoteError, sent: readonly string[]): string | undefined {
  const named = error.param.split(/[.[]/)[0];
  const direct = sent.find((name) => name === named);
  if (direct !== undefined) return direct;
  const objects =
    /unsupported|not support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|deprecated/i.test(
      error.message,
    );
  return objects
    ? sent.find((name) => new RegExp(`(^|[^\\w])${escaped(name)}($|[^\\w])`).test(error.message))
    : undefined;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function place(error: Fields): unknown {
  return Array.isArray(error.loc) ? (error.loc.at(-1) as unknown) : undefined;
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
