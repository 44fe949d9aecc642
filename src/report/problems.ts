import type { ProblemDetail } from '../domain/problem.ts';
import type { Paint } from './paint.ts';
import { clip, inert } from './text.ts';

/** The most that is shown of a message, which may quote a server or a file. */
const MOST_CHARACTERS = 300;

/** `error[CODE] what (file:line:column)` and, on a second line, `hint: ...`; no newline at the end. Only a bug's stack keeps its lines and its length. */
export function formatProblem(detail: ProblemDetail, paint: Paint): string {
  const where = detail.file === undefined ? '' : ` (${place(detail)})`;
  const error = `${paint.red(`error[${inert(detail.code)}]`)} ${message(detail)}${where}`;
  return detail.hint === undefined
    ? error
    : `${error}\n${paint.cyan('hint:')} ${inert(clip(detail.hint, MOST_CHARACTERS))}`;
}

function message(detail: ProblemDetail): string {
  if (detail.code === 'BUG') return detail.message.split('\n').map(inert).join('\n');
  return inert(clip(detail.message, MOST_CHARACTERS));
}

function place({ file, line, column }: ProblemDetail): string {
  return [inert(file ?? ''), line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(':');
}
