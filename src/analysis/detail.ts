import { curveSet } from './curves.ts';
import type { ReportDetail } from './detail_types.ts';
import type { Contender } from './headline.ts';
import { segmentDetails } from './segments_detail.ts';
import type { Table } from './table.ts';

/** What pictures need beyond the tables of a report, from the same split of the tasks. */
export function detailOf(
  table: Table,
  models: readonly string[],
  reference: string,
  candidates: readonly Contender[],
): ReportDetail {
  return {
    curves: candidates.map((contender) => curveSet(contender, reference)),
    segments: segmentDetails(table, models),
  };
}
