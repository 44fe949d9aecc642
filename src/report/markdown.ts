import type { Report } from '../analysis/report_types.ts';
import type { Share } from '../analysis/share_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import { adaptiveWords } from './adaptive_words.ts';
import { qualityBasis } from './basis_words.ts';
import { CLAIMS_TITLE, claimWords } from './claims_words.ts';
import { type FigureTable, notesBelow } from './figure_table.ts';
import { behindWords, frontierMark } from './frontier_words.ts';
import { withSafeTexts } from './inert_report.ts';
import { judgingBlocks, NOT_VALIDATED } from './judge_words.ts';
import { dollars, perThousand } from './money.ts';
import { count, counted, duration, interval, percent, points } from './numbers.ts';
import type { RenderOptions } from './renderer.ts';
import { hasRoute, routeWords } from './route.ts';
import { sentence } from './sentence.ts';
import { shareBlocks, shareNotes } from './share_section.ts';
import { shareText } from './share_text.ts';
import { capital, inert } from './text.ts';
import { judgeWarnings, warnings } from './words.ts';

/**
 * Untrusted text as a code span: GitHub makes no link, image, mention or tag of it. The fence is longer than any run of backticks inside; a pipe is
 * escaped for tables, and backslashes in front of it are written as `\x5c` so that they cannot undo that.
 */
export function markdownText(text: string): string {
  if (text === '') return '';
  const line = inert(text)
    .replace(/\\(?=\\*\|)/g, '\\x5c')
    .replace(/\|/g, '\\|');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** A table whose first column is text and whose others are numbers; the cells are safe already. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = heads.map((_, i) => (i === 0 ? '---' : '---:'));
  return [heads, rule, ...rows].map(line).join('\n');
}

function standings(report: Report): string {
  const { standings: rows, run } = report;
  const corrected = rows.some((row) => row.corrected);
  const [perTask, perSuccess] = [
    dollars(rows.map((row) => perThousand(row.cost_per_task_usd))),
    dollars(rows.map((row) => row.cost_per_success_usd)),
  ];
  const marks = (row: Standing) =>
    [
      row.model === run.reference ? 'reference' : '',
      frontierMark(report, row.model),
      behindWords(report, row.model),
      qualityBasis(row, report) === 'not_validated' ? NOT_VALIDATED : '',
    ]
      .filter(Boolean)
      .join(', ');
  return markdownTable(
    [
      'model',
      'quality',
      '95 % interval',
      ...(corrected ? ['corrected by labels', '95 % interval'] : []),
      '$ per 1,000 tasks',
      '$ per success',
      'p50',
      'p95',
      'no verdict',
      '',
    ],
    rows.map((row, i) => [
      row.model,
      percent(row.quality, 1),
      interval(row.quality_low, row.quality_high),
      ...(corrected ? correctedCells(row) : []),
      perTask[i]!,
      row.cost_usd !== null && row.cost_per_success_usd === null ? 'n/a' : perSuccess[i]!,
      duration(row.p50_ms),
      duration(row.p95_ms),
      String(row.unscored + row.failed + row.not_run),
      marks(row),
    ]),
  );
}

function correctedCells({ corrected }: Standing): string[] {
  if (!corrected) return ['n/a', 'n/a'];
  return [percent(corrected.quality, 1), interval(corrected.quality_low, corrected.quality_high)];
}

function shareRow(share: Share, corrected: boolean): string[] {
  const { certified, spend, saving, random_order, oracle, random, segments, estimate, uncorrected } = shareText(share);
  const figures = [certified, spend, saving, random_order, oracle, random, segments, estimate];
  const labels = corrected ? [uncorrected, count(share.corrected?.labels ?? 0)] : [];
  return [share.candidate, points(share.floor), ...figures, ...labels];
}

function shares({ shares: rows, run }: Report): string[] {
  if (rows.length === 0) return [];
  const corrected = rows.some((share) => share.corrected);
  const heads = [
    'candidate',
    'quality kept within',
    'certified, of tasks',
    'certified, of spend',
    'saving',
    'certified, random order',
    'oracle',
    'random',
    'segments',
    'estimate',
    ...(corrected ? ['certified, uncorrected', 'human labels'] : []),
  ];
  const routed = rows.filter(hasRoute);
  return [
    `What can move from ${run.reference} (certified: 95 % confidence):`,
    markdownTable(
      heads,
      rows.map((share) => shareRow(share, corrected)),
    ),
    ...(routed.length === 0
      ? []
      : [routed.map((share) => `- ${share.candidate}: ${routeWords(share, 20)}`).join('\n')]),
  ];
}

/** Who judged and how far that can be trusted, of a report whose texts are safe; nothing where nobody had to. */
export function judgeBlock(report: Report): string[] {
  const { judging } = report;
  if (!judging) return [];
  const lines = judgingBlocks(judging, report).flatMap(({ head, items }) => [
    `- ${head}`,
    ...items.map((item) => `  - ${item}`),
  ]);
  return [`Judge:\n\n${lines.join('\n')}`];
}

/** What was run, of a report whose texts are safe. */
export function runLine({ run }: Report): string {
  return `${run.dataset}: ${counted(run.tasks, 'task')}, reference ${run.reference}, run ${run.id}`;
}

/** Orders, cascades, portfolio and noise as tables with their notes, and the claims. */
function shareSection(report: Report): string[] {
  const tables = shareBlocks(report).flatMap((block) => block.map(figureMarkdown));
  const notes = shareNotes(report).map((note) => `- ${note}`);
  const claims = claimWords(report).map(({ claim, answer }) => `- **${claim}:** ${answer}`);
  return [
    ...tables,
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
    ...(claims.length === 0 ? [] : [`${capital(CLAIMS_TITLE)}:\n\n${claims.join('\n')}`]),
  ];
}

function figureMarkdown(table: FigureTable): string {
  const { caption, columns, rows } = table;
  const notes = notesBelow(table);
  const heads = columns.map(({ head }) => head.replaceAll('\n', ' '));
  return [
    `${capital(caption)}:`,
    ...(rows.length === 0 ? [] : [markdownTable(heads, rows)]),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join('\n')]),
  ].join('\n\n');
}

function adaptive(report: Report): string[] {
  if (!report.adaptive) return [];
  const words = adaptiveWords(report).map((line) => `- ${line}`);
  return [`Stopped early:\n\n${words.join('\n')}`];
}

/** The answer first, then standings, shares and routing tables, and warnings; GitHub-flavoured Markdown without any HTML. */
export function markdown(report: Report, { full, section }: Pick<RenderOptions, 'full' | 'section'> = {}): string {
  const safe = withSafeTexts(report, markdownText);
  const notes = [...judgeWarnings(safe), ...warnings(safe)].map((words) => `- ${words}`);
  const blocks = [
    `**${sentence(safe)}**`,
    runLine(safe),
    ...(section === undefined ? [standings(safe)] : []),
    ...judgeBlock(safe),
    ...shares(safe),
    ...(full || section === 'share' ? shareSection(safe) : []),
    ...adaptive(safe),
    ...(notes.length === 0 ? [] : [`Warnings:\n\n${notes.join('\n')}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}
