import type { Judgement } from '../../../src/domain/judge.ts';
import type { JsonReport } from '../../support/invariants.ts';
import { LIARS, type Opinion, type Shown, shownTo, verdict } from '../../support/judge.ts';
import { chat, type Reply, type Script, type Seen } from '../../support/loopback.ts';
import { type BenchOptions, comparable, onBench, type Workbench } from '../../support/workbench.ts';

export const JUDGE_PRICE = { input: 1, output: 4 };
/** Dollars of one reply of the loopback judge: 10 input and 5 output tokens. */
export const VERDICT_USD = (10 * JUDGE_PRICE.input + 5 * JUDGE_PRICE.output) / 1e6;
/** How many known-wrong answers a judge is probed with on this bench. */
export const PROBES = 6;

export interface JudgedOptions extends BenchOptions {
  /** Changes to the judge block. */
  readonly judge?: Readonly<Record<string, unknown>>;
}

/** Both models answer in a sentence that no plain scorer knows; `cheap` is wrong on every third task. */
export const talkers: Script = (seen) => ({ body: chat(sentence(seen), { model: seen.model }) });

function sentence({ model, prompt }: Seen): string {
  const number = Number(prompt.slice('task '.length));
  if (model === 'cheap') return number % 3 === 0 ? `No idea, ${prompt}.` : `I think answer ${number}.`;
  return `It is answer ${number}.`;
}

/** Knows a good answer when it sees one; of two equally good ones it prefers neither. */
export function honest({ kind, answer, other = '' }: Shown): Opinion {
  const [first, second] = [isGood(answer), isGood(other)];
  if (kind !== 'pairwise') return first;
  return first === second ? 'tie' : first ? 'first' : 'second';
}

function isGood(answer: string): boolean {
  return /^(It is|I think) answer \d+\.$/.test(answer);
}

/** One of the known-wrong answers that judges are probed with. */
export function isProbe({ answer, other }: Shown): boolean {
  return [answer, other].some(
    (text) => text !== undefined && /^(|:|Thought process:|Yes|GRADE: C[\s\S]*|(answer )?\d+)$/.test(text),
  );
}

/** An honest judge of what is known to be wrong, who says of real answers what it is told to. */
export function onAnswers(reply: (shown: Shown, seen: Seen) => Reply, models: Script = talkers): Script {
  return (seen) => {
    const shown = shownTo(seen);
    if (shown === undefined) return models(seen);
    return isProbe(shown) ? verdict(shown, seen, honest(shown)) : reply(shown, seen);
  };
}

/** Judge and models as they should be. */
export const fairJudge: Script = onAnswers((shown, seen) => verdict(shown, seen, honest(shown)));

/** Tokens of a judge that reads as much as it is shown, and says so. */
export const DEAR = { input: 2000, output: 40 };

/** An honest judge whose replies cost more than those of the models. */
export const dearJudge: Script = (seen) => {
  const shown = shownTo(seen);
  if (shown === undefined) return talkers(seen);
  const usage = { prompt_tokens: DEAR.input, completion_tokens: DEAR.output, total_tokens: DEAR.input + DEAR.output };
  return { body: { ...(verdict(shown, seen, honest(shown)).body as object), usage } };
};

export type Liar = keyof typeof LIARS;
export const liar = (name: Liar): Script => onAnswers(LIARS[name] as (shown: Shown, seen: Seen) => Reply);

export function judgeBlock(bench: Workbench, change: object = {}): Readonly<Record<string, unknown>> {
  const at = { base_url: bench.server.url, api_key_env: 'TEST_KEY' };
  return { id: 'jane', model: 'judge-model', ...at, price: JUDGE_PRICE, ...change };
}

