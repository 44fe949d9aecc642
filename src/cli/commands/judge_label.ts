import { Problem } from '../../domain/problem.ts';
import { count } from '../../report/numbers.ts';
import { inert } from '../../report/text.ts';
import type { AddCommand, Context } from '../command.ts';
import type { Out } from '../io.ts';
import { sizeOf } from './judge_sample.ts';

interface Flags {
  readonly n: string;
  readonly rater?: string;
  readonly results?: string;
  readonly forceUnlock?: boolean;
}

const HELP = `
Shows one answer after the other, without its model. Each label is saved at once; stop when you like, and go on with
the same command: what is labelled is not shown again. Undo shows the last answer again; the next key replaces its label.
Of long texts the middle is left out; m shows all of them, and ? the keys.

Examples:
  bench judge label                   100 answers of the newest run
  bench judge label -n 200 --rater ann`;

export const addJudgeLabel: AddCommand = (judge, context) => {
  judge
    .command('label')
    .description('label judged answers in the terminal, one key an answer')
    .argument('[run]', 'run id or folder')
    .option('-n <answers>', 'how many answers in all, with those labelled before', '100')
    .option('--rater <name>', 'who labels; every rater is shown every answer')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--force-unlock', 'take over a run that is locked on another host')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { io } = context;
  const { hasKeys, pressedKeys } = await import('./judge_keys.ts');
  const n = sizeOf(flags.n);
  if (!hasKeys(io)) throw noTerminal();
  const { findNamedRun } = await import('../find_run.ts');
  const { openHost } = await import('../host.ts');
  const { labelling } = await import('../../run/labels_session.ts');
  const { paintFor } = await import('../paint.ts');
  const { screenOf } = await import('./judge_screen.ts');
  const folder = await findNamedRun(named, flags.results, io);
  const screen = screenOf(io.stdout, paintFor(io.stdout, io.env, context.argv));
  const options = { n, rater: flags.rater ?? '', force_unlock: flags.forceUnlock === true };
  let saved = 0;
  try {
    await labelling(folder, options, openHost(context), {
      keys: () => pressedKeys(io),
      ...screen,
      saved: (answers) => {
        saved = answers;
      },
    });
  } finally {
    await goodbye(saved, folder.shown, io.stdout);
  }
}

function noTerminal(): Problem {
  return new Problem(2, {
    code: 'TTY',
    message: 'bench judge label reads single keys: it needs a terminal',
    hint: 'bench judge sample writes a sheet to fill in; bench judge check --labels takes it in',
  });
}

async function goodbye(saved: number, run: string, out: Out): Promise<void> {
  if (saved === 0) return;
  const what = `${count(saved)} ${saved === 1 ? 'answer' : 'answers'} labelled`;
  await out.write(`\n${what}. Go on: bench judge label ${inert(run)}; see: bench judge check ${inert(run)}\n`);
}
