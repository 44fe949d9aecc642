import { shortOfLabels } from '../analysis/judging/judging_findings.ts';
import type { Estimated, JudgeRecord, Judging, Validation } from '../analysis/judging/judging_types.ts';
import { FEWEST_LABELS } from '../analysis/judging/rectified.ts';
import type { Report } from '../analysis/report_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import type { NoVerdict } from '../domain/judge.ts';
import { dollarsInWords } from './money.ts';
import { coefficient, coefficients, count, counted, interval, percent } from './numbers.ts';

/** The words beside every judged number that no human label stands behind. */
export const NOT_VALIDATED = 'judge not validated';
export const NO_LABELS = `${NOT_VALIDATED}: no human labels`;
/** What writes the sheet to label. */
export const HOW_TO_VALIDATE = 'bench judge sample';

/** True where every verdict says which of two answers is better. */
export function isPairwise({ rubrics }: Judging): boolean {
  return rubrics.length > 0 && rubrics.every(({ kind }) => kind === 'pairwise');
}

/** In the order in which they are told. */
const NO_VERDICT: Readonly<Record<NoVerdict, string>> = {
  abstained: 'abstained',
  unparsable: 'unparsable',
  ambiguous: 'ambiguous',
  out_of_range: 'out of range',
  contradiction: 'contradictory',
  refused: 'refused',
  cut: 'cut off',
  failed: 'failed',
};

function noVerdicts({ no_verdict, not_asked }: JudgeRecord, also: (n: number) => boolean): string[] {
  const kinds = Object.entries(NO_VERDICT).map(([why, words]) => [no_verdict[why as NoVerdict], words] as const);
  return [...kinds, [not_asked, 'not asked yet'] as const]
    .filter(([n, words]) => n > 0 || (also(n) && words !== 'not asked yet'))
    .map(([n, words]) => `${count(n)} ${words}`);
}

/** `$0.0123`; what is unknown is said, and `n/a` where no call is known. */
export function judgeCost(cost_usd: string | null, cost_unknown: number): string {
  if (cost_usd === null) return cost_unknown === 0 ? 'n/a' : 'unknown';
  const [text] = dollarsInWords([cost_usd]);
  return cost_unknown === 0 ? text! : `${text} and ${counted(cost_unknown, 'call')} of unknown cost`;
}

/** What earlier judges of this run cost: paid, and in no other figure. */
function earlierWords({ earlier }: Judging): readonly string[] {
  if (earlier === null) return [];
  return [
    `earlier judges of this run: ${counted(earlier.calls, 'call')}, ${judgeCost(earlier.cost_usd, earlier.cost_unknown)}`,
  ];
}

/** `86.0 % (77.8-91.5)`; null is `n/a`: there was nothing to count. */
export function rate({ value, low, high }: Estimated): string {
  return value === null ? 'n/a' : `${percent(value, 1)} (${interval(low, high)})`;
}

/** `kappa 0.71 (0.57-0.85)`, or that it has no value where one side only ever said one thing. */
export function kappaWords({ value, low, high }: Estimated, withInterval: boolean): string {
  if (value === null) return 'kappa n/a (one class only)';
  return `kappa ${coefficient(value)}${withInterval ? ` (${coefficients(low, high)})` : ''}`;
}

/** `86 % of 100 answers`; where labels are no random sample it is an estimate over all judged answers, `86 % of answers`, and the labels are told apart. */
export function agreementShare({ agreement, weighted }: Validation): string {
  return `${percent(agreement.value)} of ${weighted ? 'answers' : counted(agreement.n, 'answer')}`;
}

function rubricWords({ rubrics }: Judging): string {
  if (rubrics.length === 0) return '';
  return rubrics.length <= 2
    ? ` (${rubrics.length === 1 ? 'rubric' : 'rubrics'} ${rubrics.map(({ name }) => name).join(', ')})`
    : ` (${counted(rubrics.length, 'rubric')})`;
}

function who(judging: Judging): string {
  const { judges } = judging;
  const name = judges.length === 1 ? `judge ${judges[0]!.judge}` : `jury of ${counted(judges.length, 'judge')}`;
  return `${judges.length === 0 ? 'judge' : name}${rubricWords(judging)}`;
}

