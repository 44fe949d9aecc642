import { shortOfLabels } from '../analysis/judging/judging_findings.ts';
import type { Judging } from '../analysis/judging/judging_types.ts';
import type { Headline, Report } from '../analysis/report_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import { agreementShare, doubtWords, NOT_VALIDATED, probesPassed } from './judge_words.ts';
import { counted } from './numbers.ts';

/** What the quality of one model rests on; the words are those of the headline. Labels of other models validate nothing of this one. */
export function qualityBasis(standing: Standing, { judging }: Report): Headline['basis'] {
  if (!standing.judged || !judging) return 'exact';
  if (standing.corrected) return 'corrected';
  return shortOfLabels(judging, [standing]).models.length === 0 ? 'validated' : 'not_validated';
}

/** What the numbers of the sentence rest on where a judge gave them: ` (judge not validated: 3 labels)`, to stand before its full stop; else nothing. */
export function basisWords(report: Report): string {
  const { headline, judging, shares } = report;
  if (headline.basis === 'exact' || !judging) return '';
  const corrected = headline.share === null ? null : shares[headline.share]?.corrected;
  if (headline.basis === 'corrected') return correctedBy(corrected?.labels ?? judging.validation?.labels ?? 0, judging);
  const { validation } = judging;
  if (headline.basis === 'not_validated' || validation === null)
    return ` (${doubtWords(judging, spokenOf(report)) || NOT_VALIDATED}${weakness(judging)})`;
  const labels = validation.weighted ? `, ${counted(validation.labels, 'label')}` : '';
  return ` (judge agrees with people on ${agreementShare(validation)}${labels}${weakness(judging)})`;
}

/** ` (judge corrected by 100 human labels)`. */
export function correctedBy(labels: number, judging: Judging | null): string {
  return ` (judge corrected by ${counted(labels, 'human label')}${judging ? weakness(judging) : ''})`;
}

/** The models that the sentence speaks of. */
function spokenOf({ headline, run, standings }: Report): readonly Standing[] {
  if (headline.candidate === null) return standings;
  return standings.filter(({ model }) => model === headline.candidate || model === run.reference);
}

/** `; it passed 5 of 6 known-wrong answers`; of a jury, each judge that passed some by its name. */
function weakness({ judges }: Judging): string {
  const weak = judges.filter(({ probes_passed: passed }) => passed.length > 0);
  if (weak.length > 2) return `; ${weak.length} of its judges passed known-wrong answers`;
  return weak
    .map((judge) => `; ${judges.length === 1 ? 'it' : `judge ${judge.judge}`} ${probesPassed(judge)}`)
    .join('');
}
