import { describe, expect, it } from 'vitest';
import { certifiedCount } from '../../src/analysis/certify.ts';
import { describeMove } from '../../src/analysis/moved.ts';
import { crossFitted } from '../../src/analysis/order.ts';
import { type Pairs, pairUp } from '../../src/analysis/pairs.ts';
import { splitTasks } from '../../src/analysis/split.ts';
import { type Table, tabulate } from '../../src/analysis/table.ts';
import { noShared, outcomes, reference } from './shared.ts';
import { trial } from './trials.ts';

/** Reference files are JSON of many shapes, read field by field. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
type Any = any;

const SEEDS = 200;
/** The reference is the mean over this many splits: its shares are multiples of a twentieth of a per cent. */
const SEEDS_OF_REFERENCE = 20;

const shares: Record<string, Any> = noShared ? {} : reference('openhands_swe_bench_share')['swe-bench'];
const rows = noShared ? [] : outcomes('openhands/outcomes.csv').filter(({ benchmark }) => benchmark === 'swe-bench');
const means = new Map<string, number>(
  (noShared ? [] : reference('openhands_swe_bench')['swe-bench'].models).map((row: Any) => [row.model, row.mean_cost]),
);

/** A cost that is missing is the model's mean cost, as in the reference. */
function tableOf(strong: string, weak: string): Table {
  const own = rows.filter(({ model }) => model === strong || model === weak);
  const trials = own.map(({ task_id, model, score, segment, cost_usd }) => {
    const cost = cost_usd === '' ? means.get(model!)! : Number(cost_usd);
    return trial(task_id!, model!, Number(score), {
      segment: segment!,
      cost: { state: 'known', usd: cost.toFixed(15), source: 'recorded' },
    });
  });
  return tabulate(trials, [strong, weak], 500);
}

type Order = 'segment_oof' | 'random';

/** The cross-fitted edition (all pairs, plain test), in each of the two orders. */
function figures(pairs: Pairs, order: readonly number[], floor: number): number[] {
  const made = describeMove(pairs, order, certifiedCount(pairs, order, floor, 'none'), undefined);
  return [made.task_share, made.spend_share!, made.quality!, Number(made.cost_after_usd), made.saving!];
}

describe.skipIf(noShared)('cross-fitted shares on SWE-bench (skipped without ../shared)', () => {
  it.each(Object.keys(shares))('%s: tasks, spend, quality, cost and saving', (pair) => {
    const [weak, strong] = pair.split(' vs ') as [string, string];
    const table = tableOf(strong, weak);
    expect(table.columns[0]!.cost.values.reduce((sum, cost) => sum + cost, 0) / 500).toBeCloseTo(
      shares[pair]['random m=0.02'].cost_strong,
      9,
    );
    const made = new Map<string, number[][]>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const split = splitTasks(table, seed);
      const pairs = pairUp(table, table.columns[1]!, table.columns[0]!, split.shuffled);
      const orders: Record<Order, number[]> = {
        segment_oof: crossFitted(pairs, split.fold),
        random: Array.from(pairs.task.keys()),
      };
      for (const [kind, order] of Object.entries(orders))
        for (const floor of [0.02, 0.05]) {
          const name = `${kind} m=${floor}`;
          made.set(name, [...(made.get(name) ?? []), figures(pairs, order, floor)]);
        }
    }
    expect([...made.keys()].sort()).toEqual(Object.keys(shares[pair]).sort());
    for (const [name, found] of made) {
      const { task_share, spend_share, quality, cost_after, cost_saving } = shares[pair][name];
      for (const [j, their] of [task_share, spend_share, quality, cost_after, cost_saving].entries()) {
        const values = found.map((row) => row[j]!);
        const mean = values.reduce((sum, x) => sum + x, 0) / SEEDS;
        const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (SEEDS - 1));
        // Found: 2.0 standard errors at most, of 140.
        const error = sd * Math.sqrt(1 / SEEDS + 1 / SEEDS_OF_REFERENCE);
        expect(Math.abs(mean - their), `${name}, figure ${j}`).toBeLessThan(3 * error);
      }
    }
  });
});
