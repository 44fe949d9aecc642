import type { Judging, Validation } from '../analysis/judging/judging_types.ts';
import type { Report } from '../analysis/report_types.ts';
import { agreementLines } from './agreement_table.ts';
import { correctedLines } from './corrected_table.ts';
import { withSafeTexts } from './inert_report.ts';
import { judgeLines } from './judge_lines.ts';
import {
  agreementShare,
  doubtWords,
  HOW_TO_VALIDATE,
  isPairwise,
  kappaWords,
  LABELS_NEEDED,
  NO_LABELS,
  otherLabels,
} from './judge_words.ts';
import { counted, interval, percent } from './numbers.ts';
import type { Renderer } from './renderer.ts';
import { headerLines, NARROWEST } from './screen.ts';
import { inert } from './text.ts';

/** What `bench judge check` says: the judge against people, its record, corrected beside raw quality. Only the last line, the answer, may be longer than the terminal. */
export const judgeCheck: Renderer = (untrusted, given) => {
  const report = withSafeTexts(untrusted, inert);
  const options = { ...given, width: Math.max(NARROWEST, Math.floor(given.width) || NARROWEST) };
  const blocks = [
    headerLines(report, options),
    agreementLines(report, options),
    judgeLines(report, { ...options, full: true }),
    correctedLines(report, options),
  ];
  const above = blocks.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n\n`);
  return `${above.join('')}${options.color.bold(checkSentence(report))}\n`;
};

/** The judge against people in one line. No newline at the end. */
export function checkSentence({ judging, standings }: Report): string {
  if (!judging) return 'No answer of this run was left to a judge: there is nothing to check.';
  const { validation } = judging;
  const others = otherLabels(judging).map((words) => ` ${words}.`);
  if (validation === null) return `${NO_LABELS} (${HOW_TO_VALIDATE}).${others}`;
  const doubt = doubtWords(judging, standings);
  const still = doubt === '' ? '' : ` Still ${doubt}; ${LABELS_NEEDED}.`;
  return `${agreementWords(judging, validation)}${leaning(judging, validation)}${still}${others}`;
}

function agreementWords({ judges }: Judging, validation: Validation): string {
  const who = judges.length > 1 ? 'jury' : 'judge';
  const { kappa, labels, weighted } = validation;
  const { value, low, high } = validation.agreement;
  if (value === null) return `The ${who} cannot be compared with people: no labelled answer has its verdict.`;
  const of = weighted ? `, ${counted(labels, 'label')}` : '';
  const rate = `${agreementShare(validation)} (${interval(low, high, 0)} %${of})`;
  const chance = kappa.low !== null && kappa.low <= 0 ? ', which may be no better than chance' : '';
  return `The ${who} agrees with people on ${rate}; ${kappaWords(kappa, chance !== '')}${chance}.`;
}

/** Both ways to be wrong; lenient or strict where the intervals of sensitivity and specificity are apart. */
function leaning(judging: Judging, { sensitivity, specificity }: Validation): string {
  if (sensitivity.value === null || specificity.value === null) return '';
  const [passes, fails] = [1 - specificity.value, 1 - sensitivity.value];
  const lenient = (specificity.high ?? 1) < (sensitivity.low ?? 0);
  const strict = (sensitivity.high ?? 1) < (specificity.low ?? 0);
  const pairwise = isPairwise(judging);
  const tooKind = pairwise
    ? `prefers ${percent(passes)} of what people do not`
    : `passes ${percent(passes)} of what people fail`;
  const tooHard = pairwise
    ? `does not prefer ${percent(fails)} of what people do`
    : `fails ${percent(fails)} of what people pass`;
  if (strict) return ` It is strict: it ${tooHard}, and ${tooKind}.`;
  return ` It ${lenient ? 'is lenient: it ' : ''}${tooKind}, and ${tooHard}.`;
}
