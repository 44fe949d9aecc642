import { isAbsolute, normalize } from 'node:path';
import { openRubric } from '../../config/rubric.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import type { JudgeKind, JudgeSpec, Rubric, VerdictForm } from '../../domain/judge.ts';
import { Problem, type ProblemDetail } from '../../domain/problem.ts';
import type { CompletionRequest } from '../../domain/provider.ts';
import type { Task } from '../../domain/task.ts';
import type { ResolvedPrice } from '../../prices/rates.ts';
import { priceFromRun } from '../../prices/resolve.ts';
import type { RunFile, RunJudge, RunJudgeModel } from '../../results/run_file.ts';
import { JUDGE_VERSION } from '../../scorers/judge/nonce.ts';
import { whyNotGradable } from '../../scorers/judge/points.ts';
import { type CellMeter, freeMeter } from '../budget_meter.ts';
import { type Cap, capped, type Opened } from '../competitors.ts';
import { textHash } from '../identity.ts';
import type { Providers } from '../open_providers.ts';

/** One judge, ready to be asked. `form` is what it is asked to answer in; the probe settles it where the config says auto. */
export interface OpenJudge {
  readonly spec: RunJudgeModel;
  readonly opened: Opened;
  readonly price: ResolvedPrice | undefined;
  form: VerdictForm;
  meter(request: CompletionRequest): CellMeter;
}

/** The judges of a run, its rubrics, and the tasks that may need them. */
export interface OpenJudging {
  readonly settings: RunJudge;
  readonly judges: readonly OpenJudge[];
  /** Ids of the tasks that a judge may have to grade. */
  readonly tasks: ReadonlySet<string>;
  /** The first of them: what the judges are probed with. */
  readonly samples: readonly Task[];
  /** Every rubric that was opened so far, in the order of names. */
  readonly rubrics: readonly Rubric[];
  /** Notes a task that may need a judge, with the name of its rubric; what is wrong with it. `ladder`: other scorers come first. */
  visit(task: Task, rubric: string, ladder: boolean): Promise<readonly ProblemDetail[]>;
  rubricOf(name: string): Rubric;
}

/** How many tasks the probe may draw on. */
const SAMPLES = 8;

