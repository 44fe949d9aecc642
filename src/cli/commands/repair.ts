import { existsSync } from 'node:fs';
import type { AddCommand, Context } from '../command.ts';

const HELP = `
Keeps every record whose checksum holds and a copy of each damaged file beside it (.damaged).
bench resume then asks for what is missing.

Example:
  bench repair 20261121-224455`;

interface Flags {
  readonly results?: string;
  readonly forceUnlock?: boolean;
}

export const addRepair: AddCommand = (program, context) => {
  program
    .command('repair')
    .description('drop damaged records of a run, keeping a copy')
    .argument('[run]', 'run id or folder')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--force-unlock', 'take over a run that is locked on another host')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { lockRun } = await import('../../results/lock.ts');
  const { repairJournal } = await import('../../results/repair.ts');
  const { io } = context;
  const folder = await findNamedRun(named, flags.results, io);
  const lock = await lockRun(folder, io.now(), flags.forceUnlock === true);
  try {
    const { completions, scores, judgements, labels } = folder;
    for (const path of [completions, scores, ...[judgements, labels].filter((optional) => existsSync(optional))]) {
      const { good, dropped } = await repairJournal(path, folder.shown);
      const name = path.slice(folder.path.length + 1);
      await io.stdout.write(`${name}: ${good} good records kept, ${dropped} dropped\n`);
    }
  } finally {
    await lock.release();
  }
}
