import type { StudyInput } from '../analysis/detail_types.ts';
import type { Ways } from '../analysis/finance/projection.ts';
import { strategiesOf } from '../analysis/finance/strategies.ts';
import type { Report } from '../analysis/report_types.ts';
import type { Completion } from '../domain/completion.ts';
import type { Judgement } from '../domain/judge.ts';
import { costAtHour, type Hour, hasHours } from '../prices/hours.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Payee, Payees } from './finance_calls.ts';
import { joinJournals } from './join.ts';
import { reportFrom } from './report.ts';
import { type EachCall, verifiersOf } from './verifiers.ts';

/** A report in detail, and what it was made with beside the trials. */
export interface Studied {
  readonly report: Report;
  readonly study: StudyInput;
}

/**
 * The strategies with every call at the cheapest and at the dearest hour of its day: the policies of the report, which other costs do not change. Undefined
 * where no model's price depends on the hour.
 */
export async function strategiesByHour(
  folder: RunFolder,
  run: RunFile,
  payees: Payees,
  { report: { detail }, study }: Studied,
): Promise<Readonly<Record<Hour, Ways>> | undefined> {
  if (![...payees.models.values()].some(({ price }) => hasHours(price))) return undefined;
  const at = async (hour: Hour): Promise<Ways> => {
    const each = callsAt(hour, run, payees);
    const { ledger } = await joinJournals(folder, each.completion);
    const report = { ...reportFrom(ledger, run), ...(detail ? { detail } : {}) };
    const verifiers = await verifiersOf(folder, run, each);
    return strategiesOf(ledger.trials(), report, { ...study, verifiers }).strategies;
  };
  return { off_peak: await at('off_peak'), peak: await at('peak') };
}

function callsAt(hour: Hour, { started_at }: RunFile, { models, judges }: Payees): Required<EachCall> {
  const moved = <R extends Completion | Judgement>(record: R, payee: Payee | undefined): R => {
    if (!hasHours(payee?.price)) return record;
    const moment = new Date(record.at ?? started_at);
    return { ...record, cost: costAtHour(record, record.cost, payee.price, moment, hour) };
  };
  return {
    completion: (record) => moved(record, models.get(record.model)),
    judgement: (record) => moved(record, judges.get(record.judge)),
  };
}
