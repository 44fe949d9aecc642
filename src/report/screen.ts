import type { Report } from '../analysis/report_types.ts';
import { adaptiveWords } from './adaptive_words.ts';
import { withSafeTexts } from './inert_report.ts';
import { judgeLines } from './judge_lines.ts';
import { displayWidth, shorten, wrap } from './measure.ts';
import { count, counted } from './numbers.ts';
import { scatterLines } from './plot/scatter.ts';
import { type Renderer, type RenderOptions, type ReportSection, SHOW_ALL } from './renderer.ts';
import { isEmpty, sentence } from './sentence.ts';
import { shareSectionLines } from './share_section.ts';
import { sharesLines } from './shares_table.ts';
import { standingsLines } from './standings_table.ts';
import { inert } from './text.ts';
import { judgeWarnings, warnings } from './words.ts';

/** How many warnings one screen shows without `full`, beside those about judges. */
const MOST_WARNINGS = 3;
/** Columns that a terminal is taken to have at least. */
export const NARROWEST = 20;

/** The report for a person at a terminal: about one screen for ten models; a section is whole, however long. Only the last line, the answer, may be longer than the terminal is wide. */
export const screen: Renderer = (untrusted, given) => {
  const report = withSafeTexts(untrusted, inert);
  const options = { ...given, width: Math.max(NARROWEST, Math.floor(given.width) || NARROWEST) };
  const parts = options.section === undefined ? PARTS : SECTIONS[options.section];
  const tables = parts.filter(() => options.full || !isEmpty(report));
  const whole = options.section === undefined ? options : { ...options, full: true };
  const blocks = [headerLines, ...tables].map((lines) => lines(report, whole));
  const above = blocks.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
  return `${above.join('\n')}\n${options.color.bold(sentence(report))}\n`;
};

type Lines = (report: Report, options: RenderOptions) => string[];

const PARTS: readonly Lines[] = [
  standingsLines,
  plotLines,
  judgeLines,
  sharesLines,
  fullSectionLines,
  adaptiveLines,
  warningLines,
];

/** To add a section: one entry here, its name in `ReportSection`, its blocks in Markdown. */
const SECTIONS: Readonly<Record<ReportSection, readonly Lines[]>> = {
  share: [judgeLines, sharesLines, shareSectionLines, adaptiveLines, warningLines],
};

function fullSectionLines(report: Report, options: RenderOptions): string[] {
  return options.full ? shareSectionLines(report, options) : [];
}

/** What was run: parts that are whole as long as they fit, each on a line of its own where they do not fit together. */
export function headerLines({ run }: Report, { width, unicode }: RenderOptions): string[] {
  const segments = run.segments.filter((segment) => segment !== '').length;
  const counts = [counted(run.tasks, 'task'), segments === 0 ? 'no segments' : counted(segments, 'segment')];
  if (run.repeats > 1) counts.push(`${count(run.repeats)} repeats`);
  const parts = [run.dataset, `  ${counts.join(', ')}`, `   reference ${run.reference}`, `   run ${run.id}`];
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ''}${part}`;
    if (lines.length > 0 && displayWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(shorten(part.trimStart(), width, unicode ? '…' : '~'));
  }
  return lines;
}

function adaptiveLines(report: Report, { width, unicode }: RenderOptions): string[] {
  return adaptiveWords(report).flatMap((words) => wrap(words, width, '  ', unicode ? '…' : '~'));
}

function plotLines(report: Report, { full, width, unicode }: RenderOptions): string[] {
  return full ? scatterLines(report, width, unicode) : [];
}

function warningLines(report: Report, options: RenderOptions): string[] {
  const all = warnings(report);
  const shown = options.full || all.length === MOST_WARNINGS + 1 ? all : all.slice(0, MOST_WARNINGS);
  const hidden = all.length - shown.length;
  const more = hidden > 0 ? [`${counted(hidden, 'more warning')}: ${SHOW_ALL}`] : [];
  const texts = [...judgeWarnings(report), ...shown, ...more];
  const mark = options.unicode ? '…' : '~';
  return texts.flatMap((text) => wrap(`warning: ${text}`, options.width, '  ', mark)).map(options.color.yellow);
}