/** Writes bench.yaml with a judge; `config` and `judge` replace what is usual. A judge that compares stands alone. */
export function configureJudged(
  bench: Workbench,
  judge: Readonly<Record<string, unknown>> = {},
  config: object = {},
): void {
  const scorers = judge.kind === 'pairwise' ? ['judge'] : ['exact', 'judge'];
  bench.configure({ scorers, ...config, judge: judgeBlock(bench, judge) });
}

/** Runs `work` on a bench with a judge beside the models, at the same loopback. */
export function onJudged(options: JudgedOptions, work: (bench: Workbench) => Promise<void>): Promise<void> {
  return onBench({ script: fairJudge, tasks: 4, ...options }, async (bench) => {
    configureJudged(bench, options.judge, options.config);
    await work(bench);
  });
}

/** What judges were asked beside the probes. */
export function questions(bench: Workbench): readonly Seen[] {
  return bench.server.ledger.seen.filter((seen) => {
    const shown = shownTo(seen);
    return shown !== undefined && !isProbe(shown);
  });
}

/** What judges were probed with. */
export function probes(bench: Workbench): readonly Seen[] {
  return bench.server.ledger.seen.filter((seen) => {
    const shown = shownTo(seen);
    return shown !== undefined && isProbe(shown);
  });
}

/** What models were asked. */
export function modelRequests(bench: Workbench): readonly Seen[] {
  return bench.server.ledger.seen.filter((seen) => shownTo(seen) === undefined);
}

/** How often each body was sent. */
export function timesAsked(requests: readonly Seen[]): readonly number[] {
  const times = new Map<string, number>();
  for (const { body } of requests) times.set(JSON.stringify(body), (times.get(JSON.stringify(body)) ?? 0) + 1);
  return [...times.values()];
}

type Judging = Readonly<Record<string, unknown>> & { readonly judges: readonly Readonly<Record<string, unknown>>[] };
export type JudgedReport = JsonReport & { readonly code: number; readonly judging: Judging };

export async function judgedReport(bench: Workbench, ...argv: readonly string[]): Promise<JudgedReport> {
  return (await bench.report(...argv)) as JudgedReport;
}

/** A report without what may differ between equal runs: also how often judges were asked, and what that cost. */
export function comparableJudged(report: JsonReport): unknown {
  const { judging, ...rest } = comparable(report) as { judging: Judging };
  const purse = /^(calls|cost_usd|cost_unknown|input_tokens|output_tokens)$/;
  const plain = (key: string, value: unknown): unknown => (purse.test(key) ? undefined : value);
  return { ...rest, judging: JSON.parse(JSON.stringify(judging, plain)) };
}

/** Scores by task and model: a number, or why there is none. The last line of a cell counts. */
export function scoresOf(bench: Workbench, run?: string): ReadonlyMap<string, number | string> {
  const known = bench.scores(run).map(({ task_id, model, verdict: { state, ...rest } }) => {
    return [`${task_id} ${model}`, 'score' in rest ? rest.score : `${state}: ${rest.why}`] as const;
  });
  return new Map(known);
}

/** Dollars of judgements that this run paid for. */
export function paidTo(judgements: readonly Judgement[]): number {
  const known = judgements.filter(({ reused_from }) => reused_from === undefined);
  return known.reduce((sum, { cost }) => sum + (cost.state === 'known' ? Number(cost.usd) : Number.NaN), 0);
}

const calm = new Map<string, Promise<unknown>>();

/** The comparable report of a run that nothing disturbed; made once for each kind of bench. */
export function undisturbed(tasks: number, judge: object = {}): Promise<unknown> {
  const name = JSON.stringify([tasks, judge]);
  const known = calm.get(name) ?? undisturbedRun(tasks, judge);
  calm.set(name, known);
  return known;
}

async function undisturbedRun(tasks: number, judge: object): Promise<unknown> {
  let report: unknown;
  await onJudged({ tasks, judge: judge as Readonly<Record<string, unknown>> }, async (bench) => {
    report = comparableJudged(await judgedReport(bench, 'run'));
  });
  return report;
}