function verdicts({ judged, scored, judges }: Judging): string {
  const reasons = judges.length === 1 ? noVerdicts(judges[0]!, () => false) : [];
  const rest = reasons.length > 0 || judged === scored ? reasons : [`${count(judged - scored)} without a verdict`];
  return [`${count(scored)} of ${counted(judged, 'answer')} judged`, ...rest].join(', ');
}

/** `judge not validated: 3 labels`, with the models' names where others of these have labels enough; nothing where all have. */
export function doubtWords(judging: Judging, standings: readonly Standing[]): string {
  const { models, labels } = shortOfLabels(judging, standings);
  if (models.length === 0) return '';
  const some = models.length < standings.filter(({ judged }) => judged > 0).length;
  const whose = some ? ` for ${models.length > 2 ? counted(models.length, 'model') : models.join(' and ')}` : '';
  const known = labels > 0 ? `: ${counted(labels, 'label')}` : some ? ': no labels' : '';
  return `${NOT_VALIDATED}${whose}${known}`;
}

/** What would take the doubt away. */
export const LABELS_NEEDED = `each model needs ${FEWEST_LABELS} labels, or all its judged answers labelled`;

/** What is known of the judge in few words: its record against people, or that there is none. */
function validityWords(judging: Judging, standings: readonly Standing[]): string {
  const { validation } = judging;
  if (validation === null) return `${NO_LABELS} (${HOW_TO_VALIDATE})`;
  const { agreement, kappa, labels } = validation;
  const doubt = doubtWords(judging, standings);
  const words = [doubt.endsWith(`: ${counted(labels, 'label')}`) ? '' : counted(labels, 'label'), doubt];
  return [`agreement ${rate(agreement)}`, kappaWords(kappa, false), ...words].filter(Boolean).join(', ');
}

/** Labels that count for nothing here; nothing where there are none. */
export function otherLabels({ other_labels: n }: Judging): string[] {
  return n === 0 ? [] : [`${counted(n, 'label')} ${n === 1 ? 'belongs' : 'belong'} to another rubric or kind`];
}

/** The judging in a few notes that fit into one to three lines: who, how many, what it cost, and what it is worth. */
export function judgingNotes(judging: Judging, { standings }: Pick<Report, 'standings'>): string[] {
  return [
    who(judging),
    verdicts(judging),
    `judge cost ${judgeCost(judging.cost_usd, judging.cost_unknown)}`,
    validityWords(judging, standings),
    ...otherLabels(judging),
  ];
}

/** One thing and all that is to be said of it. */
export interface JudgeBlock {
  readonly head: string;
  readonly items: readonly string[];
}

/** Everything that stands beside a judged number: the judging as a whole, then each judge. */
export function judgingBlocks(judging: Judging, { standings }: Pick<Report, 'standings'>): JudgeBlock[] {
  return [
    { head: `${who(judging)}: ${verdicts(judging)}`, items: wholeItems(judging, standings) },
    ...judging.judges.map(judgeBlock),
  ];
}

function wholeItems(judging: Judging, standings: readonly Standing[]): string[] {
  const { judged, trials, rubrics, combine, disagreement, suspicious, cut, length_correlation: length } = judging;
  const jury = judging.judges.length > 1;
  return [
    `${count(judged)} of ${counted(trials, 'answer')} can only be graded by a judge`,
    ...rubrics.map(({ name, kind }) => `rubric ${name}: ${kind.replace('_', '/')}`),
    `judge cost ${judgeCost(judging.cost_usd, judging.cost_unknown)}, in no model's cost`,
    ...earlierWords(judging),
    ...validationItems(judging, standings),
    ...otherLabels(judging),
    ...(jury ? [`jury: ${combine ?? 'no rule'}; not of one mind on ${percent(disagreement, 1)} of answers`] : []),
    `score against length of the answer: rank correlation ${coefficient(length)}`,
    `${counted(suspicious, 'answer')} with instruction-like text; ${count(cut)} cut for the judge`,
  ];
}

