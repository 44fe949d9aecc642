import type { GateCheck, GateNote, GateVerdict, LimitName, ShareRouter } from '../analysis/gate/gate_types.ts';
import { dollarsInWords, perThousand } from './money.ts';
import { count, counted, duration, percent } from './numbers.ts';

/** What a limit is about, as people say it. */
export const LIMIT_WORDS: Readonly<Record<LimitName, string>> = {
  max_quality_drop: 'quality drop',
  max_cost_increase: 'cost per task, rise',
  max_latency_increase: 'latency, rise',
  min_quality: 'quality, at least',
  min_certified_share: 'certified share, at least',
  max_unscored: 'verdicts missing',
};

/** Points with one decimal; `up` rounds what can be detected towards what is harder to see. */
export function pointsOf(fraction: number, up = false): string {
  const scaled = Math.abs(fraction) * 1000;
  const tenths = up ? Math.ceil(scaled - 1e-9) : Math.round(scaled);
  const text = String(tenths / 10);
  return `${fraction < 0 && tenths > 0 ? '-' : ''}${text} ${text === '1' ? 'point' : 'points'}`;
}

/** A p-value: two digits that matter, never 0. */
export function pWords(p: number): string {
  if (p < 0.0001) return 'p < 0.0001';
  return `p = ${p < 0.01 ? p.toFixed(4) : p.toFixed(2)}`;
}

/** A change in percent with its sign: `+12.0 %`. */
export function rise(fraction: number): string {
  const text = percent(Math.abs(fraction), 1);
  return fraction === 0 ? '0 %' : `${fraction < 0 ? '-' : '+'}${text}`;
}

/** A figure of a check in its own unit. */
export function figure({ limit }: Pick<GateCheck, 'limit'>, value: number | null): string {
  if (value === null) return 'unknown';
  if (limit === 'max_quality_drop') return value < 0 ? `${pointsOf(-value)} better` : pointsOf(value);
  if (limit === 'max_unscored') return count(value);
  return limit === 'min_quality' || limit === 'min_certified_share' ? percent(value, 1) : rise(value);
}

/** What was seen: of a rise from nothing no part, and beyond a limit that it would be rounded to on which side. */
export function seenWords(check: GateCheck): string {
  const { limit, observed, allowed, state, before, after } = check;
  if (limit === 'max_cost_increase' && observed === null && before !== null) return after === '0' ? '0 %' : 'from $0';
  const seen = figure(check, observed);
  const alike = state === 'broken' && observed !== null && seen.replace('+', '') === allowedWords(check);
  return alike ? `just ${observed > allowed ? 'above' : 'below'} ${allowedWords(check)}` : seen;
}

/** What was allowed, without a sign. */
export function allowedWords({ limit, allowed }: GateCheck): string {
  if (limit === 'max_cost_increase' || limit === 'max_latency_increase')
    return allowed === 0 ? '0 %' : percent(allowed, 1);
  return figure({ limit }, allowed);
}

/** The test behind a check: `p = 0.31, 9 lost, 7 won, 284 same; can detect >= 4.4 points`; the order of a share, where it is not by segment. Empty where nothing was tested. */
export function testWords(check: GateCheck): string {
  const { p, p_adjusted, losses, gains, ties, detectable, method, router = 'segment' } = check;
  if (router !== 'segment') return `tasks move ${ROUTER_WORDS[router]}`;
  const ps =
    p === null
      ? []
      : [p_adjusted !== null && p_adjusted !== p ? `${pWords(p)}, by Holm ${pWords(p_adjusted).slice(4)}` : pWords(p)];
  const recorded = method === 'recorded' && losses !== null ? ['exact'] : [];
  const tasks = losses === null ? [] : [`${count(losses)} lost, ${count(gains)} won, ${count(ties)} same`];
  const seen = p === null || losses === null ? '' : `; ${detectWords(detectable)}`;
  return `${[...ps, ...recorded, ...tasks].join(', ')}${seen}`;
}

function detectWords(detectable: number | null): string {
  return detectable === null
    ? 'too few to find any drop'
    : `finds a drop of ${pointsOf(detectable, true)} or more 4 times of 5`;
}

const WHY: Readonly<Record<NonNullable<GateCheck['why']>, string>> = {
  underpowered: 'undecided: too few tasks to see the drop that is allowed',
  missing: 'undecided: missing verdicts could turn it',
  cost_unknown: 'undecided: the cost of some answers is unknown',
  no_latency: 'undecided: no times to compare (bench baseline save --latency keeps them)',
  no_pairs: 'undecided: no task has a verdict on both sides',
  replayed: 'undecided: the answers are those of an earlier run: nothing was asked; bench run --fresh',
  one_run: 'ok: measured time of one run cannot break a limit',
  not_certified_here: 'undecided: no share was tested at this floor',
};

