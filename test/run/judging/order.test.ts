import { describe, expect, it } from 'vitest';
import { shownTo } from '../../support/judge.ts';
import type { Workbench } from '../../support/workbench.ts';
import { fairJudge, judgedReport, onJudged, questions } from './bench.ts';

const ONE_BY_ONE = { tasks: 12, limits: { concurrency: 1 }, script: fairJudge };

/** Tasks and answers in the order in which the judge was asked. */
async function order(bench: Workbench, ...flags: readonly string[]): Promise<readonly string[]> {
  const before = questions(bench).length;
  expect((await bench.run('run', '--fresh', ...flags)).code).toBe(0);
  return questions(bench)
    .slice(before)
    .map((seen) => `${shownTo(seen)?.task}: ${shownTo(seen)?.answer}`);
}

describe('the order of questions', () => {
  it('is fixed by the seed, and is neither that of tasks nor that of models', () =>
    onJudged(ONE_BY_ONE, async (bench) => {
      const first = await order(bench, '--seed', '7');
      expect(first).toHaveLength(24);
      expect(await order(bench, '--seed', '7')).toEqual(first);
      const other = await order(bench, '--seed', '8');
      expect(other).not.toEqual(first);
      expect([...other].sort()).toEqual([...first].sort());
      const tasks = first.map((one) => Number(/\d+/.exec(one)?.[0]));
      expect(tasks).not.toEqual([...tasks].sort((a, b) => a - b));
      const authors = first.map((one) => (one.includes('It is') ? 'big' : 'cheap')).join();
      expect(authors).not.toBe([...authors.split(',')].sort().join());
    }));

  it('of criteria differs from task to task, is the same for all answers to one, and follows the seed', () =>
    onJudged({ ...ONE_BY_ONE, judge: { rubric: 'summary' } }, async (bench) => {
      const orders = async (seed: string) => {
        const before = questions(bench).length;
        await bench.run('run', '--fresh', '--seed', seed);
        const byTask = new Map<string, Set<string>>();
        for (const seen of questions(bench).slice(before)) {
          const shown = shownTo(seen);
          const names = shown?.criteria.map(({ name }) => name).join(' | ') ?? '';
          byTask.set(shown?.task ?? '', (byTask.get(shown?.task ?? '') ?? new Set()).add(names));
        }
        return new Map([...byTask].sort().map(([task, names]) => [task, [...names]]));
      };
      const first = await orders('7');
      expect(first.size).toBe(12);
      for (const names of first.values()) expect(names).toHaveLength(1);
      expect(new Set([...first.values()].flat()).size).toBeGreaterThan(2);
      expect(await orders('7')).toEqual(first);
      expect(await orders('8')).not.toEqual(first);
    }));

  it('N27, INV9: any pace gives the same report, and is kept to', async () => {
    const reports: unknown[] = [];
    for (const concurrency of [1, 3, 16]) {
      await onJudged(
        { tasks: 6, limits: { concurrency }, script: (seen) => ({ ...(fairJudge(seen) as object), delay_ms: 5 }) },
        async (bench) => {
          const report = await judgedReport(bench, 'run');
          const { judges, ...judging } = report.judging;
          reports.push([judging, judges.map(({ scored, calls }) => [scored, calls])]);
          const busiest = bench.server.ledger.maxInFlight;
          expect(busiest).toBeLessThanOrEqual(concurrency);
          if (concurrency === 3) expect(busiest).toBe(3);
        },
      );
    }
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
  });
});
