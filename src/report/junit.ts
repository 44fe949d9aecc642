import exported, { type Builder, type TestSuite } from 'junit-report-builder';
import type { GateCheck, GateVerdict } from '../analysis/gate/gate_types.ts';
import type { Report } from '../analysis/report_types.ts';
import type { Share } from '../analysis/share_types.ts';
import type { Standing } from '../analysis/standing_types.ts';
import type { ProblemDetail } from '../domain/problem.ts';
import type { Trial } from '../domain/trial.ts';
import { problemNotes } from './annotations_notes.ts';
import { withSafeVerdict } from './gate_safe.ts';
import { checkWords, LIMIT_WORDS, noteWords, stateWords, verdictLine } from './gate_words.ts';
import { withSafeTexts } from './inert_report.ts';
import { count, counted, interval, percent, points } from './numbers.ts';
import { sentence } from './sentence.ts';
import { shareText } from './share_text.ts';
import { clip, inert } from './text.ts';
import { warnings } from './words.ts';

// Its types describe an ES module; what Node loads is CommonJS, whose whole export is the builder.
const junit = exported as unknown as Builder;

/**
 * A run as JUnit XML: a suite a model, in it whether every task has a verdict and every answer a known cost, and what is certified at each quality floor. An error is
 * a run that is incomplete (exit 3; `excused` where missing verdicts were allowed for). With `trials` also a case for each answer, and what is not wholly right is a failure;
 * without them nothing here is one: failures are the gate's.
 */
export function reportJunit(raw: Report, excused: boolean, trials: readonly Trial[] = []): string {
  const report = withSafeTexts(raw, inert);
  const builder = junit.newBuilder().name(`bench ${report.run.dataset}`);
  for (const standing of report.standings) modelSuite(builder.testSuite(), standing, report, excused);
  for (const { model } of raw.standings) answersSuite(builder, model, trials, excused);
  const suite = builder.testSuite().name('report');
  suite
    .testCase()
    .name('answer')
    .className('report')
    .standardOutput(lines([sentence(report), ...warnings(report)]));
  return `${builder.build()}\n`;
}

function modelSuite(suite: TestSuite, standing: Standing, report: Report, excused: boolean): void {
  const { model, quality, quality_low, quality_high, cost_usd } = standing;
  suite.name(model);
  suite.property('quality', `${percent(quality, 1)} (${interval(quality_low, quality_high)})`);
  suite.property('cost_usd', cost_usd ?? 'unknown');
  verdictsCase(suite, standing, excused);
  costCase(suite, standing);
  for (const share of report.shares.filter(({ candidate }) => candidate === model)) shareCase(suite, share);
}

function answersSuite(builder: Builder, model: string, trials: readonly Trial[], excused: boolean): void {
  const own = trials.filter((trial) => trial.model === model).sort(byTask);
  if (own.length === 0) return;
  const suite = builder.testSuite().name(`${inert(model)}: answers`);
  for (const trial of own) answerCase(suite, trial, excused);
}

/** Answers arrive in any order; ids are sorted by code unit, as everywhere. */
function byTask(a: Trial, b: Trial): number {
  return a.task_id < b.task_id ? -1 : a.task_id > b.task_id ? 1 : a.repeat - b.repeat;
}

function answerCase(
  suite: TestSuite,
  { model, task_id, repeat, segment, score, why, status }: Trial,
  excused: boolean,
): void {
  const name = inert(repeat === 0 ? task_id : `${task_id} (repeat ${repeat + 1})`);
  const test = suite
    .testCase()
    .name(name)
    .className(inert(`${model}.${segment}`));
  if (score === 1) return;
  const words =
    score === undefined ? `no verdict: ${inert(clip(why ?? status, 300))}` : `scored ${percent(score)} (${status})`;
  if (score !== undefined) test.failure(words, 'answer');
  else if (excused) test.skipped().standardOutput(lines([words]));
  else test.error(words, 'incomplete');
}

