import type { HtmlInput } from '../report/html/input.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { billsOf } from './bills.ts';
import { examplesOf } from './examples.ts';
import { joinJournals } from './join.ts';
import { provenanceOf } from './provenance.ts';
import { type ReportOptions, reportFrom } from './report.ts';

/** Everything that the HTML page of a run shows: a function of its folder, and of the dataset while that is what it was. */
export async function htmlInput(folder: RunFolder, run: RunFile, options: ReportOptions = {}): Promise<HtmlInput> {
  const { ledger } = await joinJournals(folder);
  const report = reportFrom(ledger, run, { ...options, detail: true });
  return {
    report,
    provenance: provenanceOf(run),
    bills: await billsOf(folder, run),
    examples: await examplesOf(folder, run, report, ledger.trials()),
  };
}
