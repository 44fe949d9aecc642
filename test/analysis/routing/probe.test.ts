import { it } from 'vitest';
import { pairUp } from '../../../src/analysis/pairs.ts';
import { certifiedCount } from '../../../src/analysis/certify.ts';
import { deferral, deferralCurve } from '../../../src/analysis/routing/deferral.ts';
import { crossFittedOrder, learntOrder, estimatedMove } from '../../../src/analysis/routing/by_router.ts';
import { routerSet } from '../../../src/analysis/routing/router_set.ts';
import { splitTasks } from '../../../src/analysis/split.ts';
import { tabulate } from '../../../src/analysis/table.ts';
import { outcomes } from '../shared.ts';
import { trial } from '../trials.ts';
const bad=[0,1,2,18,67,147,233,269,285,364,530,932].map((i)=>`gsm8k-${String(i).padStart(4,'0')}`);
it('x', () => {
  const t = new Map(outcomes('gsm8k/tasks.csv').map((r) => [r.id!, r.input!]));
  const trials = outcomes('gsm8k/recordings.csv').filter(r=>!bad.includes(r.task_id!)).map((r) => trial(r.task_id!, r.model!.startsWith('Mix') ? 'weak' : 'strong', r.published_correct === '1' ? 1 : 0));
  const table = tabulate(trials, ['strong', 'weak'], 1307);
  const look = (task: number) => ({ segment: '', input: t.get(table.ids[task]!)! });
  for (const kind of ['length', 'tfidf'] as const) {
    const all: number[][] = [];
    const t0 = performance.now();
    for (let seed = 0; seed < 20; seed++) {
      const split = splitTasks(table, seed);
      const pairs = pairUp(table, table.columns[1]!, table.columns[0]!, split.shuffled);
      const o = crossFittedOrder(kind, pairs, split.fold, look);
      const d = deferral(deferralCurve(pairs, o.scores));
      all.push([d.apgr!, d.apgr_grid!, d.cpt50!, d.cpt80!, ...[0.01,0.02,0.05].map((f) => estimatedMove(pairs, o, f)!.task_share)]);
    }
    const mean = all[0]!.map((_, j) => all.reduce((s, r) => s + r[j]!, 0) / all.length);
    const sd = mean.map((m, j) => Math.sqrt(all.reduce((s, r) => s + (r[j]! - m) ** 2, 0) / (all.length - 1)));
    console.log(kind, performance.now() - t0, mean.map((x) => x.toFixed(4)).join(' '), '\nsd', sd.map((x) => x.toFixed(4)).join(' '));
  }
});
