import type { Headline, Report, Standing } from '../analysis/report_types.ts';
import { agreementShare, NOT_VALIDATED } from './judge_words.ts';
import { counted } from './numbers.ts';

/** What the quality of one model rests on; the words are those of the headline. Labels of other models validate nothing of this one. */
export function qualityBasis({ model, judged, corrected }: Standing, { judging }: Report): Headline['basis'] {
  if (!judged || !judging) return 'exact';
  if (corrected) return 'corrected';
  const isLabelled = judging.validation?.by_model.some((one) => one.model === model);
  return isLabelled ? 'validated' : 'not_validated';
}

/** What the numbers of the sentence rest on where a judge gave them: ` (judge not validated)`, to stand before its full stop; else nothing. */
export function basisWords({ headline, judging, shares }: Report): string {
  const validation = judging?.validation ?? null;
  if (headline.basis === 'exact') return '';
  if (headline.basis === 'not_validated' || validation === null) return ` (${NOT_VALIDATED})`;
  const corrected = headline.share === null ? null : shares[headline.share]?.corrected;
  if (headline.basis === 'corrected') return correctedBy(corrected?.labels ?? validation.labels);
  const labels = validation.weighted ? `, ${counted(validation.labels, 'label')}` : '';
  return ` (judge agrees with people on ${agreementShare(validation)}${labels})`;
}

/** ` (judge corrected by 100 human labels)`. */
export function correctedBy(labels: number): string {
  return ` (judge corrected by ${counted(labels, 'human label')})`;
}
