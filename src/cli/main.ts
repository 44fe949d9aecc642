import { Problem } from '../domain/problem.ts';
import type { Io } from './io.ts';
import { Interruption } from './io.ts';
import { version } from './version.ts';

/** Runs one command line; resolves to the exit code and never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  try {
    // The only path that must cost no more than node itself.
    if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
      await io.stdout.write(`${version()}\n`);
      return 0;
    }
    const { runProgram } = await import('./program.ts');
    await runProgram(argv, io, (given) => {
      code = given;
    });
    return code;
  } catch (error) {
    return isClosedPipe(error) ? code : fail(error, argv, io);
  }
}

async function fail(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { showFailure } = await import('./failure.ts');
  return showFailure(
    error instanceof Interruption || error instanceof Problem ? error : outputProblem(error),
    argv,
    io,
  );
}

/** The reader of our output went away (`| head`): that is no failure, and does not make one good. */
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
