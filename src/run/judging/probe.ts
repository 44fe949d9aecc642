import type { Answer, Stop } from '../../domain/completion.ts';
import type { VerdictForm } from '../../domain/judge.ts';
import { Problem } from '../../domain/problem.ts';
import type { Task } from '../../domain/task.ts';
import { referenceText } from '../../scorers/judge/points.ts';
import { KNOWN_WRONG } from '../../scorers/judge/probes.ts';
import type { Host } from '../host.ts';
import { cutShort, isFatal } from '../replay.ts';
import type { JudgeBooks } from './books.ts';
import type { JudgePrepared } from './cells.ts';
import { judgementOf } from './judgement.ts';
import { kindOf, type OpenJudge, type OpenJudging, promptHash } from './open.ts';
import { type JudgedTask, questionOf, requestFor } from './question.ts';
import type { Readings } from './readings.ts';

/** In the order in which they are tried: the more an endpoint enforces, the less can go wrong. */
const FORMS: readonly VerdictForm[] = ['json_schema', 'tool', 'json', 'text'];

interface Probe {
  readonly name: string;
  readonly task: JudgedTask;
}

/**
 * Puts known-wrong answers to every judge before any model is paid: a dead judge costs one call, its form of verdict is settled, and what it lets pass is
 * on record. Throws a Problem: exit 4 for a judge that cannot work, exit 3 for one that did not work this time.
 */
export async function probeJudges(options: ProbeOptions): Promise<void> {
  const probes = probesFor(options.judging, options.prepared);
  for (const judge of options.judging.judges) {
    const [first, ...rest] = probes;
    if (!first) continue;
    options.host.progress.note(`probing judge ${judge.spec.id} with ${probes.length} known-wrong answers`);
    await settleForm(judge, first, options);
    for (const probe of rest) await putTwice(judge, probe, options);
  }
}

export interface ProbeOptions {
  readonly prepared: JudgePrepared;
  readonly judging: OpenJudging;
  readonly books: JudgeBooks;
  /** What was said before an interruption is not asked again. */
  readonly readings: Readings;
  readonly host: Host;
}

/** Known-wrong answers to the first judged task; pairwise, against its label. */
function probesFor(judging: OpenJudging, { grader }: JudgePrepared): readonly Probe[] {
  const [task, ...others] = judging.samples;
  if (!task) return [];
  const rubric = judging.rubricOf(grader.rubricOf(task) ?? '');
  const label = labelOf(task);
  const otherLabel = others.map(labelOf).find((text) => text !== undefined && text !== label);
  const kind = kindOf(judging, rubric);
  const probe = (name: string, text: string, other?: string): Probe => {
    const completion = { task_id: task.id, model: name, repeat: 0, text };
    return { name, task: { ...task, completion, rubric, kind, ...(other === undefined ? {} : { other }) } };
  };
  // Without a right answer to compare with, none is known to be wrong: one question shows whether the judge can be reached.
  if (kind === 'pairwise' && label === undefined) return [probe('', '', 'Yes')];
  return KNOWN_WRONG.flatMap(({ name, answer }) => {
    const text = answer(task, otherLabel);
    return text === undefined ? [] : [probe(name, text, kind === 'pairwise' ? label : undefined)];
  });
}

function labelOf(task: Task): string | undefined {
  return referenceText(task, { reference_answer: 'if_present' });
}

/** Tries one form after the other until a verdict can be read. */
async function settleForm(judge: OpenJudge, probe: Probe, options: ProbeOptions): Promise<void> {
  const forms = judge.spec.verdict_form === 'auto' ? FORMS : [judge.spec.verdict_form];
  let said = '';
  for (const form of forms) {
    judge.form = form;
    const { answer, detail } = await putTwice(judge, probe, options);
    if (!answer) return;
    if (answer.status === 'failed' && !isRefusedRequest(answer)) throw failedProblem(judge, answer);
    said = detail;
  }
  throw new Problem(4, {
    code: 'JUDGE',
    message: `judge ${judge.spec.id} gives no verdict that can be read (${said})`,
    hint: 'try another model as judge; nothing was sent to any other model',
  });
}

/** A probe whose answer cannot be read is put once more. */
async function putTwice(judge: OpenJudge, probe: Probe, options: ProbeOptions): Promise<Tried> {
  const first = await put(judge, probe, options);
  if (first.answer?.stop) throw stopProblem(judge, first.answer.stop);
  if (!first.answer || first.answer.status === 'failed') return first;
  const second = await put(judge, probe, options);
  if (second.answer?.stop) throw stopProblem(judge, second.answer.stop);
  return second;
}

/** The endpoint does not know what was asked for: another form may do. */
function isRefusedRequest({ reason = '' }: Answer): boolean {
  return /^http (400|404|405|415|422|501)\b/.test(reason);
}

function stopProblem(judge: OpenJudge, stop: Stop): Problem {
  return new Problem(isFatal(stop) ? 4 : 3, {
    code: stop.code,
    message: `judge ${judge.spec.id}: ${stop.message}`,
    hint:
      stop.code === 'MODEL' && judge.form !== 'text'
        ? `${stop.hint ?? 'check the model'}; if the name is right, the endpoint may not know ${judge.form}: set verdict_form`
        : (stop.hint ?? 'nothing was sent to any other model'),
  });
}

function failedProblem(judge: OpenJudge, { reason }: Answer): Problem {
  return new Problem(3, {
    code: 'JUDGE',
    message: `judge ${judge.spec.id} did not answer: ${reason ?? 'no reason given'}`,
    hint: 'nothing was sent to any other model; bench resume tries again',
  });
}

/** What came of one probe: `answer` where it is no verdict, with what is wrong with it. */
interface Tried {
  readonly answer?: Answer;
  readonly detail: string;
}

async function put(judge: OpenJudge, { name, task }: Probe, options: ProbeOptions): Promise<Tried> {
  const { prepared, judging, books, readings, host } = options;
  const question = questionOf(judging, judge, task, 0, prepared.run.seed);
  const request = requestFor(judge, question, task, 0);
  if (readings.settled(request.key)) return { detail: '' };
  const meter = judge.meter(request);
  try {
    const answer = await judge.opened.provider
      .complete(request, host.signal, meter)
      .catch((error: unknown) => cutShort(error, meter));
    const cell = { task_id: task.id, model: name, repeat: 0 };
    const judgement = judgementOf(
      {
        judge,
        question,
        key: request.key,
        prompt_hash: promptHash(judging.settings, task.rubric),
        purpose: 'probe',
        cell,
      },
      answer,
      meter,
      host.now(),
    );
    if (answer.attempts.length > 0) await books.judgement(judgement);
    host.signal.throwIfAborted();
    const detail = judgement.detail ?? '';
    return judgement.score !== undefined || judgement.why === 'abstained' ? { detail } : { answer, detail };
  } finally {
    meter.end();
  }
}
