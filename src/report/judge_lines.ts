import type { Report } from '../analysis/report_types.ts';
import { doubtWords, judgingBlocks, judgingNotes } from './judge_words.ts';
import { joined, wrap } from './measure.ts';
import type { RenderOptions } from './renderer.ts';

/** What stands beside judged numbers: a few lines, or with `full` all of it; nothing where no answer was left to a judge. */
export function judgeLines(report: Report, options: RenderOptions): string[] {
  const { judging } = report;
  if (!judging) return [];
  const { width, unicode, color, full } = options;
  const mark = unicode ? '…' : '~';
  if (full)
    return judgingBlocks(judging, report).flatMap(({ head, items }) => [
      ...wrap(head, width, '  ', mark),
      ...items.flatMap((item) => wrap(item, width - 2, '  ', mark).map((line) => `  ${line}`)),
    ]);
  const lines = joined(judgingNotes(judging, report), width, '  ', mark);
  return doubtWords(judging, report.standings) === '' ? lines : lines.map(color.yellow);
}
