import { Option } from 'commander';
import type { Report } from '../../analysis/report_types.ts';
import { Problem } from '../../domain/problem.ts';
import type { AddCommand, Context } from '../command.ts';
import { collect, countOf, floorsOf } from '../options.ts';

interface Flags {
  readonly kind: string;
  readonly output?: string;
  readonly results?: string;
  readonly reference?: string;
  readonly candidate?: string;
  readonly floors?: readonly string[];
  readonly width?: string;
}

const HELP = `
frontier: quality against cost of every model, with intervals; share: quality against the share of tasks
that moves to one candidate, certified point marked; segments: quality by segment.
The file has no script and fetches nothing; it follows the light or dark mode of its reader.

Examples:
  bench plot -o frontier.svg
  bench plot --kind share -o share.svg            the candidate and floor of the answer
  bench plot --kind share --candidate linear --floors 5 -o share.svg
  bench plot 20261121-224455 --kind segments --width 600 > segments.svg`;

/** To add a kind: one line here, one case in `pictureOf`. */
const KINDS = ['frontier', 'share', 'segments'];

export const addPlot: AddCommand = (program, context) => {
  program
    .command('plot')
    .description("draw a run's frontier, share curve or segments as SVG")
    .argument('[run]', 'run id or folder (default: the newest)')
    .addOption(new Option('--kind <kind>', 'what to draw').choices(KINDS).default('frontier'))
    .option('-o, --output <file>', 'write the picture to a file')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .option('--reference <id>', 'the model to match')
    .option('--candidate <id>', 'whose share curve (default: the candidate of the answer)')
    .option('--floors <points>', 'quality floors in points below the reference', collect)
    .option('--width <px>', 'width to lay out for (default: 860)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { readRunFile } = await import('../../results/folder.ts');
  const { requireModel } = await import('../../run/reference.ts');
  const { reportOf } = await import('../../run/report.ts');
  const { emit } = await import('../show.ts');
  const width = flags.width === undefined ? {} : { width: countOf(flags.width, '--width', 0) };
  const floors = floorsOf(flags.floors);
  const folder = await findNamedRun(named, flags.results, context.io);
  const run = readRunFile(folder);
  if (flags.candidate !== undefined) requireModel(run, flags.candidate);
  const { report, torn } = await reportOf(folder, run, {
    detail: true,
    ...(floors ? { floors } : {}),
    ...(flags.reference === undefined ? {} : { reference: requireModel(run, flags.reference) }),
  });
  if (torn > 0)
    await context.io.stderr.write(
      `warning: left out an incomplete record at the end (${torn} bytes); bench resume removes it\n`,
    );
  await emit(await pictureOf(report, flags, { ...width, standalone: true }), flags.output, context);
}

async function pictureOf(
  report: Report,
  { kind, candidate }: Flags,
  options: { readonly width?: number; readonly standalone: true },
): Promise<string> {
  if (kind === 'segments') {
    const { segmentsSvg } = await import('../../report/plot/segments_svg.ts');
    return segmentsSvg(report, options) || nothing('no answer of this run has a segment to draw');
  }
  if (kind === 'share') {
    const { curveSvg } = await import('../../report/plot/curve_svg.ts');
    const { share, curves } = await shareToDraw(report, candidate);
    const { set, ...lines } = curves;
    return curveSvg(set, share, { ...options, ...lines });
  }
  const { frontierSvg } = await import('../../report/plot/frontier_svg.ts');
  return frontierSvg(report, options);
}

/** The curve that was asked for at the floor of the answer, or else at the smallest. */
async function shareToDraw({ headline, shares, detail, run }: Report, asked: string | undefined) {
  const { candidateCurves } = await import('../../report/plot/curve_lines.ts');
  const candidate = asked ?? headline.candidate ?? shares[0]?.candidate;
  const own = shares.filter((share) => share.candidate === candidate);
  const share = own.find(({ floor }) => floor === headline.floor) ?? own[0];
  const curves = detail && share && candidateCurves(detail, share.candidate);
  if (curves !== undefined && share !== undefined) return { share, curves };
  return nothing(
    candidate === run.reference
      ? `${candidate} is the reference: nothing moves to it`
      : 'there is no candidate to draw',
  );
}

function nothing(message: string): never {
  throw new Problem(2, { code: 'NOTHING_TO_DRAW', message, hint: 'bench plot --kind frontier' });
}
