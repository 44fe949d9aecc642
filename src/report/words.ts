import type { ReportFinding } from '../analysis/finding_types.ts';
import { certifiedOf } from '../analysis/judging/correct_share.ts';
import type { Report } from '../analysis/report_types.ts';
import type { Share } from '../analysis/share_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import { usd } from '../domain/money.ts';
import { HOW_TO_VALIDATE, NOT_VALIDATED, probesPassed } from './judge_words.ts';
import { dollarsInWords, perThousand } from './money.ts';
import { count, counted, interval, ofCounted, percent, percentDown, points } from './numbers.ts';
import { boundsThatMatter } from './share_text.ts';

type Code = ReportFinding['code'];
type Finding<C extends Code> = Extract<ReportFinding, { code: C }>;
type Words = { readonly [C in Code]: (finding: Finding<C>, report: Report) => string };

/** One sentence for each code of a finding. */
const WORDS: Words = {
  need_two_models: ({ models }) => `need two models: with ${counted(models, 'model')} there is nothing to compare`,
  too_few_tasks: ({ tested, effective_n: n, floor, smallest_n }, { run }) =>
    run.tasks < 3
      ? `${counted(run.tasks, 'task')}: no conclusion possible at ${points(floor)}`
      : `too few tasks for ${points(floor)}: ${counted(tested, 'task')} in the half that tests${n === undefined ? '' : `, which say as much as ${count(Math.floor(n))} of equal weight`}${atLeast(smallest_n)}`,
  cost_unknown: ({ model, known, trials, on_frontier }) =>
    `${model}: the cost of ${count(trials - known)} of ${counted(trials, 'answer')} is unknown${on_frontier ? '' : '; no place on the frontier'}`,
  reported_cost_differs: ({ model, calls, reported_usd, list_usd }) => {
    const [reported, list] = dollarsInWords([reported_usd, list_usd]);
    return `${model}: provider-reported cost ${reported}, list price ${list} for ${counted(calls, 'answer')}${difference(reported_usd, list_usd)}`;
  },
  verdicts_missing: ({ model, scored, trials, on_frontier, quality_bounds }, report) =>
    `${model}: ${ofCounted(trials - scored, trials, 'answer')} no verdict${reasons(model, report)}${bounded(quality_bounds)}${on_frontier ? '' : '; no place on the frontier'}`,
  selected_of_many: (finding, report) =>
    `${finding.selected} was selected of ${counted(finding.candidates, 'candidate')} on one half of the tasks; its certified figures are of the other half${luckier(finding, report)}`,
  segment_out_of_line: ({ model, segment, tasks, quality, expected, p }) =>
    `${model} on segment ${segment}: ${percent(quality)} of ${counted(tasks, 'task')}, where its other segments and the other models let expect ${percent(expected)} (p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}): look for a broken harness before a weak model`,
  price_order_differs: ({ cheaper_list, cheaper_task, list_input_usd, list_output_usd, cost_per_task_usd, pairs }) => {
    const [dearer, cheaper] = dollarsInWords(cost_per_task_usd.map(perThousand));
    const list = (i: 0 | 1) => `${listPrice(list_input_usd[i])} in, ${listPrice(list_output_usd[i])} out`;
    return `${cheaper_list} has lower list prices than ${cheaper_task} (${list(0)}; ${list(1)} per million tokens), but costs more: ${dearer} against ${cheaper} per 1,000 tasks${pairs > 1 ? `; the widest apart of ${count(pairs)} such pairs` : ''}`;
  },
  unequal_weights: ({ tasks, effective_n }) =>
    `weights differ: ${counted(tasks, 'task')} say as much as ${count(Math.floor(effective_n))} of equal weight; shares and $ are of the weighted workload`,
  judge_not_validated: ({ judged, trials, labels }) =>
    `${NOT_VALIDATED}: ${count(judged)} of ${counted(trials, 'answer')} rest on verdicts that ${labels === 0 ? 'nobody checked' : `too few labels check (${count(labels)})`} (${HOW_TO_VALIDATE})`,
  same_family: ({ judge, models }) =>
    `judge ${judge} is of the same family as ${models.join(', ')}: judges favour their own`,
  probes_passed: ({ judge, passed, ...counts }) =>
    `judge ${judge} ${probesPassed({ ...counts, probes_passed: passed })}: ${passed.join(', ')}`,
  suspicious_answers: ({ answers, judged }) =>
    `${count(answers)} of ${counted(judged, 'judged answer')} ${answers === 1 ? 'contains' : 'contain'} instruction-like text`,
  judge_position: ({ judge, consistency, first_preference, pairs }) =>
    `judge ${judge} names the same winner in both orders of ${percent(consistency)} of ${counted(pairs, 'pair')}${shownFirst(first_preference)}`,
  jury_disagrees: ({ disagreement, judged }) =>
    `the jury is not of one mind on ${percent(disagreement)} of ${counted(judged, 'judged answer')}`,
};

/** `; quality 86.0-88.9 % as they were all wrong or all right`. */
function bounded(bounds: readonly [number, number] | null): string {
  return bounds === null ? '' : `; quality ${interval(bounds[0], bounds[1])} % as they were all wrong or all right`;
}