/** Opens the judges of a run; nothing is sent. Throws a Problem (exit 2) for what is wrong locally. */
export async function openJudging(run: RunFile, base: string, providers: Providers, cap?: Cap): Promise<OpenJudging> {
  const settings = run.judge;
  if (!settings) throw new Error(`run ${run.id} has no judge`);
  refuseTwins(settings);
  const rubrics = new Map(settings.rubrics.map((rubric) => [rubric.name, rubric]));
  const tasks = new Set<string>();
  const samples: Task[] = [];
  const open = async (name: string): Promise<Rubric> => {
    const known = rubrics.get(name) ?? (await openRubric(name, base));
    rubrics.set(name, known);
    return known;
  };
  await open(settings.rubric);
  return {
    settings,
    judges: settings.models.map((spec) => openJudge(spec, run, providers, cap)),
    tasks,
    samples,
    get rubrics() {
      return [...rubrics.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async visit(task, named, ladder) {
      tasks.add(task.id);
      if (isOutside(named)) return [outside(task, named)];
      try {
        const rubric = await open(named || settings.rubric);
        if (ladder && (settings.kind ?? rubric.kind) === 'pairwise') return [twoScales(task)];
        const why = whyNotGradable(rubric, task);
        if (why !== undefined) return [{ code: 'RUBRIC', message: `task "${task.id}": ${why}` }];
        if (samples.length < SAMPLES) samples.push(task);
        return [];
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return error.details.map((detail) => ({ ...detail, message: `task "${task.id}": ${detail.message}` }));
      }
    },
    rubricOf(named) {
      const rubric = rubrics.get(named || settings.rubric);
      if (!rubric) throw new Error(`rubric ${named} was not opened`);
      return rubric;
    },
  };
}

/** Equal questions are asked once: two names for one judge would vote as one, and look like two that agree. */
function refuseTwins({ models }: RunJudge): void {
  for (const [i, { id, identity }] of models.entries()) {
    const twin = models.slice(0, i).find((other) => other.identity === identity);
    if (!twin) continue;
    throw new Problem(2, {
      code: 'JUDGE',
      message: `judges ${twin.id} and ${id} ask the same model the same: their votes would be one`,
      hint: 'give one of them other params, for example a seed, or another model',
    });
  }
}

/** An exact hit would be worth 1 beside a reference that is worth 1/2 by definition. */
function twoScales(task: Task): ProblemDetail {
  return {
    code: 'JUDGE',
    message: `task "${task.id}": a pairwise judge cannot stand in a list with other scorers: their scores have another scale`,
    hint: 'use scorer: judge, or a rubric of kind pass_fail or pointwise',
  };
}

/** A dataset may name a rubric beside the config, not a file anywhere on this machine. */
function isOutside(named: string): boolean {
  return isAbsolute(named) || normalize(named).startsWith('..');
}

function outside(task: Task, named: string): ProblemDetail {
  return {
    code: 'RUBRIC',
    message: `task "${task.id}": a dataset may only name rubrics of the config's folder, not ${named}`,
    hint: 'move the rubric there, or name it in the judge block',
  };
}

/** Throws a Problem (exit 2) for a judge that nobody asks: answers would be graded by another scorer than was meant. */
export function refuseIdleJudge({ tasks }: Pick<OpenJudging, 'tasks'>): void {
  if (tasks.size > 0) return;
  throw new Problem(2, {
    code: 'JUDGE',
    message: 'a judge is configured, and no scorer asks it',
    hint: 'set scorers: [exact, judge] or scorer: judge, or remove the judge block',
  });
}

function openJudge(spec: RunJudgeModel, run: RunFile, providers: Providers, cap: Cap | undefined): OpenJudge {
  const opened = providers.judges.get(spec.id);
  if (!opened) throw new Error(`judge ${spec.id} was not opened`);
  const price = priceFromRun(spec.price_used);
  return {
    spec,
    opened,
    price,
    form: spec.verdict_form === 'auto' ? 'json_schema' : spec.verdict_form,
    meter: cap && opened.body ? capped(spec, price, cap, run, opened.body) : () => freeMeter,
  };
}

/** The kind of verdict that this run asks of a rubric. */
export function kindOf({ settings }: OpenJudging, rubric: Rubric): JudgeKind {
  return settings.kind ?? rubric.kind;
}

/** 8 hex digits of what makes the prompts of a rubric. */
export function promptHash({ kind }: Pick<JudgeSpec, 'kind'>, rubric: Pick<Rubric, 'sha256' | 'kind'>): string {
  const parts = { version: JUDGE_VERSION, rubric: rubric.sha256, kind: kind ?? rubric.kind };
  return textHash(canonicalJson(parts)).slice(0, 8);
}

/** How a jury's verdicts become one: graded levels have a mean, choices a majority. */
export function combinationOf({ settings }: Pick<OpenJudging, 'settings'>, kind: JudgeKind): 'majority' | 'mean' {
  return settings.combine ?? (kind === 'pointwise' ? 'mean' : 'majority');
}

/** Name of the scorer: `judge@version#` and 8 hex digits of everything that can change a verdict, so that equal names grade alike. */
export function judgeName(judging: OpenJudging, rubric: Rubric): string {
  const { combine, rubric_column, max_answer_chars } = judging.settings;
  const judges = judging.judges.map(({ spec, form }) => [spec.identity, form]);
  const parts = {
    rubric: rubric.sha256,
    kind: kindOf(judging, rubric),
    combine,
    rubric_column,
    max_answer_chars,
    judges,
  };
  return `judge@${JUDGE_VERSION}#${textHash(canonicalJson(parts)).slice(0, 8)}`;
}
