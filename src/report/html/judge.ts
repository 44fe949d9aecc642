import type { Agreement, Validation } from '../../analysis/judging/judging_types.ts';
import type { Report } from '../../analysis/report_types.ts';
import { isPairwise, judgingBlocks } from '../judge_words.ts';
import { coefficient, coefficients, count, interval, percent } from '../numbers.ts';
import { segmentName } from '../route.ts';
import { type Child, html } from './markup.ts';
import { list } from './section.ts';
import { type HeadCell, table } from './table.ts';

const HEADS: readonly HeadCell[] = [
  { head: 'answers' },
  { head: 'labels', number: true },
  { head: 'agreement', number: true },
  { head: '95 % interval', number: true },
  { head: 'kappa', number: true },
  { head: '95 % interval', number: true },
  { head: 'sensitivity', number: true, hint: 'of what people pass, the judge passes' },
  { head: 'specificity', number: true, hint: 'of what people fail, the judge fails' },
  { head: 'passed by the judge alone', number: true },
  { head: 'by people alone', number: true },
  { head: 'judge minus people', number: true },
];

/** Who judged, what that cost, and how far it can be trusted. */
export function judge(report: Report): Child {
  const { judging } = report;
  if (!judging) return html`<p>No answer was left to a judge: every verdict follows from the label.</p>\n`;
  const pass = isPairwise(judging) ? 'to pass is to be better, a tie is none' : 'graded scores pass above 1/2';
  return [
    judgingBlocks(judging, report).map(({ head, items }) => html`<h3>${head}</h3>\n${list(items)}`),
    judging.validation ? agreementTable(judging.validation, pass) : null,
  ];
}

function agreementTable(validation: Validation, pass: string): Child {
  const { by_model, by_segment } = validation;
  return table({
    id: 'judge-t',
    caption: `The judge against people (${pass}).`,
    columns: HEADS,
    rows: [
      { cells: row('all', validation), kind: 'total' },
      ...by_model.map((one) => ({ cells: row(`model ${one.model}`, one) })),
      ...by_segment.map((one) => ({ cells: row(`segment ${segmentName(one.segment)}`, one) })),
    ],
  });
}

function row(name: string, { labels, agreement, kappa, sensitivity, specificity, ...one }: Agreement): Child[] {
  return [
    name,
    count(labels),
    percent(agreement.value, 1),
    interval(agreement.low, agreement.high),
    coefficient(kappa.value),
    coefficients(kappa.low, kappa.high),
    percent(sensitivity.value, 1),
    percent(specificity.value, 1),
    count(one.judge_only),
    count(one.people_only),
    coefficient(one.bias),
  ];
}