function verdictsCase(suite: TestSuite, standing: Standing, excused: boolean): void {
  const { model, scored, unscored, failed, not_run } = standing;
  const missing = unscored + failed + not_run;
  const words = `${count(missing)} of ${counted(scored + missing, 'answer')} without a verdict (${count(unscored)} not graded, ${count(failed)} failed, ${count(not_run)} not run)`;
  const test = suite.testCase().name('every task has a verdict').className(model);
  if (missing === 0) return;
  if (excused) test.skipped().standardOutput(words);
  else test.error(words, 'incomplete', words);
}

function costCase(suite: TestSuite, { model, cost_unknown }: Standing): void {
  const test = suite.testCase().name('every cost is known').className(model);
  if (cost_unknown > 0) test.skipped().standardOutput(`the cost of ${counted(cost_unknown, 'answer')} is unknown`);
}

/** Nothing was asked of a share, so one that is not certified is no failure: it is skipped. */
function shareCase(suite: TestSuite, share: Share): void {
  const { candidate, reference, floor } = share;
  const { certified, saving, estimate } = shareText(share);
  const test = suite
    .testCase()
    .name(`certified within ${points(floor)} of ${reference}`)
    .className(candidate);
  if ((share.certified?.task_share ?? 0) === 0) test.skipped();
  test.standardOutput(`certified ${certified} of tasks, saving ${saving}, estimate ${estimate}`);
}

/** A gate as JUnit XML: a suite a model, a case a limit. A failure is a broken limit (exit 1); an error is one that could not be decided, or no limit at all (exit 3). */
export function gateJunit(raw: GateVerdict): string {
  const verdict = withSafeVerdict(raw, inert);
  const builder = junit.newBuilder().name(`bench gate ${verdict.dataset}`);
  const models = [...new Set(verdict.checks.map(({ model }) => model))];
  for (const model of models) {
    const suite = builder.testSuite().name(model);
    for (const check of verdict.checks.filter((one) => one.model === model)) checkCase(suite, check, verdict);
  }
  const summary = builder.testSuite().name('gate').testCase().name('verdict').className('gate');
  const words = verdictLine(verdict);
  // What is broken or undecided counts once, in its own case; here only what belongs to no model.
  const stands = verdict.checks.some(({ state }) => state === 'undecided');
  if (verdict.verdict === 'empty' || (verdict.verdict === 'undecided' && !stands))
    summary.error(words, verdict.verdict, words);
  summary.standardOutput(lines([words, ...verdict.notes.map(noteWords)]));
  return `${builder.build()}\n`;
}

/** What kept a gate from being made, as JUnit XML: one suite with one error; its output is every problem. */
export function problemsJunit(details: readonly ProblemDetail[]): string {
  const builder = junit.newBuilder().name('bench gate');
  const texts = problemNotes(details).map(({ code, message }) => `${code}: ${message}`);
  const [first] = details;
  builder
    .testSuite()
    .name('gate')
    .testCase()
    .name('verdict')
    .className('gate')
    .error(texts[0] ?? '', inert(first?.code ?? ''))
    .standardOutput(lines(texts));
  return `${builder.build()}\n`;
}

function checkCase(suite: TestSuite, check: GateCheck, { verdict }: GateVerdict): void {
  const words = checkWords(check);
  const test = suite.testCase().name(LIMIT_WORDS[check.limit]).className(check.model);
  if (check.place) test.file(inert(check.place.file));
  if (check.state === 'broken' && check.confirmed !== false) test.failure(words, check.limit).stacktrace(words);
  else if (check.state === 'undecided' && verdict !== 'pass') test.error(words, 'undecided', stateWords(check));
  else if (check.state === 'undecided') test.skipped();
  test.standardOutput(`${stateWords(check)}: ${words}`);
}

/** Text for a CDATA block: the builder breaks up only the first `]]>` in one. */
const lines = (texts: readonly string[]): string => texts.join('\n').replaceAll(']]>', ']] >');
