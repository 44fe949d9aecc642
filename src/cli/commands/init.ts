import { constants } from 'node:fs';
import { access, appendFile, copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { Problem } from '../../domain/problem.ts';
import type { AddCommand, Context } from '../command.ts';

/** A file of the package, and where it goes. */
interface Copy {
  readonly from: string;
  readonly to: string;
}

/** What a first run needs, as it stands in the package: a config, tasks, and a file to learn from. */
const FILES: readonly Copy[] = [
  'bench.yaml',
  'bench.schema.json',
  'datasets/support-desk.csv',
  'datasets/support-desk.train.csv',
].map((file) => ({ from: file, to: file }));

/** To add a CI service: its pipeline in examples/, one line here. */
const PIPELINES = {
  github: { from: 'examples/github-action.yml', to: '.github/workflows/bench.yml' },
  gitlab: { from: 'examples/gitlab-ci.yml', to: '.gitlab-ci.yml' },
} satisfies Record<string, Copy>;

/** The limit of the pipelines, so that a gate at one's desk says what CI says. */
const GATE = '\ngate: { max_quality_drop: 2 } # points of quality that a change may lose: bench gate\n';

interface Flags {
  readonly ci?: keyof typeof PIPELINES;
}

const HELP = `
The config compares models that run inside this process, so the first run needs no key and costs nothing.
Existing files are never overwritten.

Examples:
  bench init                a config and a dataset
  bench init --ci github    and a workflow that runs and gates every pull request; beside a bench.yaml, the workflow alone
  bench init --ci gitlab    the same for GitLab`;

export const addInit: AddCommand = (program, context) => {
  withCi(program.command('init'))
    .description('write a config and a dataset that run at once, offline')
    .addHelpText('after', HELP)
    .action((flags: Flags) => act(flags, context));
};

function withCi(command: Command): Command {
  return command.addOption(
    new Option('--ci <service>', 'also write a pipeline that runs and gates').choices(Object.keys(PIPELINES)),
  );
}

async function act({ ci }: Flags, { io }: Context): Promise<void> {
  const pipeline = ci === undefined ? [] : [PIPELINES[ci]];
  const started = ci !== undefined && (await exists(join(io.cwd, 'bench.yaml')));
  const files = [...(started ? [] : FILES), ...pipeline];
  const taken: string[] = [];
  for (const { to } of files) if (await exists(join(io.cwd, to))) taken.push(to);
  if (taken.length > 0) {
    throw new Problem(2, {
      code: 'INIT',
      message: `${taken.join(', ')}: there already, and never overwritten`,
      hint: started
        ? `add the job of ${pipeline[0]?.from} (in the package) to yours`
        : 'bench run, or bench init in another folder',
    });
  }
  for (const file of files) await copyIn(file, io.cwd);
  if (ci !== undefined && !started) await addGate(io.cwd);
  const next =
    ci === undefined ? 'bench run' : 'bench run && bench baseline save, then commit bench.yaml, datasets and baselines';
  await io.stdout.write(`wrote ${files.map(({ to }) => to).join(', ')}\nnext: ${next}\n`);
}

async function copyIn({ from, to }: Copy, cwd: string): Promise<void> {
  try {
    await mkdir(dirname(join(cwd, to)), { recursive: true });
    await copyFile(new URL(`../../../${from}`, import.meta.url), join(cwd, to), constants.COPYFILE_EXCL);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw new Problem(5, { code, message: `cannot write ${to}: ${code}` });
  }
}

async function addGate(cwd: string): Promise<void> {
  await appendFile(join(cwd, 'bench.yaml'), GATE).catch((error: NodeJS.ErrnoException) => {
    const code = error.code ?? 'EIO';
    throw new Problem(5, { code, message: `cannot write bench.yaml: ${code}` });
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
