import { formatProblem } from '../report/problems.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Context } from './command.ts';
import type { ShowFlags } from './options.ts';
import { paintFor } from './paint.ts';
import { showReport } from './show.ts';

/** Prints the report, then says on stderr what kept the run from being complete; sets the exit code. */
export async function showOutcome(outcome: Outcome, flags: ShowFlags, context: Context): Promise<void> {
  const { io, argv } = context;
  context.exit(outcome.exit_code); // first: a reader that goes away early must not make an incomplete run look complete
  await showReport(outcome.report, flags, context);
  const paint = paintFor(io.stderr, io.env, argv);
  for (const { model, stop } of outcome.stopped) {
    await io.stderr.write(
      `${formatProblem({ code: stop.code, message: stop.message, hint: stop.hint ?? `model ${model} was not asked further` }, paint)}\n`,
    );
  }
  if (outcome.missing > 0) await io.stderr.write(`${missingLine(outcome)}\n`);
}

function missingLine({ missing, folder }: Outcome): string {
  const what = missing === 1 ? '1 answer has' : `${missing} answers have`;
  return `incomplete: ${what} no verdict. Ask again for those only: bench resume ${folder.shown}`;
}
