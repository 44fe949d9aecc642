import type { Ways } from '../analysis/finance/projection.ts';
import { strategiesOf } from '../analysis/finance/strategies.ts';
import type { Completion } from '../domain/completion.ts';
import { costAtHour, type Hour, hasHours } from '../prices/hours.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Payees } from './finance_calls.ts';
import { joinJournals } from './join.ts';
import { reportFrom } from './report.ts';

/** The strategies with every call at the cheapest and at the dearest hour of its day; undefined where no model's price depends on the hour. */
export async function strategiesByHour(
  folder: RunFolder,
  run: RunFile,
  { models }: Payees,
): Promise<Readonly<Record<Hour, Ways>> | undefined> {
  if (![...models.values()].some(({ price }) => hasHours(price))) return undefined;
  const at = async (hour: Hour): Promise<Ways> => {
    const { ledger } = await joinJournals(folder, (completion) => atHour(completion, hour));
    return strategiesOf(ledger.trials(), reportFrom(ledger, run)).strategies;
  };
  const atHour = (record: Completion, hour: Hour): Completion => {
    const price = models.get(record.model)?.price;
    if (!hasHours(price)) return record;
    const moment = new Date(record.at ?? run.started_at);
    return { ...record, cost: costAtHour(record, record.cost, price, moment, hour) };
  };
  return { off_peak: await at('off_peak'), peak: await at('peak') };
}
