import Big from 'big.js';
import { tCdf } from '../stats/distributions.ts';
import { tInterval, weightedMean } from '../stats/means.ts';
import { type TaskTrials, worse } from '../stats/permutation.ts';
import { dice } from '../stats/random.ts';
import type { CostChange, LatencyChange } from './compare_types.ts';
import type { GateMethod } from './gate_types.ts';
import { methodOf } from './quality_change.ts';
import { exactCost, runsOf, type SideCell, type SideModel } from './side.ts';

const RESAMPLES = 2000;

interface Priced {
  readonly before: Big;
  readonly after: Big;
  readonly rebased: Big | null;
  /** Of as many later trials as there were earlier ones: the mean of more varies less, and could not change places with theirs. */
  readonly alike: number;
}

/** Dollars per task of one model on the common tasks where both sides know them; null where there are none. Weights are left out: it is what was paid. */
export function costChange(
  before: SideModel,
  after: SideModel,
  tasks: readonly string[],
  seed: number,
): CostChange | null {
  const pairs = tasks.flatMap((id) => priced(before.cells.get(id), after.cells.get(id)));
  if (pairs.length === 0) return null;
  const n = pairs.length;
  const total = (part: (pair: Priced) => Big): Big => pairs.reduce((sum, pair) => sum.plus(part(pair)), new Big(0));
  const [earlier, later] = [total((pair) => pair.before), total((pair) => pair.after)];
  const fixed = exactCost(before, after);
  const [a, b] = [pairs.map((pair) => Number(pair.before)), pairs.map((pair) => Number(pair.after))];
  const byTask = (): Tested =>
    tested(
      pairs.map((pair) => flipped(Number(pair.before), pair.alike)),
      seed,
    );
  const byRun = (): Tested => testedByRun(runsOf(before, after, tasks, 'usd'));
  const test = fixed ? RECORDED : before.measured || after.measured ? byRun() : byTask();
  const change = earlier.eq(0) ? null : Number(later.minus(earlier).div(earlier));
  return {
    before_usd: perTask(earlier, n),
    after_usd: perTask(later, n),
    change,
    ...(change === null || fixed ? { low: null, high: null } : ratioInterval(a, b, seed)),
    ...test,
    pairs: n,
    lost: tasks.filter((id) => isKnown(before, id) && !isKnown(after, id)).length,
    unknown_before: tasks.filter((id) => !isKnown(before, id)).length,
    ...effects(before, after, pairs, earlier, later),
  };
}

interface Tested {
  readonly p: number | null;
  readonly method: GateMethod;
}

const RECORDED: Tested = { p: null, method: 'recorded' };

function tested(tasks: readonly TaskTrials[], seed: number): Tested {
  const test = worse(tasks, seed);
  return { p: test.p, method: methodOf(test) };
}

/** The load of a machine is shared by all tasks of a run, so the run is the unit: how far the logarithm of the new one lies above the earlier ones, by Student's t for one more draw. */
function testedByRun(runs: ReturnType<typeof runsOf>): Tested {
  if (!runs) return { p: null, method: 'one_run' };
  const logs = runs.earlier.map(Math.log);
  const k = logs.length;
  const mean = logs.reduce((sum, log) => sum + log, 0) / k;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (k - 1);
  const t = (Math.log(runs.later) - mean) / Math.sqrt(Math.max(variance, 1e-24) * (1 + 1 / k));
  return { p: tCdf(-t, k - 1), method: 'runs_t' };
}

const isKnown = ({ cells }: SideModel, id: string): boolean => (cells.get(id)?.usd ?? null) !== null;

/** More is worse here: with the signs turned, the test of a drop is a test of a rise. */
const flipped = (before: number, after: number): TaskTrials => ({ before: [-before], after: [-after], weight: 1 });

