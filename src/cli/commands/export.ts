import type { Command } from 'commander';
import { didYouMean } from '../../domain/nearest.ts';
import { Problem } from '../../domain/problem.ts';
import type { AddCommand } from '../command.ts';
import { addExportFinance } from './export_finance.ts';
import { addExportParquet } from './export_parquet.ts';
import { addExportTrials } from './export_trials.ts';

const HELP = `
Examples:
  bench export finance -o finance     CSV files and a workbook that finance can open
  bench export finance 20261121-224455 -o finance --monthly-tasks 500000
  bench export parquet -o trials.parquet
  bench export trials -f csv -o trials.csv`;

/** To add a subcommand: one file beside this one, one line here. */
const SUBCOMMANDS: readonly AddCommand[] = [addExportFinance, addExportParquet, addExportTrials];

export const addExport: AddCommand = (program, context) => {
  const parent = program
    .command('export')
    .description('write a run for other tools')
    .usage('<what>')
    .argument('[what]')
    .addHelpText('after', HELP)
    .action((named: string | undefined) => {
      if (named === undefined) parent.outputHelp();
      else throw unknownCommand(named, parent);
    });
  for (const add of SUBCOMMANDS) add(parent, context);
};

function unknownCommand(named: string, parent: Command): Problem {
  const known = parent.commands.map((command) => command.name());
  return new Problem(2, {
    code: 'USAGE',
    message: `there is no command "bench export ${named}"`,
    hint: didYouMean(named, known) ?? `use one of ${known.join(', ')}`,
  });
}
