import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Report } from '../analysis/report_types.ts';
import { Problem } from '../domain/problem.ts';
import { plainPaint } from '../report/paint.ts';
import type { Context } from './command.ts';
import type { Out } from './io.ts';
import type { ShowFlags } from './options.ts';
import { paintFor } from './paint.ts';

const DEFAULT_WIDTH = 80;

/** Renders a report in the format asked for, to stdout or to a file. */
export async function showReport(report: Report, flags: ShowFlags, context: Context): Promise<void> {
  const { renderers } = await import('../report/table.ts');
  const format = (flags.json ? 'json' : (flags.format ?? 'table')) as keyof typeof renderers;
  const { stdout, env } = context.io;
  const toFile = flags.output !== undefined;
  await emit(
    renderers[format](report, {
      width: toFile ? DEFAULT_WIDTH : widthOf(stdout, env),
      color: toFile ? plainPaint : paintFor(stdout, env, context.argv),
      unicode: true,
      full: flags.full === true,
    }),
    flags.output,
    context,
  );
}

/** The width to lay out for: the terminal's, $COLUMNS in a pipe, else 80. */
export function widthOf(out: Out, env: Readonly<Record<string, string | undefined>>): number {
  return out.columns || Number(env.COLUMNS) || DEFAULT_WIDTH;
}

/** Refuses an -o FILE that could not be written, before anything is spent on what goes there. Problem (exit 5). */
export async function requireWritable(file: string | undefined, { io }: Context): Promise<void> {
  if (file === undefined) return;
  const path = resolve(io.cwd, file);
  const why = await access(dirname(path), constants.W_OK)
    .then(() => stat(path))
    .then((found) => (found.isDirectory() ? 'it is a folder' : undefined))
    .catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' && existsSync(dirname(path)) ? undefined : error.code,
    );
  if (why === undefined) return;
  const code = why.startsWith('E') ? why : 'EISDIR';
  throw new Problem(5, {
    code,
    message: `cannot write ${file}: ${why === 'ENOENT' ? 'there is no such folder' : why}`,
    hint: 'nothing was sent; name another file with -o',
  });
}

/** Text to stdout, or whole or not at all to a file. */
export async function emit(text: string, file: string | undefined, { io }: Context): Promise<void> {
  if (file === undefined) return io.stdout.write(text);
  const { default: writeFileAtomic } = await import('write-file-atomic');
  try {
    await writeFileAtomic(resolve(io.cwd, file), text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw new Problem(5, {
      code,
      message: `cannot write ${file}: ${code}`,
      hint: 'the run itself is saved: bench report -o FILE',
    });
  }
}
