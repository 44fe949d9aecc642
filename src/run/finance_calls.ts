import type { LineKind } from '../analysis/finance/finance_types.ts';
import type { Charge } from '../analysis/finance/focus.ts';
import type { Completion } from '../domain/completion.ts';
import type { Judgement } from '../domain/judge.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { ResolvedPrice } from '../prices/rates.ts';
import { priceFromRun } from '../prices/resolve.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import type { RunFile } from '../results/run_file.ts';
import { cellOf } from './cell.ts';
import { type BilledLines, linesOf } from './finance_lines.ts';

/** A model or judge as bills name it. */
export interface Payee {
  readonly spec: ModelSpec;
  readonly price: ResolvedPrice | undefined;
  /** Who is paid, where it answers, and what the service is called. */
  readonly provider: string;
  readonly host: string;
  readonly service: string;
  readonly sku: string;
  /** Nobody was asked: somebody else recorded the outcomes. */
  readonly elsewhere: boolean;
}

const OPENAI_HOST = 'api.openai.com';

function hostOf({ provider, base_url }: ModelSpec): string {
  if (provider === 'classifier') return 'this machine';
  if (provider === 'recorded') return 'recorded elsewhere';
  return base_url === undefined ? OPENAI_HOST : new URL(base_url).host;
}

function payeeOf(spec: ModelSpec & { readonly price_used?: unknown }): Payee {
  const price = priceFromRun(spec.price_used);
  const host = hostOf(spec);
  const provider = price?.catalogue_id?.split('/')[0] ?? host;
  return {
    spec,
    price,
    provider,
    host,
    service: `${provider} inference`,
    sku: price?.catalogue_id ?? `${provider}/${spec.model}`,
    elsewhere: spec.provider === 'recorded',
  };
}

/** Models and judges of a run by id. */
export interface Payees {
  readonly models: ReadonlyMap<string, Payee>;
  readonly judges: ReadonlyMap<string, Payee>;
}

/** Everybody that a run pays. Problem (exit 5) when a price in run.json is damaged. */
export function payeesOf(run: RunFile): Payees {
  const byId = (specs: readonly (ModelSpec & { readonly price_used?: unknown })[]) =>
    new Map(specs.map((spec) => [spec.id, payeeOf(spec)]));
  return { models: byId(run.models), judges: byId(run.judge?.models ?? []) };
}

/** Which line of the journal holds the answer that counts, cell by cell: the last answer wins, and an answer outranks later failures. */
export class Finals {
  /** Cell -> line, from 1; negative for a failure. One number an entry: there is one for every answer of the run. */
  readonly #lines = new Map<string, number>();
  #line = 0;

  see(completion: Completion): void {
    const line = ++this.#line;
    const cell = cellOf(completion);
    if (completion.status !== 'failed') this.#lines.set(cell, line);
    else if ((this.#lines.get(cell) ?? -1) < 0) this.#lines.set(cell, -line);
  }

  isFinal(completion: Completion, line: number): boolean {
    return Math.abs(this.#lines.get(cellOf(completion)) ?? 0) === line;
  }
}

/** One record with its lines and whoever is paid for it. */
export interface Call extends BilledLines {
  readonly record: Completion | Judgement;
  readonly kind: Exclude<LineKind, 'retry'>;
  readonly payee: Payee;
}

/** Every call of a run, one by one, in the order of the journals: answers, then judges. Calls of models that are not in run.json are left out. */
export async function* callsOf(folder: RunFolder, run: RunFile, finals: Finals, payees: Payees): AsyncGenerator<Call> {
  const began = new Date(run.started_at);
  const call = (record: Completion | Judgement, kind: Call['kind'], payee: Payee): Call => {
    const billed = { record, kind, price: payee.price, elsewhere: payee.elsewhere, began };
    return { record, kind, payee, ...linesOf(billed) };
  };
  const ignore = (): void => {};
  let line = 0;
  const shown = `${folder.shown}/completions.jsonl`;
  for await (const { record } of readJournal<Completion>(folder.completions, shown, ignore)) {
    const [isFinal, payee] = [finals.isFinal(record, ++line), payees.models.get(record.model)];
    const kind = record.status === 'failed' ? 'failed' : isFinal ? 'answer' : 'superseded';
    if (payee) yield call(record, kind, payee);
  }
  const asked = readJournal<Judgement>(folder.judgements, `${folder.shown}/judgements.jsonl`, ignore);
  for await (const { record } of asked) {
    const payee = payees.judges.get(record.judge);
    if (payee) yield call(record, 'judge', payee);
  }
}

/** This run paid nothing for the call: an earlier run did, or somebody else. */
export function paidElsewhere({ record, payee }: Pick<Call, 'record' | 'payee'>): boolean {
  return record.reused_from !== undefined || payee.elsewhere;
}

/** What a call charges, meter by meter; nothing where somebody else paid, or where the cost is unknown. */
export function chargesOf(call: Call, began: string): readonly Charge[] {
  const { record, kind, payee, parts } = call;
  const { cost } = record;
  if (cost.state === 'unknown' || paidElsewhere(call)) return [];
  const base = {
    resource: payee.spec.id,
    kind,
    provider: payee.provider,
    host: payee.host,
    service: payee.service,
    at: record.at ?? began,
    cost_source: cost.source,
    price_source: payee.price?.catalogue ?? payee.price?.source_note ?? payee.price?.source ?? null,
    price_date: payee.price?.date ?? null,
    sku: payee.sku,
  };
  if (parts === undefined || parts.meters.length === 0) {
    const whole = { meter: 'total', quantity: '1', unit_price_usd: null, multiplier: 1 } as const;
    return [{ ...base, ...whole, list_usd: cost.list_usd ?? cost.usd, billed_usd: cost.usd }];
  }
  return parts.meters.map((meter) => ({ ...base, ...meter, multiplier: parts.multiplier }));
}
