import { Problem } from '../domain/problem.ts';
import type { Io } from './io.ts';
import { Interruption } from './io.ts';
import { version } from './version.ts';

/** Runs one command line; resolves to the exit code and never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  // The only path that must cost no more than node itself.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    await io.stdout.write(`${version()}\n`);
    return 0;
  }
  try {
    const { runProgram } = await import('./program.ts');
    return await runProgram(argv, io);
  } catch (error) {
    return fail(error, argv, io);
  }
}

async function fail(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  if (isClosedPipe(error)) return 0;
  const { showFailure } = await import('./failure.ts');
  try {
    return await showFailure(error instanceof Interruption || error instanceof Problem ? error : outputProblem(error), argv, io);
  } catch (second) {
    return isClosedPipe(second) ? 0 : 5;
  }
}

/** The reader of our output went away (`| head`): nothing is wrong. */
function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
}

function outputProblem(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException | undefined)?.code !== 'ENOSPC') return error;
  return new Problem(5, {
    code: 'ENOSPC',
    message: 'cannot write the report to stdout: disk full',
    hint: 'the run itself is saved; free space, then: bench report',
  });
}
