import type { Report } from '../analysis/report_types.ts';
import type { RunFolder } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Stopped } from './execute.ts';
import { isFatal } from './replay.ts';

/** How a command over a run ended. `exit_code`: 0 complete, 3 some cell has no verdict, 4 a model cannot work at all. */
export interface Outcome {
  readonly folder: RunFolder;
  readonly run: RunFile;
  readonly report: Report;
  readonly stopped: readonly Stopped[];
  readonly missing: number;
  readonly exit_code: 0 | 3 | 4;
}

/** Cells without a verdict: unscored, failed or never asked. */
export function missingVerdicts(report: Report): number {
  return report.standings.reduce((sum, row) => sum + row.unscored + row.failed + row.not_run, 0);
}

/** The verdict on completeness, made once for text, JSON and exit code. `allowed` cells may lack a verdict. */
export function outcomeOf(
  folder: RunFolder,
  run: RunFile,
  report: Report,
  stopped: readonly Stopped[],
  allowed: number,
): Outcome {
  const missing = missingVerdicts(report);
  const fatal = stopped.some(({ stop }) => isFatal(stop));
  return { folder, run, report, stopped, missing, exit_code: fatal ? 4 : missing > allowed ? 3 : 0 };
}
