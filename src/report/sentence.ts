import { certifiedOf } from '../analysis/judging/correct_share.ts';
import type { Headline, Report } from '../analysis/report_types.ts';
import type { MovedShare, Share } from '../analysis/share_types.ts';
import { wholeSentence } from './adaptive_words.ts';
import { basisWords, correctedBy } from './basis_words.ts';
import { dollarsInWords, perThousand } from './money.ts';
import { count, counted, interval, ofCounted, percent, percentDown, points } from './numbers.ts';
import { boundsThatMatter } from './share_text.ts';

/** A report whose headline names a candidate at a floor. */
interface Answer {
  readonly report: Report;
  readonly headline: Headline;
  readonly candidate: string;
  readonly reference: string;
  /** `within 2 points of quality (95 % confidence)`. */
  readonly within: string;
  readonly share: Share | undefined;
  /** What moves in that share. */
  readonly moved: MovedShare | null;
}

/**
 * The answer in one line, to be pasted into a message: what was certified and what it saves, or why there is nothing to say and what would change that.
 * Texts of the report must be safe for where the sentence goes (see `withSafeTexts`). No newline at the end.
 */
export function sentence(report: Report): string {
  return isEmpty(report)
    ? withoutVerdict(report)
    : `${wholeSentence(report) ?? headlineSentence(report)}${incomplete(report)}`;
}

/** True when no answer of any model has a verdict: every table would be empty. */
export function isEmpty({ standings }: Report): boolean {
  return standings.length > 0 && standings.every(({ scored }) => scored === 0);
}

function withoutVerdict({ standings }: Report): string {
  const kinds = [
    ['unscored', 'not graded'],
    ['failed', 'failed'],
    ['not_run', 'not run'],
  ] as const;
  const counts = kinds.flatMap(([key, words]) => {
    const sum = standings.reduce((all, standing) => all + standing[key], 0);
    return sum === 0 ? [] : [`${count(sum)} ${words}`];
  });
  return `No answer has a verdict: ${counts.join(', ')}.`;
}

function headlineSentence(report: Report): string {
  const { headline } = report;
  switch (headline.verdict) {
    case 'need_two_models':
      return singleModel(report);
    case 'no_verdicts':
      return 'Nothing can be compared: no task has a verdict of both the reference and a candidate.';
    case 'no_cheaper_candidate':
      return noCheaper(report);
    case 'too_few_tasks':
      return tooFew(answerOf(report));
    case 'nothing_certified':
      return nothingCertified(answerOf(report));
    case 'cost_unknown':
      return costUnknown(answerOf(report));
    case 'certified':
    case 'whole_workload':
      return certified(answerOf(report));
  }
}

function answerOf(report: Report): Answer {
  const { headline, run } = report;
  const share = headline.share === null ? undefined : report.shares[headline.share];
  return {
    report,
    headline,
    candidate: headline.candidate ?? 'no candidate',
    reference: run.reference,
    within: `within ${points(headline.floor ?? 0)} of quality (95 % confidence)`,
    share,
    moved: share === undefined ? null : certifiedOf(share),
  };
}

function part({ report, moved }: Answer): string {
  const taken = moved?.task_share ?? 0;
  const weighted = report.findings.some(({ code }) => code === 'unequal_weights');
  if (taken === 1) return weighted ? 'the whole workload' : 'all tasks';
  return `${percentDown(taken)} of ${weighted ? 'the workload' : 'tasks'}`;
}

function certified(answer: Answer): string {
  const money = answer.moved ? change(answer.moved) : 'saving unknown';
  return `${claim(answer)}: ${money}${further(answer)}${basisWords(answer.report)}.${worstCase(answer)}`;
}

/** What a larger floor adds, where that is a lot, and what is left at a smaller one: a reader who accepts another loss should not have to look for it. */
function further({ report, share, moved }: Answer): string {
  if (share === undefined) return '';
  const here = moved?.saving ?? 1;
  const saving = (one: Share) => certifiedOf(one)?.saving ?? 0;
  const others = report.shares.filter(({ candidate }) => candidate === share.candidate);
  const larger = others.find((one) => one.floor > share.floor && saving(one) >= Math.max(2 * here, here + 0.1));
  const smaller = others.findLast((one) => one.floor < share.floor && saving(one) > 0);
  return [larger, smaller].map(atFloor).join('');
}

function atFloor(share: Share | undefined): string {
  const moved = share === undefined ? null : certifiedOf(share);
  if (share === undefined || moved === null) return '';
  const { task_share, saving } = moved;
  return `; within ${points(share.floor)} ${task_share === 1 ? 'all' : percentDown(task_share)}, ${percent(saving)} less`;
}

function claim(answer: Answer): string {
  return `${answer.candidate} can take ${part(answer)} from ${answer.reference} ${answer.within}`;
}

