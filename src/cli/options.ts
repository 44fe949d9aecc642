import { type Command, Option } from 'commander';
import type { AdaptiveDesign } from '../analysis/adaptive/adaptive_types.ts';
import { Problem } from '../domain/problem.ts';
import { REPORT_SECTIONS, type ReportSection } from '../report/renderer.ts';
import { CI_FORMATS } from './ci_formats.ts';

/** How a report is shown. */
export interface ShowFlags {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly full?: boolean;
  readonly section?: ReportSection;
}

/** Adds -f, --json, -o and --full. */
export function withShowFlags(command: Command): Command {
  return command
    .addOption(
      new Option('-f, --format <format>', 'how to show the report').choices([
        'table',
        'json',
        'csv',
        'markdown',
        'html',
        ...CI_FORMATS,
      ]),
    )
    .option('--json', 'the same as -f json')
    .option('-o, --output <file>', 'write the report to a file')
    .option('--full', 'every candidate and every column, however long; with -f junit every answer');
}

/** `--section <part>`. */
export function sectionOption(): Option {
  return new Option('--section <part>', 'only this part of the report, whole').choices(REPORT_SECTIONS);
}

const DESIGNS = {
  'obrien-fleming': 'obrien_fleming',
  'haybittle-peto': 'haybittle_peto',
} as const satisfies Readonly<Record<string, AdaptiveDesign>>;

/** `--adaptive [design]`. */
export function adaptiveOption(): Option {
  return new Option('--adaptive [design]', 'stop asking a candidate once its verdict is certain').choices(
    Object.keys(DESIGNS),
  );
}

/** The design that `--adaptive` names; undefined without the flag. */
export function designOf(flag: string | true | undefined): AdaptiveDesign | undefined {
  if (flag === undefined) return undefined;
  return flag === true ? 'obrien_fleming' : DESIGNS[flag as keyof typeof DESIGNS];
}

/** A count from a flag; Problem (exit 2) for anything else. */
export function countOf(text: string | undefined, flag: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Problem(2, { code: 'USAGE', message: `${flag} takes a whole number, not "${text}"` });
}

/** Points from a flag such as `2,5`, as fractions, ascending. */
export function floorsOf(texts: readonly string[] | undefined, flag = '--floors'): readonly number[] | undefined {
  if (texts === undefined || texts.length === 0) return undefined;
  const points = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  const wrong = points.find((text) => !/^\d{1,3}(\.\d+)?$/.test(text) || Number(text) > 100);
  if (wrong !== undefined)
    throw new Problem(2, { code: 'USAGE', message: `${flag} takes points from 0 to 100, not "${wrong}"` });
  // By way of the text, correctly rounded: 0.7 / 100 would be 0.006999999999999999.
  return [...new Set(points.map((text) => Number(`${text}e-2`)))].sort((a, b) => a - b);
}

/** Collects an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}
