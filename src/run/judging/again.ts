import { dice, permutation } from '../../analysis/stats/random.ts';
import { Problem } from '../../domain/problem.ts';
import { type RunFolder, readRunFile } from '../../results/folder.ts';
import { cellOf } from '../cell.ts';
import { readHistory } from '../history.ts';
import type { Host } from '../host.ts';
import { Ledger } from '../ledger.ts';
import { openRegrading } from '../regrading.ts';
import { locked, recover } from '../run.ts';
import { judgeAnswers } from './judge.ts';

/** Puts `answers` answers that were judged before to the judges once more, to see how often they stay with their verdict. The verdicts stay as they are. */
export async function judgeAgain(
  folder: RunFolder,
  answers: number,
  options: { readonly force_unlock: boolean },
  host: Host,
): Promise<void> {
  await locked(folder, options, host, async () => {
    await recover(folder, host);
    const run = readRunFile(folder);
    const ledger = new Ledger();
    const { paid_usd } = await readHistory(folder, () => {}, ledger);
    const regrading = await openRegrading(run, folder, { asks: { paid_usd } }, host);
    try {
      const { judging, dataset, grader } = regrading;
      if (!judging) throw noJudge(run.id);
      const chosen = choose(ledger, answers, run.seed);
      for (const { spec, opened } of judging.judges) host.progress.note(`calls ${opened.host}: judge ${spec.id}`);
      const wants = (task_id: string, model: string, repeat: number): boolean =>
        chosen.has(cellOf({ task_id, model, repeat }));
      const stopped = await judgeAnswers(
        {
          prepared: { run, dataset, grader },
          judging,
          folder,
          ledger,
          paid: undefined,
          wants,
          ask: 'again',
          keep_going: false,
        },
        host,
      );
      const [first] = stopped;
      if (first) throw new Problem(3, { ...first.stop });
    } finally {
      host.progress.stop();
      await regrading.close();
    }
  });
}

/** Cells with a judge's verdict, drawn by the seed. */
function choose(ledger: Ledger, answers: number, seed: number): ReadonlySet<string> {
  const cells: string[] = [];
  for (const { judged, score, ...cell } of ledger.trials()) {
    if (judged && judged.votes.length > 0 && score !== undefined) cells.push(cellOf(cell));
  }
  const order = permutation(cells.length, dice(seed, 4));
  return new Set([...order.slice(0, answers)].map((at) => cells[at]!));
}

function noJudge(run: string): Problem {
  return new Problem(2, { code: 'JUDGE', message: `run ${run} has no judge`, hint: `bench rescore ${run} --judge` });
}
