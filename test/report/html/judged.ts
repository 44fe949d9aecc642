import type { Label } from '../../../src/domain/judge.ts';
import { ASKED, type Verdicts } from '../../run/judged_run.ts';

/** Sixty judged tasks: `cheap` fails every sixth, `big` every twelfth; the judge said nothing on one answer. */
export const judgedTasks: readonly Verdicts[] = Array.from({ length: 60 }, (_, i) => ({
  big: i % 12 === 11 ? 0 : 1,
  cheap: i === 7 ? null : i % 6 === 0 ? 0 : 1,
}));

/** People on every second answer: they agree with the judge but on every tenth task. */
export function labelsOf(tasks: readonly Verdicts[]): Label[] {
  return tasks.flatMap((verdicts, i) =>
    Object.entries(verdicts).flatMap(([model, verdict]) => {
      if (i % 2 === 1 || verdict === null) return [];
      const label = i % 10 === 0 ? 1 - verdict : verdict;
      const given = { rater: 'ann', at: '2026-11-22T10:00:00.000Z', ...ASKED };
      return [{ task_id: `t${i + 1}`, model, repeat: 0, label, ...given }];
    }),
  );
}
