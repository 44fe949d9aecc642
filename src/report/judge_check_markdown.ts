import type { Report } from '../analysis/report_types.ts';
import { AGREEMENT_HEADS, agreementRows, passWords } from './agreement_rows.ts';
import { CORRECTED_HEADS, correctedRows } from './corrected_table.ts';
import { withSafeTexts } from './inert_report.ts';
import { checkSentence } from './judge_check.ts';
import { judgeBlock, markdownTable, markdownText, runLine } from './markdown.ts';

/** What `bench judge check` says, for a pull request or the summary of a step: the answer first; GitHub-flavoured Markdown without any HTML. */
export function judgeCheckMarkdown(untrusted: Report): string {
  const report = withSafeTexts(untrusted, markdownText);
  const blocks = [
    `**${checkSentence(report)}**`,
    runLine(report),
    ...agreement(report),
    ...judgeBlock(report),
    ...corrected(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function agreement({ judging }: Report): string[] {
  if (!judging?.validation) return [];
  const heads = AGREEMENT_HEADS.map(({ head }) => head);
  return [`Judge against people (${passWords(judging)}):`, markdownTable(heads, agreementRows(judging.validation))];
}

function corrected(report: Report): string[] {
  const rows = correctedRows(report);
  return rows.length === 0 ? [] : ['Quality, and corrected by human labels:', markdownTable(CORRECTED_HEADS, rows)];
}
