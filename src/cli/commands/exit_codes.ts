import type { AddCommand } from '../command.ts';

const TEXT = `Exit codes:
  0    complete, and every gate asked for passed
  1    a gate failed; nothing else exits 1
  2    input: flags, config, dataset or prices are wrong; nothing was sent, nothing was spent
  3    incomplete: some task has no verdict (more than --allow-missing); bench resume asks for those only.
       Also: a gate that is undecided, or has no limit
       Imported outcomes exit 0: what is unknown in them cannot be asked again; it is counted and shown
  4    provider: a model cannot work at all (key, permission, unknown model, quota)
  5    local: disk full, no permission, the run is locked, or stored results are damaged
  70   a bug of bench
  129, 130, 143   interrupted (closed terminal, Ctrl-C, terminated); everything answered is saved
`;

export const addExitCodesHelp: AddCommand = (program, context) => {
  program
    .command('exit-codes')
    .description('what the exit codes mean')
    .addHelpText('after', `\n${TEXT}`)
    .action(() => context.io.stdout.write(TEXT));
};
