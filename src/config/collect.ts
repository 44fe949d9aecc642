import type { ProblemDetail } from '../domain/problem.ts';
import type { Complain, Complaint, Path } from './complaint.ts';
import { MOST_COMPLAINTS, pathName } from './complaint.ts';
import type { Override } from './overrides.ts';
import { CHOICE } from './rules.ts';
import { type FoundSecret, masked } from './secrets.ts';
import type { Source } from './source.ts';

/** What a complaint is placed with. */
export interface Origin {
  readonly source: Source;
  readonly text: string;
  readonly file: string;
  readonly overrides: readonly Override[];
  readonly secrets: readonly FoundSecret[];
}

/** Complaints with their places, in the order of the file; those about flags and variables first. Secrets are masked in all of them. */
export function collect(origin: Origin, find: (complain: Complain) => void): readonly ProblemDetail[] {
  const details: ProblemDetail[] = [];
  find((path, complaint, key) => {
    if (details.length < MOST_COMPLAINTS) details.push(placed(path, complaint, key === true, origin));
  });
  return details.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** Says where a complaint is about: a flag or variable by its name, everything else by file, line and column. */
function placed(path: Path, { message, hint }: Complaint, key: boolean, origin: Origin): ProblemDetail {
  const { source, file, overrides, secrets } = origin;
  const override = overrides.find((candidate) => candidate.path.every((step, i) => step === path[i]));
  const name = path === CHOICE ? CHOICE[0] : override?.name;
  const subject = name ?? (path.length === 0 ? 'the config' : pathName(path));
  return {
    code: 'CONFIG',
    message: masked(`${subject}: ${message}`, secrets),
    ...(hint === undefined ? {} : { hint: masked(hint, secrets) }),
    ...(name === undefined ? { file, ...source.locate(path, key) } : {}),
  };
}

/** One problem for each key that stands in the file. */
export function secretDetails({ secrets, text, file }: Origin): readonly ProblemDetail[] {
  return secrets.map(({ offset, env }) => {
    const before = text.slice(0, offset).split('\n');
    return {
      code: 'CONFIG',
      message:
        env === undefined ? 'this looks like an API key' : `this is the value of the environment variable ${env}`,
      hint: `put it into an environment variable and name it: api_key_env: ${env ?? 'NAME'}`,
      file,
      line: before.length,
      column: before.at(-1)!.length + 1,
    };
  });
}
