import type { Contender } from './headline.ts';
import { prepare, shareAt } from './share.ts';
import { splitTasks } from './split.ts';
import type { Column, Table } from './table.ts';

/** Every model but the reference, in the order given, with its shares at every floor. */
export function contenders(
  table: Table,
  models: readonly string[],
  reference: string,
  seed: number,
  floors: readonly number[],
): Contender[] {
  const strong = table.columns[models.indexOf(reference)];
  if (strong === undefined) throw new Error(`the reference ${reference} is not one of the models`);
  const split = splitTasks(table, seed);
  const contend = (model: string, weak: Column, first: number): Contender => {
    const candidate = prepare(table, weak, strong, split);
    const filled = (missing: 'against' | 'for') => prepare(table, weak, strong, split, missing);
    const missing = candidate.pairs.n < table.n ? { low: filled('against'), high: filled('for') } : undefined;
    const ids = { candidate: model, reference };
    const shares = floors.map((floor, i) => ({
      index: first + i,
      share: shareAt(ids, candidate, missing, table, floor),
    }));
    return { model, candidate, shares };
  };
  const rivals = models.flatMap((model, i) => (model === reference ? [] : [{ model, column: table.columns[i]! }]));
  return rivals.map(({ model, column }, i) => contend(model, column, i * floors.length));
}
