import { usd } from '../domain/money.ts';
import { METERS, type Rate, type ResolvedPrice, rateFor } from '../prices/rates.ts';
import { priceFromRun } from '../prices/resolve.ts';
import type { ModelFact, PriceFact, Provenance, RateFact } from '../report/html/input.ts';
import type { RunFile, RunModel } from '../results/run_file.ts';

/** What run.json says of how the run came about. No keys, no headers, no paths. */
export function provenanceOf(run: RunFile): Provenance {
  return {
    bench: run.bench,
    node: run.node,
    kind: run.kind,
    status: run.status,
    git: run.git ?? null,
    prompt: run.prompt,
    system: run.system ?? null,
    models: run.models.map(modelFact),
    judges: (run.judge?.models ?? []).map(modelFact),
  };
}

function modelFact({ id, provider, model, base_url, params, identity, price_used }: RunModel): ModelFact {
  const price = priceFromRun(price_used);
  return {
    id,
    provider,
    model,
    host: base_url === undefined ? null : hostOf(base_url),
    params: JSON.stringify(params),
    identity,
    price: price ? priceFact(price) : null,
  };
}

/** Without user, password, path and query. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url.replace(/^[^/]*\/\/([^@/]*@)?/, '').replace(/[/?#].*$/, '');
  }
}

/** A price as people read it. */
export function priceFact(price: ResolvedPrice): PriceFact {
  const flat: readonly (readonly [string, number | undefined, RateFact['per']])[] = [
    ['request', price.request, 'call'],
    ['compute', price.per_hour, 'hour'],
  ];
  return {
    rates: [
      ...METERS.flatMap((meter) => tokenRates(meter, price[meter])),
      ...flat.flatMap(([meter, rate, per]) =>
        rate === undefined ? [] : [{ meter, usd: usd(rate), per, above: 0 } as const],
      ),
    ],
    multiplier: price.multiplier ?? 1,
    source: sourceOf(price),
    date: price.date ?? null,
    varies: price.variants !== undefined,
  };
}

function tokenRates(meter: string, rate: Rate | undefined): readonly RateFact[] {
  if (rate === undefined) return [];
  const above = typeof rate === 'number' ? [0] : [0, ...rate.tiers.map((tier) => tier.above)];
  return above.map((tokens) => ({ meter, usd: usd(rateFor(rate, tokens + 1)), per: 'million tokens', above: tokens }));
}

function sourceOf({ source, source_note, catalogue, catalogue_id }: ResolvedPrice): string {
  if (source === 'config') return source_note ?? 'the config, which names no source';
  return [catalogue ?? 'catalogue', catalogue_id].filter((part) => part !== undefined).join(', ');
}
