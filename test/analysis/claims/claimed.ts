import { claimsOf } from '../../../src/analysis/claims/claims.ts';
import type { Claims } from '../../../src/analysis/claims/claims_types.ts';
import type { Strategy } from '../../../src/analysis/claims/strategies.ts';
import { contenders } from '../../../src/analysis/contenders.ts';
import { type Table, tabulate } from '../../../src/analysis/table.ts';
import type { Trial } from '../../../src/domain/trial.ts';
import { uniform } from '../trials.ts';
import { type Kind, workload } from '../workload.ts';

export const SEED = 1;

interface Options {
  readonly models?: readonly string[];
  readonly floors?: readonly number[];
  readonly policies?: (table: Table) => readonly Strategy[];
}

/** The claims of these trials. */
export function claims(
  trials: Iterable<Trial>,
  { models = ['strong', 'weak'], floors = [0.05], policies }: Options = {},
): Claims {
  const table = tabulate(trials, models, 0);
  const rivals = contenders(table, models, 'strong', SEED, floors);
  const reference = models.indexOf('strong');
  return claimsOf({ table, floors, contenders: rivals, reference, orderings: [], policies: policies?.(table) ?? [] });
}

export const usd = (amount: number) => ({ state: 'known', usd: String(amount), source: 'config' }) as const;

/** The reference is always right at a cent a task; a candidate costs `cost` cents and loses and gains as told. */
export function against(n: number, kinds: readonly Kind[], cost: number, draw = uniform(1)): Trial[] {
  const costs = { cost: usd(cost / 100) };
  return workload(n, kinds, draw).map((one) => (one.model === 'weak' ? { ...one, ...costs } : one));
}

/** One segment with these chances of a loss and a gain. */
export const even = (loss: number, gain = 0): readonly Kind[] => [{ segment: 'all', part: 1, loss, gain }];
