import Big from 'big.js';
import type { Completion } from '../domain/completion.ts';
import { breakdownOf, type MeterCharge, withReasoning } from '../prices/breakdown.ts';
import { priceFromRun } from '../prices/resolve.ts';
import type { Bill } from '../report/html/input.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile, RunModel } from '../results/run_file.ts';
import { cellOf } from './cell.ts';

const METERS: readonly MeterCharge['meter'][] = [
  'input',
  'cached',
  'cache_write',
  'output',
  'reasoning',
  'request',
  'compute',
];

const NOTHING = new Big(0);

/** What one meter took of several calls; `tokens` is null for what is not billed by the token. */
interface MeterSum {
  readonly meter: MeterCharge['meter'];
  readonly tokens: number | null;
  readonly usd: Big;
}

/** What one call of the journal says of money; parts are only made when they are added up. */
type Call = Pick<Completion, 'status' | 'cost' | 'usage' | 'ms' | 'at' | 'charged_usd' | 'reused_from'> & {
  /** Attempts that gave no answer and may have been billed. */
  readonly doubtful: number;
  /** A failure that no attempt can have put on the bill. */
  readonly free: boolean;
};

/** Where each model's money went, in the order of the run. Memory: one entry a cell, no texts. */
export async function billsOf(folder: RunFolder, run: RunFile): Promise<readonly Bill[]> {
  const accounts = new Map(run.models.map((model) => [model.id, new Account(model, run)]));
  const completions = readJournal<Completion>(folder.completions, `${folder.shown}/completions.jsonl`, () => {});
  for await (const { record } of completions) accounts.get(record.model)?.add(record);
  return [...accounts.values()].map((account) => account.bill());
}

/** The calls of one model: those that count, by cell, and those that later ones replaced. */
class Account {
  readonly #model: RunModel;
  /** When calls that do not say so were made. */
  readonly #at: Date;
  readonly #elsewhere: boolean;
  readonly #cells = new Map<string, Call>();
  readonly #replaced: Call[] = [];

  constructor(model: RunModel, { started_at, kind }: RunFile) {
    this.#model = model;
    this.#at = new Date(started_at);
    this.#elsewhere = kind === 'import' || model.provider === 'recorded';
  }

  /** The last answer wins; an answer outranks later failures: as in the report. */
  add(record: Completion): void {
    const key = cellOf(record);
    const earlier = this.#cells.get(key);
    const call = callOf(record);
    const loses = earlier !== undefined && call.status === 'failed' && earlier.status !== 'failed';
    if (earlier) this.#replaced.push(loses ? call : earlier);
    if (!loses) this.#cells.set(key, call);
  }

  bill(): Bill {
    const calls = [...this.#cells.values()];
    const known = calls.filter(({ cost }) => cost.state === 'known');
    const meters = this.#meters(known);
    const total = sumOf(known);
    const all = [...calls, ...this.#replaced];
    return {
      model: this.#model.id,
      elsewhere: this.#elsewhere,
      answers: calls.length,
      cost_usd: known.length === 0 ? null : total.toFixed(),
      cost_unknown: calls.length - known.length,
      meters: meters.map(({ usd, ...part }) => ({ ...part, usd: usd.toFixed() })),
      unsplit_usd: meters.reduce((rest, { usd }) => rest.minus(usd), total).toFixed(),
      reused_usd: sumOf(known.filter(({ reused_from }) => reused_from !== undefined)).toFixed(),
      replaced: this.#replaced.length,
      ...replacedSums(this.#replaced),
      possibly_billed: all.reduce((sum, { doubtful }) => sum + doubtful, 0),
      possibly_usd: possibly(all),
    };
  }

  /** Sums by meter, over the calls whose cost can be taken apart. */
  #meters(calls: readonly Call[]): MeterSum[] {
    const price = priceFromRun(this.#model.price_used);
    const sums = new Map<MeterSum['meter'], MeterSum>();
    for (const call of price ? calls : []) {
      const parts = breakdownOf(call, call.cost, price, call.at === undefined ? this.#at : new Date(call.at));
      for (const charge of parts ? withReasoning(parts, call.usage) : []) addTo(sums, charge);
    }
    return METERS.flatMap((meter) => sums.get(meter) ?? []).filter(({ usd, tokens }) => !usd.eq(0) || !!tokens);
  }
}

const isByToken = (meter: MeterSum['meter']): boolean => meter !== 'request' && meter !== 'compute';

function addTo(sums: Map<MeterSum['meter'], MeterSum>, { meter, quantity, billed_usd }: MeterCharge): void {
  const { tokens, usd } = sums.get(meter) ?? { tokens: isByToken(meter) ? 0 : null, usd: NOTHING };
  sums.set(meter, { meter, tokens: tokens === null ? null : tokens + Number(quantity), usd: usd.plus(billed_usd) });
}

function callOf({ status, cost, usage, ms, at, charged_usd, reused_from, attempts = [] }: Completion): Call {
  return {
    status,
    cost,
    free: status === 'failed' && attempts.length > 0 && attempts.every(({ billed }) => billed === 'no'),
    doubtful: reused_from === undefined ? attempts.filter(({ billed }) => billed === 'possibly').length : 0,
    ...(usage ? { usage } : {}),
    ...(ms === undefined ? {} : { ms }),
    ...(at === undefined ? {} : { at }),
    ...(charged_usd === undefined ? {} : { charged_usd }),
    ...(reused_from === undefined ? {} : { reused_from }),
  };
}

const usdOf = ({ cost }: Call) => (cost.state === 'known' ? new Big(cost.usd) : NOTHING);
const sumOf = (calls: readonly Call[]) => calls.reduce((sum, call) => sum.plus(usdOf(call)), NOTHING);

/** The sum is null where some calls may have cost something and nobody knows of any what. */
function replacedSums(calls: readonly Call[]): Pick<Bill, 'replaced_usd' | 'replaced_unknown'> {
  const unknown = calls.filter(({ cost, free }) => cost.state === 'unknown' && !free).length;
  const known = calls.some(({ cost }) => cost.state === 'known');
  return { replaced_usd: known || unknown === 0 ? sumOf(calls).toFixed() : null, replaced_unknown: unknown };
}

/** Null where an attempt may have been billed and nothing says what it can have cost at most. */
function possibly(calls: readonly Call[]): string | null {
  const doubtful = calls.filter((call) => call.doubtful > 0);
  if (doubtful.some(({ charged_usd }) => charged_usd === undefined)) return null;
  return doubtful.reduce((sum, call) => sum.plus(call.charged_usd ?? 0).minus(usdOf(call)), NOTHING).toFixed();
}
