import type { Attempt, Stop } from '../../domain/completion.ts';
import { excerpt } from './redact.ts';
import type { RemoteError } from './remote_error.ts';
import { blamedParam, isContentFilter, isContextLength, isNoModel, isQuota } from './remote_error.ts';
import type { Target } from './request.ts';
import type { Broken } from './transport.ts';

/** Why one attempt gave no answer, and what follows from it. */
export interface Failure {
  /** Short and the same for equal faults: it is counted. */
  readonly outcome: string;
  readonly reason: string;
  readonly retry: boolean;
  readonly billed: Attempt['billed'];
  /** Given when the model cannot work at all, once no retry is left. */
  readonly stop?: Stop;
  /** The provider's filter refused the prompt: the model's own failure, graded. */
  readonly filtered?: boolean;
  /** "Slower, please": pauses the whole endpoint. */
  readonly rateLimited?: boolean;
}

/** What messages are made of. `sent`: names of the body's fields besides model and messages. `extra`: those that came from extra_body. */
export interface Subject {
  readonly target: Target;
  readonly model: string;
  readonly sent: readonly string[];
  readonly extra: readonly string[];
}

const RETRYABLE = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

/** Judges an answer with a status other than 2xx (or an error object inside a 200, by the status it stands for). */
export function statusFailure(status: number, error: RemoteError, subject: Subject): Failure {
  const http = { outcome: `http ${status}`, reason: `http ${status}`, retry: false, billed: 'no' as const };
  if (status === 402 || isQuota(error))
    return { ...http, stop: stop('QUOTA', status, error, subject, 'top up the account, or use another key') };
  if (status === 401) return { ...http, stop: auth(status, error, subject) };
  if (status === 429) return { ...http, reason: 'rate limited (http 429)', retry: true, rateLimited: true };
  if (RETRYABLE.has(status)) return { ...http, retry: true };
  return { ...http, ...requestFailure(status, error, subject) };
}

/** A 4xx that is about the request: about this prompt, or about every request of the model. */
function requestFailure(status: number, error: RemoteError, subject: Subject): Partial<Failure> {
  if (status === 400 || status === 413 || status === 422) {
    // Azure may bill a 400 for an input limit or its filter, where work was done:
    // https://learn.microsoft.com/azure/ai-services/openai/how-to/manage-costs
    if (isContextLength(error)) return { reason: 'context_length', billed: 'possibly' };
    if (isContentFilter(error)) return { reason: 'content_filter', filtered: true, billed: 'possibly' };
    const param = blamedParam(error, subject.sent);
    if (param !== undefined) return { stop: paramStop(param, error, subject) };
  }
  if (status === 404 || (status === 400 && isNoModel(error))) return { stop: noModel(status, error, subject) };
  if (status === 403)
    return { stop: stop('FORBIDDEN', status, error, subject, `check what ${subject.target.keyNote} may use`) };
  const said = excerpt(error.message, subject.target.secrets);
  return { reason: said === '' ? `http ${status}` : `http ${status}: ${said}` };
}

/** Redirects would carry prompts and keys to a host that nobody named. */
export function redirectFailure(status: number, location: unknown, subject: Subject): Failure {
  const to = typeof location === 'string' ? destination(location, subject) : 'nowhere';
  return {
    outcome: `http ${status}`,
    reason: `http ${status}`,
    retry: false,
    billed: 'no',
    stop: {
      code: 'REDIRECT',
      message: `${subject.target.url}: ${status}, redirect to ${to} refused`,
      hint: 'if that is the right address, write it into base_url',
    },
  };
}

/** Judges an attempt without a complete answer. `first`: no request of this model was ever answered, so the address itself is in doubt. */
export function brokenFailure(broken: Broken, subject: Subject, first: boolean): Failure {
  const billed = broken.sent ? 'possibly' : 'no';
  if (broken.why === 'timeout' || broken.why === 'too_large') {
    return { outcome: broken.detail, reason: broken.detail, retry: broken.why === 'timeout', billed };
  }
  if (broken.why === 'malformed') {
    return { outcome: 'malformed response', reason: `malformed response (${broken.detail})`, retry: true, billed };
  }
  const reason = `connection failed (${broken.detail})`;
  const failure: Failure = { outcome: reason, reason, retry: true, billed };
  return broken.sent || !first ? failure : { ...failure, retry: false, stop: unreachable(broken, subject) };
}

/** A 2xx whose body is no completion. */
export function malformedFailure(why: string, text: string, retry: boolean, subject: Subject): Failure {
  const shown = excerpt(text, subject.target.secrets, 80);
  const reason = `malformed response: ${why}: ${shown === '' ? 'empty body' : shown}`;
  return { outcome: 'malformed response', reason, retry, billed: 'possibly' };
}

/** The provider asks for a longer wait than the user allows. */
export function waitStop(spoken: string, subject: Subject): Stop {
  return {
    code: 'RETRY_AFTER',
    message: `${subject.target.url}: provider asks to wait ${spoken}`,
    hint: 'resume the run later, or allow a longer wait with max_wait_s',
  };
}

function stop(code: Stop['code'], status: number, error: RemoteError, subject: Subject, hint: string): Stop {
  const said = excerpt(error.message, subject.target.secrets);
  return { code, message: `${subject.target.url}: ${status}${said === '' ? '' : ` ${said}`}`, hint };
}

function auth(status: number, error: RemoteError, subject: Subject): Stop {
  const sent = subject.target.secrets.length > 0;
  const hint = sent
    ? 'the key is wrong, revoked, or belongs to another provider'
    : 'no key was sent: name the variable that holds it in the config, api_key_env: NAME';
  const base = stop('AUTH', status, error, subject, hint);
  return { ...base, message: `${base.message.replace(/\.$/, '')}. Check ${subject.target.keyNote}` };
}

function noModel(status: number, error: RemoteError, subject: Subject): Stop {
  const said = excerpt(error.message, subject.target.secrets);
  const detail = said === '' ? '' : ` (${status}: ${said})`;
  return {
    code: 'MODEL',
    message: `model "${subject.model}" not found at ${subject.target.url}${detail}`,
    hint: 'check the model name and base_url',
  };
}

function paramStop(param: string, error: RemoteError, subject: Subject): Stop {
  const extra = subject.extra.includes(param);
  return {
    code: 'PARAM',
    message: `model "${subject.model}" does not accept ${param}: ${excerpt(error.message, subject.target.secrets)}`,
    hint: extra ? `remove extra_body.${param}` : `set params.${param} to null`,
  };
}

function unreachable(broken: Broken, subject: Subject): Stop {
  return {
    code: 'CONNECT',
    message: `cannot reach ${subject.target.url} (${broken.detail})`,
    hint: 'check base_url, the network, and that the server runs',
  };
}

function destination(location: string, subject: Subject): string {
  const base = `${subject.target.url}/chat/completions`;
  if (!URL.canParse(location, base)) return 'an unreadable address';
  const url = new URL(location, base);
  return excerpt(`${url.protocol}//${url.host}${url.pathname}`, subject.target.secrets);
}
