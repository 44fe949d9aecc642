import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_PROBLEMS_SHOWN, Problem, type ProblemDetail } from '../domain/problem.ts';
import { formatProblem } from '../report/problems.ts';
import { announceProblems, problemsCodeQuality } from './ci.ts';
import { Interruption, type Io } from './io.ts';
import { paintFor } from './paint.ts';

/** Says what went wrong, on stderr and, where JSON is wanted, as the one document on stdout; gives the exit code, whether or not anybody reads it. */
export async function showFailure(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  if (error instanceof Interruption) {
    await say([{ code: 'INTERRUPTED', message: error.message }], argv, io);
    return error.exitCode;
  }
  if (error instanceof Problem) {
    await say(error.details, argv, io);
    return error.exitCode;
  }
  await say([bugDetail(error, argv, io)], argv, io);
  return 70;
}

async function say(details: readonly ProblemDetail[], argv: readonly string[], io: Io): Promise<void> {
  if (wantsJson(argv)) await io.stdout.write(`${JSON.stringify(jsonError(details), null, 2)}\n`).catch(() => {});
  if (wantsFormat('codequality', argv)) await sayCodeQuality(details, argv, io);
  const paint = paintFor(io.stderr, io.env, argv);
  const shown = details.slice(0, MAX_PROBLEMS_SHOWN).map((detail) => formatProblem(detail, paint));
  const more = details.length - shown.length;
  await io.stderr.write(`${[...shown, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n')}\n`).catch(() => {});
  await announceProblems(details, io);
}

function jsonError(details: readonly ProblemDetail[]): object {
  const [first] = details;
  return { error: { ...first, ...(details.length > 1 ? { all: details } : {}) } };
}

/** Errors must be one JSON document too, also before the command line was understood. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.includes('--json') || wantsFormat('json', argv);
}

function wantsFormat(format: string, argv: readonly string[]): boolean {
  return flagValue(['-f', '--format'], argv) === format;
}

/** What a flag was given, wherever it stands: `-f json`, `-fjson`, `--format=json`. */
function flagValue([short, long]: readonly [string, string], argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex(
    (word) => word.startsWith(`${long}=`) || (word.startsWith(short) && word[1] !== '-') || word === long,
  );
  const word = argv[at];
  if (word === undefined) return undefined;
  if (word === short || word === long) return argv[at + 1];
  return word.slice(word.startsWith('--') ? long.length + 1 : short.length);
}

/** GitLab reads the file that the job names, so that is where problems go too; a file that cannot be written changes nothing. */
async function sayCodeQuality(details: readonly ProblemDetail[], argv: readonly string[], io: Io): Promise<void> {
  const text = await problemsCodeQuality(details, io);
  const file = flagValue(['-o', '--output'], argv);
  if (file === undefined) return void (await io.stdout.write(text).catch(() => {}));
  const { emit } = await import('./show.ts');
  await emit(text, file, { io, argv, exit: () => {} }).catch(() => {});
}

function bugDetail(error: unknown, argv: readonly string[], io: Io): ProblemDetail {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (io.env.BENCH_DEBUG === '1' || argv.includes('--debug')) return { code: 'BUG', message: stack };
  const file = join(tmpdir(), `bench-crash-${randomBytes(6).toString('hex')}.txt`);
  try {
    writeFileSync(file, `${stack}\n`, { flag: 'wx', mode: 0o600 });
    return {
      code: 'BUG',
      message: 'internal error: this is a bug of bench, please report it',
      hint: `details in ${file}`,
    };
  } catch {
    return {
      code: 'BUG',
      message: 'internal error: this is a bug of bench, please report it',
      hint: 'BENCH_DEBUG=1 shows the stack',
    };
  }
}
