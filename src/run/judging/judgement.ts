import type { Answer } from '../../domain/completion.ts';
import type { Judgement } from '../../domain/judge.ts';
import { costOf } from '../../prices/cost.ts';
import type { Question } from '../../scorers/judge/question.ts';
import { readReply } from '../../scorers/judge/verdict.ts';
import type { CellMeter } from '../budget_meter.ts';
import type { OpenJudge } from './open.ts';

/** What is asked, of whom, and about which cell. */
export interface Put {
  readonly judge: OpenJudge;
  readonly question: Question;
  readonly key: string;
  readonly prompt_hash: string;
  readonly purpose: Judgement['purpose'];
  readonly cell: Pick<Judgement, 'task_id' | 'model' | 'repeat'>;
}

/** A judge's answer as it goes to disk: what was read in it, and what it cost. */
export function judgementOf(put: Put, answer: Answer, meter: CellMeter, at: Date): Judgement {
  const { judge, question, key, purpose, cell } = put;
  const { status, text, attempts, reused_from, reason, usage, ms, served_model, finish_reason, request_id } = answer;
  const reading = readReply(answer, question);
  const cost = costOf(answer, judge.price, at);
  const charged = meter.finish(cost);
  const plain = cost.state === 'known' && reused_from === undefined ? cost.usd : '0';
  const optional = { reason, usage, ms, served_model, finish_reason, request_id, reused_from };
  return {
    key,
    judge: judge.spec.id,
    identity: judge.spec.identity.slice(0, 8),
    prompt_hash: put.prompt_hash,
    purpose,
    ...cell,
    ...(reading.state === 'verdict' ? { score: reading.score } : { why: reading.why }),
    detail: reading.detail,
    status,
    text,
    cost,
    ...(attempts.length > 0 ? { attempts } : {}),
    at: at.toISOString(),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(charged === undefined || charged === plain ? {} : { charged_usd: charged }),
  };
}
