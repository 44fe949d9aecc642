import { curveSet } from './curves.ts';
import type { ReportDetail } from './detail_types.ts';
import type { Contender } from './headline.ts';
import type { AnalyseOptions } from './report_types.ts';
import { segmentDetails } from './segments_detail.ts';
import { studyOf } from './study.ts';
import type { Table } from './table.ts';

/** What pictures and the share in full need beyond the tables of a report, from the same split of the tasks. */
export function detailOf(table: Table, candidates: readonly Contender[], options: AnalyseOptions): ReportDetail {
  const { models, reference, study } = options;
  return {
    curves: candidates.map((contender) => curveSet(contender, reference)),
    segments: segmentDetails(table, models),
    ...(study ? studyOf(table, candidates, options, study) : {}),
  };
}
