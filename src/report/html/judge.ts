import type { Judging, Validation } from '../../analysis/judging/judging_types.ts';
import type { Report } from '../../analysis/report_types.ts';
import { AGREEMENT_HEADS, agreementRows, passWords } from '../agreement_rows.ts';
import { judgingBlocks } from '../judge_words.ts';
import { type Child, html } from './markup.ts';
import { list } from './section.ts';
import { table } from './table.ts';

/** Who judged, what that cost, and how far it can be trusted. */
export function judge(report: Report): Child {
  const { judging } = report;
  if (!judging) return html`<p>No answer was left to a judge: every verdict follows from the label.</p>\n`;
  return [
    judgingBlocks(judging, report).map(({ head, items }) => html`<h3>${head}</h3>\n${list(items)}`),
    judging.validation ? agreementTable(judging.validation, judging) : null,
  ];
}

function agreementTable(validation: Validation, judging: Judging): Child {
  const [name, ...figures] = AGREEMENT_HEADS;
  return table({
    id: 'judge-t',
    caption: `The judge against people (${passWords(judging)}).`,
    columns: [name!, ...figures.map((figure) => ({ ...figure, number: true as const }))],
    rows: agreementRows(validation).map((cells, i) => ({ cells, ...(i === 0 ? { kind: 'total' } : {}) })),
  });
}
