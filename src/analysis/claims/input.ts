import type { Contender } from '../headline.ts';
import type { Table } from '../table.ts';
import type { Ordering, Strategy } from './strategies.ts';

/** What both claims are held against. */
export interface ClaimsInput {
  readonly table: Table;
  /** Ascending. */
  readonly floors: readonly number[];
  readonly contenders: readonly Contender[];
  /** The table's column of the reference. */
  readonly reference: number;
  /** Orders of routers, beside the order by segments. */
  readonly orderings: readonly Ordering[];
  /** Cascades and portfolios. */
  readonly policies: readonly Strategy[];
}
