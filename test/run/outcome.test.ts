import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/analysis/report_types.ts';
import type { Standing } from '../../src/analysis/standing_types.ts';
import type { Stop } from '../../src/domain/completion.ts';
import type { RunFolder } from '../../src/results/folder.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import { missingVerdicts, outcomeOf } from '../../src/run/outcome.ts';

const reportOf = (...rows: readonly Partial<Standing>[]): Report =>
  ({ standings: rows.map((row) => ({ scored: 1, unscored: 0, failed: 0, not_run: 0, ...row })) }) as unknown as Report;
const [folder, run] = [{} as RunFolder, {} as RunFile];

function exitOf(report: Report, codes: readonly Stop['code'][], allowed = 0): number {
  const stopped = codes.map((code) => ({ model: 'm', stop: { code, message: '' } }));
  return outcomeOf(folder, run, report, stopped, allowed).exit_code;
}

describe('how a run ended', () => {
  it('counts every cell without a verdict', () => {
    expect(missingVerdicts(reportOf({ unscored: 1 }, { failed: 2, not_run: 4 }))).toBe(7);
  });

  it.each([
    ['complete', reportOf({}), [], 0, 0],
    ['one answer unscored', reportOf({ unscored: 1 }), [], 0, 3],
    ['one answer unscored, allowed', reportOf({ unscored: 1 }), [], 1, 0],
    ['two missing, one allowed', reportOf({ failed: 1 }, { not_run: 1 }), [], 1, 3],
    ['budget', reportOf({ not_run: 1 }), ['BUDGET'], 0, 3],
    ['outage', reportOf({ failed: 1 }), ['ENDPOINT'], 0, 3],
    ['provider asks to wait', reportOf({ failed: 1 }), ['RETRY_AFTER'], 0, 3],
    ['wrong key', reportOf({ failed: 1 }), ['AUTH'], 0, 4],
    ['wrong key outranks what is allowed to miss', reportOf({ failed: 1 }), ['AUTH'], 9, 4],
    ['wrong key outranks an outage', reportOf({ failed: 1 }), ['ENDPOINT', 'QUOTA'], 0, 4],
  ] as const)('%s', (_what, report, codes, allowed, exit) => {
    expect(exitOf(report, codes, allowed)).toBe(exit);
  });
});
