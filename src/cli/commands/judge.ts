import type { Command } from 'commander';
import { didYouMean } from '../../domain/nearest.ts';
import { Problem } from '../../domain/problem.ts';
import type { AddCommand } from '../command.ts';
import { addJudgeCheck } from './judge_check.ts';
import { addJudgeLabel } from './judge_label.ts';
import { addJudgeSample } from './judge_sample.ts';

const HELP = `
A judge is a model that grades answers: its numbers are worth what people's labels say they are.
Label some answers, in a spreadsheet or in the terminal; then see how far judge and people agree.
With labels, qualities and shares of the report are corrected for the judge's errors.

Examples:
  bench judge sample -n 100           write labels.csv: 100 answers to label, blinded
  bench judge check --labels labels.csv
  bench judge label                   the same in the terminal, one key an answer
  bench judge check                   how far judge and people agree`;

/** To add a subcommand: one file beside this one, one line here. */
const SUBCOMMANDS: readonly AddCommand[] = [addJudgeCheck, addJudgeSample, addJudgeLabel];

export const addJudge: AddCommand = (program, context) => {
  const judge = program
    .command('judge')
    .description("check a judge against people's labels")
    .usage('<command>')
    .argument('[command]')
    .addHelpText('after', HELP)
    .action((named: string | undefined) => {
      if (named === undefined) judge.outputHelp();
      else throw unknownCommand(named, judge);
    });
  for (const add of SUBCOMMANDS) add(judge, context);
};

function unknownCommand(named: string, judge: Command): Problem {
  const known = judge.commands.map((command) => command.name());
  return new Problem(2, {
    code: 'USAGE',
    message: `there is no command "bench judge ${named}"`,
    hint: didYouMean(named, known) ?? `use one of ${known.join(', ')}`,
  });
}
