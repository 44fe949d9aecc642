import { dirname } from 'node:path';
import { Problem } from '../../domain/problem.ts';
import type { RunFolder } from '../../results/folder.ts';
import type { RunFile } from '../../results/run_file.ts';
import type { Stopped } from '../execute.ts';
import type { Host } from '../host.ts';
import type { Ledger } from '../ledger.ts';
import type { Prepared } from '../prepare.ts';
import { isFatal } from '../replay.ts';
import { openPaidVerdicts } from '../reuse.ts';
import type { RunOptions } from '../run.ts';
import { openJudgeBooks } from './books.ts';
import type { JudgePrepared } from './cells.ts';
import { judgeAnswers } from './judge.ts';
import { type OpenJudging, promptHash } from './open.ts';
import { probeJudges } from './probe.ts';

/**
 * Probes the judges, unless they were before or nothing needs them; the run that comes back says in which form each gives its verdicts. Nothing but
 * the probes is on disk then.
 */
export async function probeOnce<T extends JudgePrepared & Pick<Prepared, 'judging'>>(
  prepared: T,
  folder: RunFolder,
  ledger: Ledger,
  { strict_judge }: Pick<RunOptions, 'strict_judge'>,
  host: Host,
): Promise<T> {
  const { judging, run } = prepared;
  if (!judging || !run.judge) return prepared;
  if (!run.judge.probed) {
    const books = openJudgeBooks(folder, ledger);
    try {
      await probeJudges({ prepared, judging, books, readings: ledger.readings, host });
    } finally {
      await books.close();
    }
  }
  const settled = { ...run, judge: settledJudge(run.judge, judging) };
  if (strict_judge) refuseFooled(settled, ledger);
  return { ...prepared, run: settled };
}

function settledJudge(judge: NonNullable<RunFile['judge']>, { judges }: OpenJudging): NonNullable<RunFile['judge']> {
  const models = judge.models.map((spec) => ({
    ...spec,
    verdict_form: judges.find((one) => one.spec.id === spec.id)?.form ?? spec.verdict_form,
  }));
  return { ...judge, models, probed: true };
}

function refuseFooled({ judge, id }: RunFile, { judges }: Ledger): void {
  const hashes = judge?.rubrics.map((rubric) => promptHash(judge, rubric)) ?? [];
  for (const spec of judge?.models ?? []) {
    const { probes_passed } = judges.of(spec, hashes);
    if (probes_passed.length === 0) continue;
    throw new Problem(3, {
      code: 'JUDGE',
      message: `judge ${spec.id} passes answers that are known to be wrong: ${probes_passed.join(', ')}`,
      hint: `take another judge or rubric; without --strict-judge the run goes on: bench resume ${id}`,
    });
  }
}

/** Has everything judged that has an answer and no verdict; not after a model that stopped all others. */
export async function judgeWhatIsMissing(
  prepared: Prepared,
  folder: RunFolder,
  ledger: Ledger,
  stopped: readonly Stopped[],
  options: Pick<RunOptions, 'keep_going' | 'fresh'>,
  host: Host,
): Promise<readonly Stopped[]> {
  const { judging, run } = prepared;
  const isOver = !options.keep_going && stopped.some(({ stop }) => isFatal(stop));
  if (!judging || isOver) return [];
  const identities = new Set(judging.settings.models.map(({ identity }) => identity));
  const fresh = options.fresh || run.fresh === true;
  const paid = fresh ? undefined : await openPaidVerdicts(dirname(folder.path), host.cwd, identities, folder.id);
  try {
    const { keep_going } = options;
    const wants = ledger.waitsForJudge.bind(ledger);
    return await judgeAnswers({ prepared, judging, folder, ledger, paid, wants, ask: 'missing', keep_going }, host);
  } finally {
    await paid?.close();
  }
}
