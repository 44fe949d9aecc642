import { Command, CommanderError } from 'commander';
import { Problem } from '../domain/problem.ts';
import type { AddCommand, Context } from './command.ts';
import { addBaseline } from './commands/baseline.ts';
import { addCompare } from './commands/compare.ts';
import { addCompletion } from './commands/completion.ts';
import { addExitCodesHelp } from './commands/exit_codes.ts';
import { addExport } from './commands/export.ts';
import { addGate } from './commands/gate.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addJudge } from './commands/judge.ts';
import { addPlan } from './commands/plan.ts';
import { addPlot } from './commands/plot.ts';
import { addPrices } from './commands/prices.ts';
import { addRepair } from './commands/repair.ts';
import { addReport } from './commands/report.ts';
import { addReprice } from './commands/reprice.ts';
import { addRescore } from './commands/rescore.ts';
import { addResume } from './commands/resume.ts';
import { addRoute } from './commands/route.ts';
import { addRun } from './commands/run.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

/** To add a command: one file in commands/, one line here, its section in README. */
const COMMANDS: readonly AddCommand[] = [
  addRun,
  addResume,
  addReport,
  addPlan,
  addPlot,
  addRoute,
  addCompare,
  addBaseline,
  addGate,
  addRescore,
  addJudge,
  addImport,
  addReprice,
  addExport,
  addPrices,
  addInit,
  addRepair,
  addCompletion,
  addExitCodesHelp,
];

const EXAMPLES = `
Examples:
  bench init                      a config and dataset that run at once, offline
  bench run --dry-run             what a run would cost; asks nobody
  bench run                       ask, grade, print the answer
  bench import outcomes.csv --reference gpt-5.5`;

/** Parses the command line and runs its command, which says its exit code through `exit`; throws whatever the command throws. */
export async function runProgram(argv: readonly string[], io: Io, exit: Context['exit']): Promise<void> {
  const context: Context = { io, argv, exit };
  const printed: Promise<void>[] = [];
  const program = new Command('bench')
    .description(
      'Which share of your LLM workload can a cheaper model take without losing quality, and what does that save?',
    )
    .version(version(), '-V, --version')
    .option('--no-color', 'plain text')
    .option('--debug', 'show the stack of a bug')
    .addHelpText('after', EXAMPLES)
    // Names alone: each command says its arguments in its own help, and the list stays on one screen.
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void printed.push(io.stdout.write(text)),
      writeErr: () => {}, // its usage errors become Problems below
      getOutHelpWidth: () => io.stdout.columns || 80,
    });
  for (const add of COMMANDS) add(program, context);
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageProblem(error);
  }
  await Promise.all(printed);
}

function usageProblem(error: CommanderError): Problem {
  const message = error.message.replace(/^error: /, '').replace(/\n/g, ' ');
  return new Problem(2, { code: 'USAGE', message, hint: 'bench --help, or bench COMMAND --help' });
}
