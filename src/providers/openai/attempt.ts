import type { Answer, Attempt } from '../../domain/completion.ts';
import { type ModelAnswer, readCompletion } from './answer.ts';
import {
  brokenFailure,
  type Failure,
  malformedFailure,
  redirectFailure,
  type Subject,
  statusFailure,
} from './failure.ts';
import { excerpt, redactAnswer } from './redact.ts';
import { fromErrorValue, innerStatus, readRemoteError } from './remote_error.ts';
import type { Exchange, Reply } from './transport.ts';
import { readUsage } from './usage.ts';

/** What one request came to. `again`: an answer without content, worth one more try. `headers` steer the retry. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly answer: Omit<Answer, 'attempts' | 'ms'>;
      readonly again: boolean;
      readonly headers: Reply['headers'];
    }
  | { readonly kind: 'failure'; readonly failure: Failure; readonly headers: Reply['headers'] };

/** What is known of a request beside its exchange. `first`: no request of this model was ever answered before. `tool`: the one that it has to call. */
export interface Sent {
  readonly first: boolean;
  readonly tool: string | undefined;
}

/** Reads one exchange; pure. */
export function readExchange(outcome: Exchange, subject: Subject, sent: Sent): Outcome {
  if (outcome.kind === 'broken')
    return { kind: 'failure', failure: brokenFailure(outcome, subject, sent.first), headers: {} };
  const { status, headers } = outcome;
  if (status >= 300 && status < 400)
    return { kind: 'failure', failure: redirectFailure(status, headers.location, subject), headers };
  if (status >= 400)
    return { kind: 'failure', failure: statusFailure(status, readRemoteError(outcome.text), subject), headers };
  return readBody(outcome, subject, sent.tool);
}

/** The recorded outcome of an answer without content that is asked for again. */
export const NO_CONTENT = 'no content';

/** How an outcome is written into the list of attempts. */
export function recordAttempt(outcome: Outcome, ms: number): Attempt {
  if (outcome.kind === 'failure') return { outcome: outcome.failure.outcome, ms, billed: outcome.failure.billed };
  // The cost of a discarded answer is not the cost of the answer that counts, so the meter keeps its reserve.
  if (outcome.again) return { outcome: NO_CONTENT, ms, billed: 'possibly' };
  return { outcome: outcome.answer.status, ms, billed: 'yes' };
}

function readBody(reply: Reply, subject: Subject, tool: string | undefined): Outcome {
  const { headers } = reply;
  const reading = readCompletion(reply.text, subject.model, tool);
  if (reading.kind === 'malformed') {
    return { kind: 'failure', failure: malformedFailure(reading.why, reply.text, reading.retry, subject), headers };
  }
  if (reading.kind === 'error') return { kind: 'failure', failure: innerFailure(reading.error, subject), headers };
  const { warnings: billing, ...usage } = readUsage(reading.body.usage, headers);
  const damage = reply.damaged ? ['the answer was not valid UTF-8; damaged characters became U+FFFD'] : [];
  const warnings = [...reading.answer.warnings, ...billing, ...damage].map((text) =>
    excerpt(text, subject.target.secrets),
  );
  const answer = { ...safe(reading.answer, subject.target.secrets), ...usage, ...requestId(headers, subject) };
  return {
    kind: 'answer',
    answer: warnings.length > 0 ? { ...answer, warnings } : answer,
    again: reading.again,
    headers,
  };
}

/** An error object inside a 200 (OpenRouter, proxies): read by the status it stands for; work may have been done and billed. */
function innerFailure(value: unknown, subject: Subject): Failure {
  const error = fromErrorValue(value);
  const failure = statusFailure(innerStatus(error), error, subject);
  const said = excerpt(error.message, subject.target.secrets);
  const reason = failure.reason.includes(said) ? failure.reason : `${failure.reason}: ${said}`;
  return { ...failure, reason: `${reason} (inside a 200)`, billed: 'possibly' };
}

function safe({ warnings: _, ...answer }: ModelAnswer, secrets: readonly string[]): Omit<ModelAnswer, 'warnings'> {
  const reasoning =
    answer.reasoning_text === undefined ? {} : { reasoning_text: redactAnswer(answer.reasoning_text, secrets) };
  const short = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : excerpt(text, secrets, 200);
  const [served, finish] = [short(answer.served_model), short(answer.finish_reason)];
  return {
    ...answer,
    text: redactAnswer(answer.text, secrets),
    ...reasoning,
    ...(served === undefined ? {} : { served_model: served }),
    ...(finish === undefined ? {} : { finish_reason: finish }),
  };
}

function requestId(headers: Reply['headers'], subject: Subject): { request_id?: string } {
  const id = headers['x-request-id'] ?? headers['request-id'];
  return typeof id === 'string' && id !== '' ? { request_id: excerpt(id, subject.target.secrets, 100) } : {};
}
