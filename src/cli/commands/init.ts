import { constants } from 'node:fs';
import { access, copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../../domain/problem.ts';
import type { AddCommand, Context } from '../command.ts';

/** What a first run needs, as it stands in the package: a config, tasks, and a file to learn from. */
const FILES = ['bench.yaml', 'bench.schema.json', 'datasets/support-desk.csv', 'datasets/support-desk.train.csv'];

const HELP = `
The config compares models that run inside this process, so the first run needs no key and costs nothing.
Existing files are never overwritten.`;

export const addInit: AddCommand = (program, context) => {
  program
    .command('init')
    .description('write a config and a dataset that run at once, offline, for nothing')
    .addHelpText('after', HELP)
    .action(() => act(context));
};

async function act({ io }: Context): Promise<void> {
  const taken: string[] = [];
  for (const file of FILES) if (await exists(join(io.cwd, file))) taken.push(file);
  if (taken.length > 0) {
    throw new Problem(2, {
      code: 'INIT',
      message: `${taken.join(', ')}: there already, and never overwritten`,
      hint: 'bench run, or bench init in another folder',
    });
  }
  for (const file of FILES) await copyIn(file, io.cwd);
  await io.stdout.write(`wrote ${FILES.join(', ')}\nnext: bench run\n`);
}

async function copyIn(file: string, cwd: string): Promise<void> {
  try {
    await mkdir(dirname(join(cwd, file)), { recursive: true });
    await copyFile(new URL(`../../../${file}`, import.meta.url), join(cwd, file), constants.COPYFILE_EXCL);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw new Problem(5, { code, message: `cannot write ${file}: ${code}` });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
