import type { Report } from '../../analysis/report_types.ts';
import { deferralTable, routersTable } from '../routers_table.ts';
import { figures } from './figures.ts';
import type { Child } from './markup.ts';

/** What is certified of one candidate in each order, and how well each finds the tasks that need the reference; nothing where no order was looked at. */
export function routers({ detail }: Report, candidate: string, i: number): Child {
  const set = detail?.routers?.find((one) => one.candidate === candidate);
  if (set === undefined || set.routers.length === 0) return null;
  const deferral = deferralTable(set, i === 0);
  return [figures(routersTable(set), `orders${i}-t`), deferral && figures(deferral, `deferral${i}-t`)];
}