/** Said where the labels were drawn from one of the judge's classes more than from the other. */
const WEIGHTED = 'rates are of all judged answers: labels count for as many as they stand for';

function validationItems(judging: Judging, standings: readonly Standing[]): string[] {
  const { validation } = judging;
  if (validation === null) return [`${NO_LABELS} (${HOW_TO_VALIDATE})`];
  const doubt = doubtWords(judging, standings);
  const { labels, raters, labelled_at, agreement, kappa, sensitivity, specificity, bias, rogan_gladen, weighted } =
    validation;
  const day = /\d{4}-\d{2}-\d{2}/.exec(labelled_at ?? '');
  return [
    `${counted(labels, 'label')} of ${raters === 1 ? '1 person' : `${count(raters)} people`}${day ? `, ${day[0]}` : ''}: agreement ${rate(agreement)}, ${kappaWords(kappa, true)}`,
    ...(doubt === '' ? [] : [`${doubt}; ${LABELS_NEEDED}`]),
    `sensitivity ${rate(sensitivity)}, specificity ${rate(specificity)}, judge minus people ${coefficient(bias)}`,
    ...(weighted ? [WEIGHTED] : []),
    ...(rogan_gladen === null ? [] : [`cross-check: Rogan-Gladen quality of all judged answers ${rate(rogan_gladen)}`]),
  ];
}

function judgeBlock(judge: JudgeRecord): JudgeBlock {
  const asked = judge.scored + Object.values(judge.no_verdict).reduce((sum, n) => sum + n, 0);
  const served = judge.served.length === 0 ? 'served name unknown' : `served as ${judge.served.join(', ')}`;
  const prompts = judge.prompt_hash === '' ? '' : `, prompts ${judge.prompt_hash}`;
  const tokens = `${count(judge.input_tokens)} tokens in, ${count(judge.output_tokens)} out`;
  return {
    head: `judge ${judge.judge}: model ${judge.model}, ${served}${prompts}`,
    items: [
      `${count(asked)} asked: ${[`${count(judge.scored)} scored`, ...noVerdicts(judge, () => true)].join(', ')}`,
      `${counted(judge.calls, 'call')}, ${count(judge.reused)} reused, ${tokens}: ${judgeCost(judge.cost_usd, judge.cost_unknown)}`,
      probeWords(judge),
      flipWords(judge),
      ...orderWords(judge),
      ...(judge.same_family.length === 0 ? [] : [`same family as ${judge.same_family.join(', ')}`]),
    ],
  };
}

function probeWords(judge: JudgeRecord): string {
  const { probes, probes_unread: unread, probes_passed: passed } = judge;
  if (probes + unread === 0) return 'known-wrong answers: none were put to it';
  return `${probesPassed(judge)}${passed.length === 0 ? '' : `: ${passed.join(', ')}`}`;
}

/** `passed 1 of 3 known-wrong answers, 2 gave no verdict`. */
export function probesPassed(judge: Pick<JudgeRecord, 'probes' | 'probes_unread' | 'probes_passed'>): string {
  const { probes, probes_unread: unread, probes_passed: passed } = judge;
  const rest = unread === 0 ? '' : `, ${count(unread)} gave no verdict`;
  return `passed ${count(passed.length)} of ${counted(probes + unread, 'known-wrong answer')}${rest}`;
}

function flipWords({ asked_again, flipped }: JudgeRecord): string {
  if (asked_again === 0) return 'flip rate unknown: nothing was put to it again (bench judge check --again 50)';
  return `asked again ${count(asked_again)} times, it changed its verdict ${count(flipped)} times (${percent(flipped / asked_again, 1)})`;
}

function orderWords({ order_consistency: same, first_preference: first }: JudgeRecord): string[] {
  return [
    ...(same === null ? [] : [`same winner in both orders: ${rate(same)} of ${counted(same.n, 'pair')}`]),
    ...(first === null
      ? []
      : [`the answer shown first wins: ${rate(first)} of ${counted(first.n, 'verdict')} without ties`]),
  ];
}