/** `; nearest saves 90 % there, but was not chosen beforehand`: why the answer does not name the largest saving of the table. */
function luckier({ selected, floor }: Finding<'selected_of_many'>, { shares }: Report): string {
  const at = shares.filter((share) => share.floor === floor);
  const saving = (share: Share | undefined) => (share && certifiedOf(share)?.saving) ?? 0;
  const own = at.find(({ candidate }) => candidate === selected);
  const top = at.toSorted((a, b) => saving(b) - saving(a))[0];
  if (own === undefined || percent(saving(top)) === percent(saving(own)) || top === undefined) return '';
  return `; ${top.candidate} saves ${percent(saving(top))} there, but was not chosen beforehand`;
}

/** Dollars of a price list, as they stand there. */
function listPrice(dollars: number): string {
  return `$${usd(dollars)}`;
}

function shownFirst(preference: number | null): string {
  return preference === null ? '' : `; of its winners ${percent(preference)} were shown first`;
}

/** `: 12 % less`; nothing where the list price is 0, of which there are no percent. */
function difference(reported: string, list: string): string {
  if (Number(list) === 0) return '';
  const fraction = Number(reported) / Number(list) - 1;
  return `: ${percent(Math.abs(fraction))} ${fraction < 0 ? 'less' : 'more'}`;
}

function atLeast(smallest: number | null): string {
  return smallest === null ? '' : `, and without a single loss it takes ${count(smallest)}`;
}

function reasons(model: string, { standings }: Report): string {
  const standing = standings.find((row) => row.model === model);
  return standing === undefined
    ? ''
    : ` (${tally(standing, [
        ['unscored', 'not graded'],
        ['failed', 'failed'],
        ['not_run', 'not run'],
      ])})`;
}

type Count = 'unscored' | 'failed' | 'not_run' | 'truncated' | 'refused' | 'filtered' | 'empty';

function tally(standing: Standing, names: readonly (readonly [Count, string])[]): string {
  return names.flatMap(([key, name]) => (standing[key] > 0 ? [`${count(standing[key])} ${name}`] : [])).join(', ');
}

/** A finding as one sentence, without a full stop. */
export function findingWords(finding: ReportFinding, report: Report): string {
  const say = WORDS[finding.code] as (finding: ReportFinding, report: Report) => string;
  return say(finding, report);
}

const OF_JUDGES: ReadonlySet<Code> = new Set<Code>([
  'same_family',
  'probes_passed',
  'suspicious_answers',
  'judge_position',
  'jury_disagrees',
]);

/** What speaks against a judge, but for what stands in its own lines: never to be left out, whatever else there is to say. */
export function judgeWarnings(report: Report): string[] {
  return report.findings.filter(({ code }) => OF_JUDGES.has(code)).map((finding) => findingWords(finding, report));
}

/** Everything else that deserves a line beside the tables, what the answer rests on first: findings, what missing verdicts could change, answers that were cut or withheld. */
export function warnings(report: Report): string[] {
  const { headline } = report;
  const found = report.findings.filter(({ code }) => code !== 'judge_not_validated' && !OF_JUDGES.has(code));
  const isLeading = ({ candidate }: Share) => candidate === headline.candidate;
  return [
    ...found.filter((one) => !isAside(one, report)).map((finding) => findingWords(finding, report)),
    ...report.shares.filter(isLeading).flatMap(boundsWords),
    ...found.filter((one) => isAside(one, report)).map((finding) => findingWords(finding, report)),
    ...report.shares.filter((share) => !isLeading(share)).flatMap(boundsWords),
    ...shortfalls(report),
  ];
}

/** What is missing of a model that is neither the reference nor the candidate of the answer. */
function isAside(finding: ReportFinding, { headline, run }: Report): boolean {
  if (!('model' in finding) || finding.code === 'segment_out_of_line') return false;
  return finding.model !== run.reference && finding.model !== headline.candidate;
}

function boundsWords(share: Share): string[] {
  const { candidate, floor, missing_pairs } = share;
  const bounds = boundsThatMatter(share);
  if (bounds === undefined) return [];
  const range = `${percentDown(bounds.low)} to ${percentDown(bounds.high)}`;
  const raw = share.corrected ? 'uncorrected' : 'certified';
  return [
    `${candidate} within ${points(floor)}: ${raw} ${range}, as ${counted(missing_pairs, 'missing verdict')} went all against or all for it`,
  ];
}

/** Answers by how they fell short, in one line for all models; the counts of each model are in the data formats. */
function shortfalls({ standings }: Report): string[] {
  const kinds: readonly (readonly [readonly Count[], string])[] = [
    [['refused', 'filtered', 'empty'], 'refused, filtered or empty: graded wrong'],
    [['truncated'], 'truncated: graded as they stand'],
  ];
  return kinds.flatMap(([keys, words]) => {
    const counts = standings.map((standing) => keys.reduce((sum, key) => sum + standing[key], 0));
    const models = standings.filter((_, i) => counts[i]! > 0);
    const total = counts.reduce((sum, n) => sum + n, 0);
    const whose = models.length === 1 ? models[0]!.model : counted(models.length, 'model');
    return total === 0 ? [] : [`${whose}: ${counted(total, 'answer')} ${words}`];
  });
}
