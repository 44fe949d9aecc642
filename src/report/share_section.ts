import type { ReportDetail } from '../analysis/detail_types.ts';
import type { Report } from '../analysis/report_types.ts';
import type { RouterSet } from '../analysis/routing/routing_types.ts';
import { cascadesTable, whatIfTable } from './cascades_table.ts';
import { CLAIMS_TITLE, claimWords } from './claims_words.ts';
import { type FigureTable, figureLines } from './figure_table.ts';
import { wrap } from './measure.ts';
import { noiseTable } from './noise_table.ts';
import { percent, points } from './numbers.ts';
import { portfolioTable } from './portfolio_table.ts';
import type { RenderOptions } from './renderer.ts';
import { deferralTable, routersTable } from './routers_table.ts';
import { bestFirst } from './shares_table.ts';

/** Tables that belong together: all of one candidate, or a matter of the whole report. */
export type Block = readonly FigureTable[];

/** What the share rests on beyond its table: orders and cascades candidate by candidate, best first; then portfolio and noise. Texts must be safe already. */
export function shareBlocks(report: Report): Block[] {
  const { detail, run } = report;
  if (detail === undefined) return [];
  const candidates = bestFirst(report).flatMap(([share]) => share?.candidate ?? []);
  const explained = candidates.find((candidate) => routersOf(detail, candidate)?.routers.length);
  return [
    ...candidates.map((candidate) => candidateBlock(report, detail, candidate, candidate === explained)),
    detail.portfolio ? [portfolioTable(detail.portfolio)] : [],
    detail.noise ? [noiseTable(detail.noise, run.reference)] : [],
  ].filter((block) => block.length > 0);
}

function routersOf({ routers }: ReportDetail, candidate: string): RouterSet | undefined {
  return routers?.find((set) => set.candidate === candidate);
}

/** The Bayesian view of few tasks; nothing where there are many. */
function beliefs({ shares }: Report, candidate: string): string[] {
  const known = shares.filter((share) => share.candidate === candidate && share.probability_within !== null);
  if (known.length === 0) return [];
  const each = known.map(
    ({ floor, probability_within: p }) => `within ${points(floor)} with probability ${percent(p)}`,
  );
  return [`with a flat prior, and everything moved: ${each.join(', ')} (Bayesian view of few tasks, no promise)`];
}

function candidateBlock(report: Report, detail: ReportDetail, candidate: string, hasLegend: boolean): Block {
  const routers = routersOf(detail, candidate);
  const cascades = detail.cascades?.find((set) => set.candidate === candidate);
  return [
    routers ? routersTable(routers, beliefs(report, candidate)) : null,
    routers ? deferralTable(routers, hasLegend) : null,
    cascades ? cascadesTable(cascades) : null,
    cascades ? whatIfTable(cascades) : null,
  ].filter((table) => table !== null);
}

/** Why routers could see segments alone. */
export function withoutInputs(why: string): string {
  return `no order by length or words, which takes the texts of the tasks: ${why}`;
}

/** What cannot be shown, and what would change that. */
export function shareNotes({ detail }: Report): string[] {
  if (detail === undefined) return [];
  return [
    ...(detail.without_inputs ? [withoutInputs(detail.without_inputs)] : []),
    ...(detail.cascades?.every(({ cascades }) => cascades.length === 0)
      ? ['no cascade: it takes a verifier (a judge, repeats, logprobs or a score column)']
      : []),
    ...(detail.portfolio === null ? ['no portfolio: it takes two candidates or more, and segments'] : []),
    ...(detail.noise === null
      ? ['noise is unknown without repeats: bench run --repeats 3 shows how often a model disagrees with itself']
      : []),
  ];
}

/** The section on the share for a terminal, an empty line between its blocks; nothing where the report has no detail. */
export function shareSectionLines(report: Report, options: RenderOptions): string[] {
  const { width, unicode, color } = options;
  const mark = unicode ? '…' : '~';
  const claims = claimWords(report).flatMap(({ claim, answer }) => wrap(`${claim}: ${answer}`, width, '  ', mark));
  const blocks = [
    ...shareBlocks(report).flatMap((block) => block.map((table) => figureLines(table, options))),
    shareNotes(report).flatMap((note) => wrap(note, width, '  ', mark).map(color.dim)),
    claims.length === 0 ? [] : [...wrap(CLAIMS_TITLE, width, '  ', mark).map(color.cyan), ...claims],
  ].filter((lines) => lines.length > 0);
  return blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}
