import { formatProblem } from '../report/problems.ts';
import type { Outcome } from '../run/outcome.ts';
import { announceProblems, announceReport } from './ci.ts';
import type { Context } from './command.ts';
import type { ShowFlags } from './options.ts';
import { paintFor } from './paint.ts';
import { showReport } from './show.ts';

/** Prints the report, then says on stderr what kept the run from being complete; sets the exit code. */
export async function showOutcome(outcome: Outcome, flags: ShowFlags, context: Context): Promise<void> {
  const { io, argv } = context;
  context.exit(outcome.exit_code); // first: a reader that goes away early must not make an incomplete run look complete
  const excused = outcome.exit_code === 0;
  await showReport(outcome.report, flags, context, { folder: outcome.folder, excused });
  const paint = paintFor(io.stderr, io.env, argv);
  for (const { model, stop } of outcome.stopped) {
    await io.stderr.write(
      `${formatProblem({ code: stop.code, message: stop.message, hint: stop.hint ?? `model ${model} was not asked further` }, paint)}\n`,
    );
  }
  if (outcome.missing > 0) await io.stderr.write(`${missingLine(outcome)}\n`);
  await announceProblems(
    outcome.stopped.map(({ stop }) => stop),
    io,
  );
  await announceReport(outcome.report, excused, flags, context);
}

/** Asking again helps where nobody answered; an answer that could not be graded needs another scorer or a judge. */
function missingLine({ missing, report, folder }: Outcome): string {
  const ungraded = report.standings.reduce((sum, { unscored }) => sum + unscored, 0);
  const what = `incomplete: ${missing === 1 ? '1 answer has' : `${missing} answers have`} no verdict.`;
  const ask = missing > ungraded ? [`Ask again for what nobody answered: bench resume ${folder.shown}`] : [];
  const judge = (report.judging?.waiting ?? 0) > 0 ? [`Ask the judge again: bench resume ${folder.shown}`] : [];
  const why = ungraded > 0 ? [`${ungraded} could not be graded: see "why" in ${folder.shown}/scores.jsonl`] : [];
  return [what, ...ask, ...judge, ...why].join(' ');
}