function change({ cost_before_usd, cost_after_usd, saving }: MovedShare): string {
  const [before, after] = dollarsInWords([perThousand(cost_before_usd), perThousand(cost_after_usd)]);
  const less = saving === null ? 'saving unknown' : `${percent(Math.abs(saving))} ${saving < 0 ? 'more' : 'less'}`;
  return `${before} -> ${after} per 1,000 tasks, ${less}`;
}

/** What is left of the claim if every missing verdict went against the candidate. */
function worstCase({ share }: Answer): string {
  const bounds = share && boundsThatMatter(share);
  if (share === undefined || bounds === undefined) return '';
  const missing = `${counted(share.missing_pairs, 'task')} without a verdict`;
  const [low, raw] = [percentDown(bounds.low), percentDown(share.certified?.task_share ?? null)];
  if (low === raw) return '';
  if (!share.corrected) return ` If ${missing} went against it: ${low}.`;
  return ` If ${missing} went against it, the uncorrected ${raw} would be ${low}.`;
}

function costUnknown(answer: Answer): string {
  const taken = answer.moved?.task_share ?? 0;
  const words = basisWords(answer.report);
  const unknown = 'what that saves is unknown, because costs are';
  if (taken > 0) return `${claim(answer)}; ${unknown}${words}.${worstCase(answer)}`;
  return `Nothing is certified to move from ${answer.reference} ${answer.within}, and what it would save is unknown, because costs are${words}.`;
}

function nothingCertified(answer: Answer): string {
  return `Nothing is certified to move from ${answer.reference} to a cheaper model ${answer.within}; ${outlook(answer)}${basisWords(answer.report)}.`;
}

/** What more tasks would do: an estimate at 80 % power. */
function outlook({ headline, candidate, report }: Answer): string {
  const { needed_tasks: needed } = headline;
  if (needed === null) return 'a floor above 0 points is needed to decide';
  const tasks = counted(report.run.tasks, 'task');
  const labelled = labelledWords(headline);
  if (needed > report.run.tasks)
    return `if ${candidate} is as good, an estimated ${count(needed)} tasks${labelled} would show it (here: ${tasks})`;
  return `${tasks} would probably have shown it if ${candidate} were as good (estimate: ${count(needed)}${labelled} are enough)`;
}

function tooFew(answer: Answer): string {
  const { report, headline } = answer;
  const tasks = counted(report.run.tasks, 'task');
  if (report.run.tasks < 3) return `${tasks}: no conclusion possible${neededWords(headline)}.`;
  // Of a run that was cut short only what both models have a verdict of says anything.
  const pairs = report.shares[headline.share ?? -1]?.pairs ?? report.run.tasks;
  const compared = pairs < report.run.tasks ? `${count(pairs)} of ${tasks} with verdicts of both models` : tasks;
  return `${compared} are too few to certify anything ${answer.within}, even without a single loss${neededWords(headline)}.`;
}

function neededWords(headline: Headline): string {
  const { needed_tasks: needed } = headline;
  if (needed === null) return '';
  return `; an estimated ${count(needed)}${labelledWords(headline)} would do if the candidate is as good`;
}

/** Labels for the same number of answers among more tasks would say less. */
function labelledWords({ basis }: Headline): string {
  return basis === 'corrected' ? ' with as large a part labelled as here' : '';
}

function noCheaper({ run, headline, standings }: Report): string {
  const cost = standings.find(({ model }) => model === run.reference)?.cost_per_task_usd ?? null;
  const [price] = dollarsInWords([perThousand(cost)]);
  const others =
    headline.candidates === 1 ? 'the candidate is' : `none of the ${count(headline.candidates)} candidates is`;
  const not = headline.candidates === 1 ? ' not' : '';
  return `Nothing to save: ${others}${not} cheaper than ${run.reference} at ${price} per 1,000 tasks.`;
}

function singleModel(report: Report): string {
  const { run, standings } = report;
  const only = standings.find(({ model }) => model === run.reference) ?? standings[0];
  if (only === undefined) return 'need two models to compare, and there is none.';
  const [price] = dollarsInWords([perThousand(only.cost_per_task_usd)]);
  const { quality, quality_low, quality_high } = only.corrected ?? only;
  const range = quality === null ? '' : ` (95 % interval ${interval(quality_low, quality_high)} %)`;
  const words = only.corrected ? correctedBy(only.corrected.labels, report.judging) : basisWords(report);
  return `${only.model}: quality ${percent(quality, 1)}${range} at ${price} per 1,000 tasks; need two models to compare${words}.`;
}

/** Said wherever some answer has no verdict; the counts are in the standings. */
function incomplete({ standings, run }: Report): string {
  const missing = standings.reduce((sum, { unscored, failed, not_run }) => sum + unscored + failed + not_run, 0);
  if (missing === 0) return '';
  return ` Incomplete: ${ofCounted(missing, standings.length * run.tasks * run.repeats, 'answer')} no verdict.`;
}