/** The state of a check in a word, and why where it is undecided. */
export function stateWords({ limit, state, why, confirmed, router = 'segment' }: GateCheck): string {
  if (why === 'not_certified_here' && router !== 'segment')
    return `undecided: no share ${ROUTER_WORDS[router]} was tested at this floor: the texts of the tasks are needed`;
  if (why === 'underpowered' && limit !== 'max_quality_drop')
    return 'undecided: too few tasks to tell such a rise from chance';
  if (state === 'undecided') return why === null ? 'undecided: the second run decides nothing' : WHY[why];
  if (state === 'broken') return confirmed ? 'BROKEN, confirmed' : 'BROKEN';
  if (why === 'one_run') return WHY[why];
  return confirmed === false ? 'ok: not confirmed' : 'ok';
}

/** One check as a sentence without its model: `quality dropped 4.1 points, 2 points allowed (p = 0.003, ...)`. */
export function checkWords(check: GateCheck): string {
  const { limit, observed, before, after } = check;
  const seen = seenWords(check);
  const test = testWords(check);
  const tail = test === '' ? '' : ` (${test})`;
  if (limit === 'max_quality_drop') return `quality ${dropWords(check)}, ${allowedWords(check)} allowed${tail}`;
  if (limit === 'min_quality') return `quality ${seen}, at least ${allowedWords(check)} asked`;
  if (limit === 'min_certified_share')
    return `certified${byWords(check)} for ${seen} of the tasks, at least ${allowedWords(check)} asked`;
  if (limit === 'max_unscored') return `${counted(observed ?? 0, 'verdict')} missing, ${allowedWords(check)} allowed`;
  if (limit === 'max_latency_increase') {
    const times = before === null ? '' : `: ${duration(Number(before))} to ${duration(Number(after))}`;
    return `latency ${seen}${times}, ${allowedWords(check)} allowed${tail}`;
  }
  const [from, to] = dollarsInWords([perThousand(before), perThousand(after)]);
  const parts = effectWords(check);
  return `cost per task ${seen === 'from $0' ? 'rose from nothing' : seen}: ${from} to ${to} per 1,000 tasks${parts}, ${allowedWords(check)} allowed${tail}`;
}

const ROUTER_WORDS: Readonly<Record<ShareRouter, string>> = {
  segment: 'by segment',
  length: 'by length',
  tfidf: 'by words',
};

/** The order in which the tasks move. */
function byWords({ router }: GateCheck): string {
  return router === undefined ? '' : ` ${ROUTER_WORDS[router]}`;
}

function dropWords(check: GateCheck): string {
  const { observed } = check;
  if (observed === null) return 'unknown';
  if (Math.abs(observed) < 1e-12) return 'is the same';
  return observed < 0 ? `rose ${pointsOf(-observed)}` : `dropped ${seenWords(check)}`;
}

/** A change of price told apart from a change of usage. */
function effectWords({ price_effect, usage_effect }: GateCheck): string {
  return price_effect === null || usage_effect === null
    ? ''
    : ` (prices ${rise(price_effect)}, usage ${rise(usage_effect)})`;
}

type Words = { readonly [Code in GateNote['code']]: (note: Extract<GateNote, { code: Code }>) => string };

const NOTES: Words = {
  tasks_differ: ({ common, gone, added, changed }) =>
    `the dataset changed: ${counted(common, 'task')} in common, ${count(gone)} gone, ${count(added)} added, ${count(changed)} changed; only common ones are compared`,
  model_changed: ({ model }) =>
    `${model} is not the ${model} of the baseline: its prompt, parameters or source changed`,
  model_added: ({ model }) => `${model} is not in the baseline: nothing to compare it with`,
  model_gone: ({ model }) => `${model} is in the baseline only`,
  price_changed: ({ model, before, after }) => `${model}: prices changed from ${before} to ${after}`,
  cost_unknown: ({ model, tasks }) =>
    `${model}: the cost of ${counted(tasks, 'task')} was not known before: left out of the comparison of cost`,
  missing_verdicts: ({ model, missing, allowed }) =>
    missing > allowed
      ? `${model}: ${counted(missing, 'verdict')} missing, ${count(allowed)} allowed: the run is incomplete`
      : `${model}: ${counted(missing, 'verdict')} missing; counted both ways, all against and all for it`,
  underpowered: ({ model, tasks, detectable, asked, needed }) =>
    `${model}: ${counted(tasks, 'task')} cannot tell a drop below ${pointsOf(detectable, true)} from chance; you allow ${pointsOf(asked)}${needed === null ? '' : `, which takes about ${count(needed)}`}`,
  measured_time: ({ models }) => `${models.join(', ')}: cost is measured time here, and the load of the machine counts`,
  one_run: ({ model, limit }) =>
    `${model}: ${LIMIT_WORDS[limit]} beyond the limit, but the load of a machine is shared by all tasks of a run: pool three runs or more (bench baseline save RUN RUN RUN${limit === 'max_latency_increase' ? ' --latency' : ''})`,
  other_recording: ({ model }) =>
    `${model}: another recording than the baseline's: the difference is tested, not taken as exact`,
  flaky: ({ tasks }) =>
    `${counted(tasks.length, 'verdict')} of the baseline differ from trial to trial: ${someTasks(tasks)}`,
  holm: ({ tests }) =>
    `${counted(tests, 'test')}: p adjusted by Holm, so that all of them together alarm falsely in 5 % at most`,
  unchecked: ({ limit }) => `${limit}: no model could be held against it`,
  not_confirmed: ({ run }) => `a second run (${run}) did not break the same limits, or not beyond chance`,
};

