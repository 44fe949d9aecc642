import { uniform } from '../../analysis/trials.ts';
import { onBench, type Workbench } from '../../support/workbench.ts';

/** A month of tasks: half are easy, short and right for both; of the hard, long ones the cheap model loses `lost`. */
export interface Month {
  readonly tasks: number;
  readonly lost: number;
  readonly seed: number;
}

export interface MonthTask {
  readonly id: string;
  readonly input: string;
  readonly segment: string;
  readonly cheap: number;
}

export const MONTH: Month = { tasks: 600, lost: 0.4, seed: 1 };

/** The tasks of a month, with how the cheap model did; the dear one is always right. Segments are names that mean harm. */
export function monthOf({ tasks, lost, seed }: Month): MonthTask[] {
  const draw = uniform(seed);
  return Array.from({ length: tasks }, (_, i) => {
    const hard = draw() < 0.5;
    const length = Math.floor((hard ? 40 : 5) + draw() * 30);
    return {
      id: `m${seed}-${String(i).padStart(4, '0')}`,
      input: `${hard ? 'prove' : 'add'} ${'x'.repeat(length)} ${i}`,
      segment: hard ? 'hard: "!&' : '=easy',
      cheap: hard && draw() < lost ? 0 : 1,
    };
  });
}

/** CSV of the tasks. */
export function tasksOf(month: Month): string {
  const rows = monthOf(month).map(({ id, input, segment }) => `${id},${input},yes,"${segment.replaceAll('"', '""')}"`);
  return `id,input,expected,segment\n${rows.join('\n')}\n`;
}

function outcomesOf(month: Month): string {
  const rows = monthOf(month).flatMap(({ id, cheap }) => [`${id},big,1,0.01`, `${id},cheap,${cheap},0.001`]);
  return `task_id,model,score,cost_usd\n${rows.join('\n')}\n`;
}

/** Imports a month as a run; gives its id. */
export async function importMonth(bench: Workbench, month: Month, name = `month${month.seed}`): Promise<string> {
  bench.write(`${name}.csv`, tasksOf(month));
  bench.write(`${name}-outcomes.csv`, outcomesOf(month));
  const before = bench.ranOnce() ? bench.runs() : [];
  const args = ['--dataset', `${name}.csv`, '--reference', 'big'];
  const ran = await bench.run('import', `${name}-outcomes.csv`, ...args);
  if (ran.code !== 0) throw new Error(ran.err);
  return bench.runs().find((run) => !before.includes(run))!;
}

/** A bench with one imported month. */
export const onMonth = (month: Month, work: (bench: Workbench, run: string) => Promise<void>) =>
  onBench({}, async (bench) => work(bench, await importMonth(bench, month)));
