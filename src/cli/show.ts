import { resolve } from 'node:path';
import type { Report } from '../analysis/report.ts';
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
