import type { Report } from '../analysis/report_types.ts';
import { judgingBlocks, judgingNotes } from './judge_words.ts';
import { joined, wrap } from './measure.ts';
import type { RenderOptions } from './renderer.ts';

/** What stands beside judged numbers: a few lines, or with `full` all of it; nothing where no answer was left to a judge. */
export function judgeLines({ judging }: Report, options: RenderOptions): string[] {
  if (!judging) return [];
  const { width, unicode, color, full } = options;
  const mark = unicode ? '…' : '~';
  if (full)
    return judgingBlocks(judging).flatMap(({ head, items }) => [
      ...wrap(head, width, '  ', mark),
      ...items.flatMap((item) => wrap(item, width - 2, '  ', mark).map((line) => `  ${line}`)),
    ]);
  const lines = joined(judgingNotes(judging), width, '  ', mark);
  return judging.validation === null ? lines.map(color.yellow) : lines;
}
