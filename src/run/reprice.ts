import { type PriceVolumeVariance, priceVolumeVariance, type VolumePair } from '../analysis/finance/price_volume.ts';
import type { Report } from '../analysis/report_types.ts';
import type { Completion, Cost } from '../domain/completion.ts';
import type { Judgement } from '../domain/judge.ts';
import type { ModelSpec } from '../domain/model.ts';
import { sumUsd } from '../domain/money.ts';
import { didYouMean } from '../domain/nearest.ts';
import type { PriceSpec } from '../domain/price.ts';
import { Problem } from '../domain/problem.ts';
import { costOf } from '../prices/cost.ts';
import type { ResolvedPrice } from '../prices/rates.ts';
import { priceFromRun, resolvePrice } from '../prices/resolve.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile, RunModel } from '../results/run_file.ts';
import { joinJournals } from './join.ts';
import { reportFrom } from './report.ts';

/** Under which prices: a file by id, the catalogue of another day, or both (the file wins). */
export interface RepriceOptions {
  readonly prices: ReadonlyMap<string, PriceSpec>;
  /** `2026-12-01` moves every call to that day at its own time of day; a full moment is taken as it is. */
  readonly at?: string;
}

/** One model or judge before and after; of a judge, the calls that this run paid for, as in the report. Unknown is null. */
export interface Repriced {
  readonly id: string;
  readonly kind: 'model' | 'judge';
  readonly calls: number;
  readonly before_usd: string | null;
  readonly before_unknown: number;
  readonly after_usd: string | null;
  readonly after_unknown: number;
  /** Over the calls whose cost is known before and after. */
  readonly change: PriceVolumeVariance;
  /** `keep`: as it was in the run; null: nobody knows one for that day. */
  readonly price: ResolvedPrice | 'keep' | null;
}

/** A run under other prices. Nothing is stored. */
export interface RepricedRun {
  readonly report: Report;
  readonly before: Report;
  readonly torn: number;
  readonly models: readonly Repriced[];
}

type Spec = ModelSpec & { readonly price_used?: unknown };

/** The same usage under other prices: no call is made, and the run stays as it is. Problem (exit 2) for prices of models that the run does not have. */
export async function repriceRun(folder: RunFolder, run: RunFile, options: RepriceOptions): Promise<RepricedRun> {
  refuseStrangers(run, options.prices);
  const [models, judges] = [
    await offersOf(run.models, run, options),
    await offersOf(run.judge?.models ?? [], run, options),
  ];
  const [bills, judgeBills] = [openBills(models), openBills(judges)];
  const { ledger: earlier } = await joinJournals(folder);
  const under = <R extends Completion | Judgement>(offer: Offer | undefined, record: R): R =>
    offer === undefined || offer.price === 'keep' ? record : { ...record, cost: costUnder(record, offer, run) };
  const { ledger, torn } = await joinJournals(
    folder,
    (completion) => under(models.get(completion.model), completion),
    (judgement) => {
      const priced = under(judges.get(judgement.judge), judgement);
      if (judgement.reused_from === undefined) judgeBills.get(judgement.judge)?.add(judgement.cost, priced.cost);
      return priced;
    },
  );
  const before = earlier.trials();
  for (const trial of ledger.trials()) bills.get(trial.model)?.add(before.next().value!.cost, trial.cost);
  return {
    report: reportFrom(ledger, priced(run, models, judges)),
    before: reportFrom(earlier, run),
    torn,
    models: [...totals(bills, models, 'model'), ...totals(judgeBills, judges, 'judge')],
  };
}

/** The price that a model or judge gets; `keep`: its costs stay as they are; undefined: nobody knows a price for that day, so no cost is known. */
interface Offer {
  readonly price: ResolvedPrice | 'keep' | undefined;
  readonly at: string | undefined;
}

async function offersOf(specs: readonly Spec[], run: RunFile, options: RepriceOptions): Promise<Map<string, Offer>> {
  const offers = specs.map(async (spec) => [spec.id, await offerOf(spec, run, options)] as const);
  return new Map(await Promise.all(offers));
}