function priced(before: SideCell | undefined, after: SideCell | undefined): readonly Priced[] {
  if (!before || !after || before.usd === null || after.usd === null) return [];
  const trials = ({ scores, missing }: SideCell): number => Math.max(1, scores.length + missing);
  const mean = (usd: string, cell: SideCell): Big => new Big(usd).div(trials(cell));
  const rebased = after.rebased_usd === null ? null : mean(after.rebased_usd, after);
  const later = mean(after.usd, after);
  const some = trials(after) > trials(before) ? after.usd_each?.slice(0, trials(before)) : undefined;
  const alike = some ? some.reduce((sum, usd) => sum + Number(usd), 0) / some.length : Number(later);
  return [{ before: mean(before.usd, before), after: later, rebased, alike }];
}

/** To 12 significant digits. */
function perTask(total: Big, n: number): string {
  const mean = total.div(n);
  return mean.eq(0) ? '0' : new Big(mean.toPrecision(12)).toFixed();
}

/** What the later usage would have cost at the earlier prices parts the change in two: other usage, then other prices. */
function effects(
  before: SideModel,
  after: SideModel,
  pairs: readonly Priced[],
  earlier: Big,
  later: Big,
): Pick<CostChange, 'price_effect_usd' | 'usage_effect_usd' | 'price_before' | 'price_after'> {
  const prices = { price_before: before.price, price_after: after.price };
  const n = pairs.length;
  if (before.price !== null && before.price === after.price)
    return { ...prices, price_effect_usd: '0', usage_effect_usd: perTask(later.minus(earlier), n) };
  let middle = new Big(0);
  for (const { rebased } of pairs) {
    if (rebased === null) return { ...prices, price_effect_usd: null, usage_effect_usd: null };
    middle = middle.plus(rebased);
  }
  return {
    ...prices,
    price_effect_usd: perTask(later.minus(middle), n),
    usage_effect_usd: perTask(middle.minus(earlier), n),
  };
}

/** 95 % percentile interval of the relative change, tasks resampled with both sides together. */
function ratioInterval(before: readonly number[], after: readonly number[], seed: number) {
  const n = before.length;
  const resamples = Math.min(RESAMPLES, Math.max(200, Math.floor(2e7 / n)));
  const draw = dice(seed, 11);
  const ratios: number[] = [];
  for (let r = 0; r < resamples; r++) {
    let [a, b] = [0, 0];
    for (let i = 0; i < n; i++) {
      const at = draw(n);
      a += before[at]!;
      b += after[at]!;
    }
    if (a > 0) ratios.push(b / a - 1);
  }
  ratios.sort((x, y) => x - y);
  const at = (p: number) => ratios[Math.min(ratios.length - 1, Math.floor(p * ratios.length))] ?? null;
  return { low: at(0.025), high: at(0.975) };
}

/** Milliseconds of one model on the common tasks where both sides know them: geometric mean of the ratios, because a few slow answers say little. */
export function latencyChange(before: SideModel, after: SideModel, tasks: readonly string[]): LatencyChange | null {
  const pairs = tasks.flatMap((id) => {
    const [a, b] = [before.cells.get(id)?.ms ?? 0, after.cells.get(id)?.ms ?? 0];
    return a > 0 && b > 0 ? [{ a, b, log: Math.log(b / a) }] : [];
  });
  if (pairs.length === 0) return null;
  const logs = pairs.map(({ log }) => log);
  const stats = weightedMean(logs, new Array<number>(logs.length).fill(1));
  const { low, high } = tInterval(stats);
  return {
    before_ms: median(pairs.map(({ a }) => a)),
    after_ms: median(pairs.map(({ b }) => b)),
    change: Math.expm1(stats.mean),
    low: pairs.length < 3 ? null : Math.expm1(low),
    high: pairs.length < 3 ? null : Math.expm1(high),
    ...(exactCost(before, after) ? RECORDED : testedByRun(runsOf(before, after, tasks, 'ms'))),
    pairs: pairs.length,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