function someTasks(tasks: readonly { readonly id: string; readonly model: string }[]): string {
  const shown = tasks.slice(0, 3).map(({ id, model }) => `${id} (${model})`);
  return [...shown, ...(tasks.length > 3 ? [`and ${count(tasks.length - 3)} more`] : [])].join(', ');
}

export function noteWords(note: GateNote): string {
  const say = NOTES[note.code] as (note: GateNote) => string;
  return say(note);
}

/** The verdict as one line that can be pasted into a message. */
export function verdictLine(verdict: GateVerdict): string {
  return `verdict: ${verdictWords(verdict)}`;
}

function verdictWords(verdict: GateVerdict): string {
  const { checks, findings } = verdict;
  if (verdict.verdict === 'empty') return 'none: no limit is set, nothing was checked';
  if (verdict.verdict === 'fail') {
    const first = findings[0]!;
    const more = findings.length > 1 ? `; and ${counted(findings.length - 1, 'more broken limit')}` : '';
    return `regression: ${first.model}: ${checkWords(first)}${more}`;
  }
  if (verdict.verdict === 'undecided') return undecidedWords(verdict);
  const refuted = checks.find(({ confirmed }) => confirmed === false);
  if (refuted) return `no regression: a second run did not confirm it: ${refuted.model}: ${checkWords(refuted)}`;
  const compared = checks.filter(({ limit }) => limit === 'max_quality_drop');
  if (compared.length === 0)
    return checks.length === 1 ? 'the limit is kept' : `all ${count(checks.length)} limits are kept`;
  const worst = compared.reduce((a, b) => ((b.p_adjusted ?? 1) < (a.p_adjusted ?? 1) ? b : a));
  const who = compared.length === 1 ? '' : ` in ${compared.length} models; nearest ${worst.model}`;
  return `${improved(compared)}${who} (${testWords(worst)})`;
}

/** An improvement is called one where its interval leaves 0 out. */
function improved(compared: readonly GateCheck[]): string {
  const better = compared.find(({ observed, high }) => observed !== null && observed < 0 && high !== null && high < 0);
  if (!better) return 'no regression';
  const range = `95 % ${pointsOf(-better.high!)} to ${pointsOf(-better.low!)}`;
  return `no regression, and ${better.model} improved by ${pointsOf(-better.observed!)} (${range})`;
}

function undecidedWords({ checks, notes }: GateVerdict): string {
  const missing = checks.find(({ limit, state }) => limit === 'max_unscored' && state === 'undecided');
  if (missing) return `none: the run is incomplete: ${missing.model}: ${checkWords(missing)}`;
  const open = checks.find(({ state }) => state === 'undecided');
  if (open) return `${stateWords(open)}: ${open.model}: ${checkWords(open)}`;
  const unchecked = notes.find(({ code }) => code === 'unchecked');
  return `undecided: ${unchecked ? noteWords(unchecked) : 'a limit could not be held against any model'}`;
}

/** What could be seen, before anything is spent; undefined where no quality limit is set. */
export function forecastWords(tasks: number, detectable: number | null, asked: number, flip: number): string {
  const seen = detectable === null ? 'no drop at all' : `a drop of ${pointsOf(detectable, true)} or more 4 times of 5`;
  const assumed = `${percent(flip, 1)} of verdicts flip by chance`;
  return `${counted(tasks, 'task')} can find ${seen} (where ${assumed}); you allow ${pointsOf(asked)}`;
}
