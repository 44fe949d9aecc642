import type { Agreement, Judging, Validation } from '../analysis/judging/judging_types.ts';
import { isPairwise } from './judge_words.ts';
import { coefficient, coefficients, count, interval, percent } from './numbers.ts';
import { segmentName } from './route.ts';

interface Head {
  readonly head: string;
  /** What the head cannot say. */
  readonly hint?: string;
}

/** The columns of `agreementRows`, for formats that need not save room; the first names the row. */
export const AGREEMENT_HEADS: readonly Head[] = [
  { head: 'answers' },
  { head: 'labels' },
  { head: 'agreement' },
  { head: '95 % interval' },
  { head: 'kappa' },
  { head: '95 % interval' },
  { head: 'sensitivity', hint: 'of what people pass, the judge passes' },
  { head: 'specificity', hint: 'of what people fail, the judge fails' },
  { head: 'passed by the judge alone' },
  { head: 'by people alone' },
  { head: 'judge minus people' },
];

/** What it means to pass, for the title of a table of agreement. */
export function passWords(judging: Judging): string {
  return isPairwise(judging) ? 'to pass is to be better, a tie is none' : 'graded scores pass above 1/2';
}

/** The judge against people: over all labelled answers first, then by model and by segment. */
export function agreementRows({ by_model, by_segment, ...all }: Validation): string[][] {
  return [
    row('all', all),
    ...by_model.map((one) => row(`model ${one.model}`, one)),
    ...by_segment.map((one) => row(`segment ${segmentName(one.segment)}`, one)),
  ];
}

function row(name: string, { labels, agreement, kappa, sensitivity, specificity, ...one }: Agreement): string[] {
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