/** The file's price, else the catalogue's of that day for what the catalogue had priced, or could not; the user's own prices stay. */
async function offerOf(spec: Spec, run: RunFile, { prices, at }: RepriceOptions): Promise<Offer> {
  const day = new Date(at ?? run.started_at);
  const given = prices.get(spec.id);
  if (given !== undefined) {
    const price = await resolvePrice({ ...spec, price: given }, day);
    if (price === undefined) throw notEnough(spec.id);
    return { price, at };
  }
  const own = priceFromRun(spec.price_used);
  const stays = at === undefined || spec.provider !== 'openai' || own?.source === 'config';
  return { price: stays ? 'keep' : await resolvePrice(spec, day), at };
}

function notEnough(id: string): Problem {
  return new Problem(2, {
    code: 'PRICES',
    message: `the price of ${id} names no amount, and no list price is known that it could adjust`,
    hint: 'give input and output in dollars per million tokens, request, or per_hour',
  });
}

function refuseStrangers(run: RunFile, prices: ReadonlyMap<string, PriceSpec>): void {
  const known = [...run.models, ...(run.judge?.models ?? [])].map(({ id }) => id);
  const details = [...prices.keys()]
    .filter((id) => !known.includes(id))
    .map((id) => ({
      code: 'PRICES',
      message: `run ${run.id} has no model or judge "${id}"`,
      hint: didYouMean(id, known) ?? `it has ${known.join(', ')}`,
    }));
  const [first, ...rest] = details;
  if (first) throw new Problem(2, first, ...rest);
}

/** What the same usage costs at the other price; what a provider reported does not count here. */
function costUnder(record: Completion | Judgement, { price, at }: Offer, run: RunFile): Cost {
  const { usage, ms } = record;
  const call = { ...(usage ? { usage } : {}), ...(ms === undefined ? {} : { ms }) };
  return costOf(call, price === 'keep' ? undefined : price, momentOf(record.at ?? run.started_at, at));
}

/** A day keeps the call's time of day, because some prices depend on the hour. */
function momentOf(called: string, at: string | undefined): Date {
  if (at === undefined) return new Date(called);
  return new Date(/^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T${new Date(called).toISOString().slice(11)}` : at);
}

/** Costs before and after, call by call. */
class Bill {
  readonly #pairs: VolumePair[] = [];
  readonly #known: [string[], string[]] = [[], []];
  #calls = 0;

  add(before: Cost, after: Cost): void {
    this.#calls++;
    if (before.state === 'known') this.#known[0].push(before.usd);
    if (after.state === 'known') this.#known[1].push(after.usd);
    if (before.state === 'unknown' || after.state === 'unknown') return;
    this.#pairs.push({ before_usd: before.usd, after_usd: after.usd, after_at_old_prices_usd: before.usd });
  }

  total() {
    const [before, after] = this.#known;
    const sum = (amounts: readonly string[]) => (amounts.length > 0 || this.#calls === 0 ? sumUsd(amounts) : null);
    return {
      calls: this.#calls,
      before_usd: sum(before),
      before_unknown: this.#calls - before.length,
      after_usd: sum(after),
      after_unknown: this.#calls - after.length,
      change: priceVolumeVariance(this.#pairs),
    };
  }
}

function openBills(offers: ReadonlyMap<string, Offer>): ReadonlyMap<string, Bill> {
  return new Map([...offers.keys()].map((id) => [id, new Bill()]));
}

function totals(bills: ReadonlyMap<string, Bill>, offers: ReadonlyMap<string, Offer>, kind: Repriced['kind']) {
  return [...bills].map(([id, bill]) => ({ id, kind, ...bill.total(), price: offers.get(id)?.price ?? null }));
}

/** The run as it would stand with these prices: what the report of it reads. */
function priced(run: RunFile, models: ReadonlyMap<string, Offer>, judges: ReadonlyMap<string, Offer>): RunFile {
  const under = <S extends RunModel>(spec: S, offers: ReadonlyMap<string, Offer>): S => {
    const price = offers.get(spec.id)?.price;
    return price && price !== 'keep'
      ? { ...spec, price_used: price as unknown as Readonly<Record<string, unknown>> }
      : spec;
  };
  const judge = run.judge && { ...run.judge, models: run.judge.models.map((spec) => under(spec, judges)) };
  return { ...run, models: run.models.map((spec) => under(spec, models)), ...(judge ? { judge } : {}) };
}
