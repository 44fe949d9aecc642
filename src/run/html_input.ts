import type { HtmlInput } from '../report/html/input.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { billsOf } from './bills.ts';
import { examplesOf } from './examples.ts';
import { provenanceOf } from './provenance.ts';
import { type Reported, reportOf } from './report.ts';

/** Everything that the HTML page of a run shows: a function of its folder, and of the dataset while that is what it was. A report that was made already must have `detail`. */
export async function htmlInput(folder: RunFolder, run: RunFile, made?: Reported): Promise<HtmlInput> {
  const { report, ledger } = made ?? (await reportOf(folder, run, { detail: true }));
  return {
    report,
    provenance: provenanceOf(run),
    bills: await billsOf(folder, run),
    examples: await examplesOf(folder, run, report, ledger.trials()),
  };
}
