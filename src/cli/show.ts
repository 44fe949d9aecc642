import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Report } from '../analysis/report_types.ts';
import { Problem } from '../domain/problem.ts';
import { plainPaint } from '../report/paint.ts';
import type { pages as allPages } from '../report/table.ts';
import type { RunFolder } from '../results/folder.ts';
import type { Ledger } from '../run/ledger.ts';
import { ciFormat, ciReport } from './ci.ts';
import type { Context } from './command.ts';
import type { Out } from './io.ts';
import type { ShowFlags } from './options.ts';
import { paintFor } from './paint.ts';

const DEFAULT_WIDTH = 80;

/** The run that a report is of, and how it is to be read: for formats that show more than the report. */
export interface Origin {
  readonly folder: RunFolder;
  /** What the report was made of, where it was made with `detailFor`: a page is made of the same, and not by a second analysis. */
  readonly ledger?: Ledger;
  /** Verdicts that are missing were allowed for, or cannot be asked for. */
  readonly excused?: boolean;
}

/** Renders a report in the format asked for, to stdout or to a file. Problem (exit 2) where a page is asked for and there is no run to make it of. */
export async function showReport(report: Report, flags: ShowFlags, context: Context, origin?: Origin): Promise<void> {
  const { renderers } = await import('../report/table.ts');
  const page = await pageNamed(flags);
  if (page) return emit(await pageOf(page, report, origin), flags.output, context);
  const forCi = ciFormat(flags);
  if (forCi) {
    const answers = flags.full && origin ? { folder: origin.folder } : {};
    const text = await ciReport(forCi, report, { excused: origin?.excused === true, ...answers }, context);
    return emit(text, flags.output, context);
  }
  const format = formatOf(flags) as keyof typeof renderers;
  const { stdout, env } = context.io;
  const toFile = flags.output !== undefined;
  await emit(
    renderers[format](await withDetail(report, flags, origin), {
      width: toFile ? DEFAULT_WIDTH : widthOf(stdout, env),
      color: toFile ? plainPaint : paintFor(stdout, env, context.argv),
      unicode: true,
      full: flags.full === true,
      ...(flags.section === undefined ? {} : { section: flags.section }),
    }),
    flags.output,
    context,
  );
}

type Page = keyof typeof allPages;

async function pageNamed({ format, json }: ShowFlags): Promise<Page | undefined> {
  const { pages } = await import('../report/table.ts');
  return format !== undefined && !json && Object.hasOwn(pages, format) ? (format as Page) : undefined;
}

const formatOf = ({ format, json }: ShowFlags) => (json ? 'json' : (format ?? 'table'));

/** Formats that show the detail of a report where all of it is asked for. */
const DETAILED = ['table', 'json', 'markdown'];

function showsDetail(flags: ShowFlags): boolean {
  return DETAILED.includes(formatOf(flags)) && (flags.full === true || flags.section !== undefined);
}

/** What the analysis needs to be told so that the report can be shown as it was asked for. Problem (exit 2) where a section is asked for in a format that has none. */
export async function detailFor(flags: ShowFlags): Promise<{ readonly detail?: true }> {
  if (flags.section !== undefined && !DETAILED.includes(formatOf(flags)))
    throw new Problem(2, {
      code: 'USAGE',
      message: `-f ${formatOf(flags)} has no sections`,
      hint: `--section goes with -f ${DETAILED.join(', ')}`,
    });
  return showsDetail(flags) || (await pageNamed(flags)) ? { detail: true } : {};
}

/** The report of a run that has just ended has no detail: where it is to be shown, it is made of the run's folder. */
async function withDetail(report: Report, flags: ShowFlags, origin: Origin | undefined): Promise<Report> {
  if (!showsDetail(flags) || report.detail !== undefined || !origin) return report;
  const { readRunFile } = await import('../results/folder.ts');
  const { reportOf } = await import('../run/report.ts');
  return (await reportOf(origin.folder, readRunFile(origin.folder), { detail: true })).report;
}

async function pageOf(format: Page, report: Report, origin: Origin | undefined): Promise<string> {
  if (!origin)
    throw new Problem(2, {
      code: 'USAGE',
      message: `-f ${format} is of a stored run only`,
      hint: 'bench report -f html',
    });
  const { pages } = await import('../report/table.ts');
  const { readRunFile } = await import('../results/folder.ts');
  const { htmlInput } = await import('../run/html_input.ts');
  const render = await pages[format]();
  const { folder, ledger } = origin;
  return render(await htmlInput(folder, readRunFile(folder), ledger && { report, ledger }));
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
