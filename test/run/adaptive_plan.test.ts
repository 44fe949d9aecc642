import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import type { Dataset, Task } from '../../src/domain/task.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import { comparisonOf, planAdaptive, planOf, refuseUnplannable, withoutPlan } from '../../src/run/adaptive_plan.ts';

/** A dataset of which only the ids matter. */
function datasetOf(ids: readonly string[]): Dataset {
  async function* tasks(): AsyncGenerator<Task> {
    for (const id of ids) yield { id, input: '', segment: '', weight: 1, columns: {} };
  }
  return { path: 'x', check: () => Promise.reject(new Error('not asked for')), tasks };
}

const ids = Array.from({ length: 40 }, (_, i) => `t${i}`);

describe('the plan of a run', () => {
  it('depends on ids and seed, not on the order of the file', async () => {
    const plan = await planAdaptive(datasetOf(ids), 3, 'obrien_fleming');
    expect(plan.looks.map(({ tasks }) => tasks)).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 36, 40]);
    expect(await planAdaptive(datasetOf(ids.toReversed()), 3, 'obrien_fleming')).toEqual(plan);
    expect((await planAdaptive(datasetOf(ids), 4, 'obrien_fleming')).looks).not.toEqual(plan.looks);
  });

  it('is followed until it is lifted', async () => {
    const adaptive = await planAdaptive(datasetOf(ids), 3, 'haybittle_peto');
    const run = { adaptive } as RunFile;
    expect(planOf(run)).toBe(adaptive);
    expect(planOf(withoutPlan(run))).toBeUndefined();
    expect(withoutPlan(run).adaptive).toEqual({ ...adaptive, lifted: true });
    const usual = {} as RunFile;
    expect(withoutPlan(usual)).toBe(usual);
  });

  it('compares the models of the run at its own floors', () => {
    const run = { models: [{ id: 'a' }, { id: 'b' }], reference: 'a', quality_floors: [0.02], repeats: 2 };
    expect(comparisonOf(run as unknown as RunFile)).toEqual({
      models: ['a', 'b'],
      reference: 'a',
      floors: [0.02],
      repeats: 2,
    });
  });

  it('needs two models and no judge', () => {
    const models = [{ id: 'a' }, { id: 'b' }] as unknown as Config['models'];
    expect(() => refuseUnplannable({ models })).not.toThrow();
    expect(() => refuseUnplannable({ models: models.slice(1) })).toThrow('needs a candidate');
    expect(() => refuseUnplannable({ models, judge: {} as NonNullable<Config['judge']> })).toThrow(
      'a judge gives them',
    );
  });
});
