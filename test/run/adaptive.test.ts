import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Adaptive } from '../../src/analysis/adaptive/adaptive_types.ts';
import { tangoZ } from '../../src/analysis/stats/paired.ts';
import { isBuilt, spawnBench } from '../cli/process.ts';
import type { JsonReport } from '../support/invariants.ts';
import { chat, failure, type Script, type Seen } from '../support/loopback.ts';
import { CALL_USD, comparable, onBench, until, type Workbench } from '../support/workbench.ts';

const TASKS = 200;
const SETUP = { tasks: TASKS, models: ['big', 'same', 'worse'], config: { quality_floors: [5] } };

/** `same` is always right, as `big` is; `worse` every second time. */
const steady: Script = (seen) => {
  const number = Number(seen.prompt.slice(5));
  const wrong = seen.model === 'worse' && number % 4 < 2;
  return { body: chat(wrong ? 'wrong' : `answer ${number}`, { model: seen.model }) };
};

type AdaptiveReport = JsonReport & { readonly code: number; readonly adaptive: Adaptive };
const reported = (bench: Workbench, ...argv: readonly string[]) => bench.report(...argv) as Promise<AdaptiveReport>;
const courseOf = (report: AdaptiveReport, model: string) =>
  report.adaptive.courses.find(({ candidate }) => candidate === model);
const asked = (bench: Workbench, model: string): readonly Seen[] =>
  bench.server.ledger.seen.filter((seen) => seen.model === model);

/** The first look at which 0 losses and 0 gains, half a loss added, pass Tango's test at 5 points. */
function lookWithoutLoss(bench: Workbench): { readonly look: number; readonly tasks: number } {
  const looks = bench.runFile().adaptive?.looks ?? [];
  const at = looks.findIndex(({ tasks, bound }) => tangoZ(tasks, 0.5, 0, -0.05) >= bound);
  return { look: at + 1, tasks: looks[at]?.tasks ?? 0 };
}

/** The run that nothing disturbs, and its report. */
async function calm(): Promise<unknown> {
  let report: unknown;
  await onBench({ ...SETUP, script: steady }, async (bench) => {
    report = comparable(await reported(bench, 'run', '--adaptive'));
  });
  return report;
}

describe('bench run --adaptive', () => {
  it('stops who is decided, then the reference; what was spared is not missing', () =>
    onBench({ ...SETUP, script: steady }, async (bench) => {
      const report = await reported(bench, 'run', '--adaptive');
      expect(report.code).toBe(0);
      expect(bench.runFile().status).toBe('complete');
      const { look, tasks } = lookWithoutLoss(bench);
      expect([look > 1, look < 10]).toEqual([true, true]);
      expect(courseOf(report, 'same')).toEqual({
        candidate: 'same',
        state: 'decided',
        looks: look,
        tasks,
        floors: [{ floor: 0.05, verdict: 'non_inferior', look }],
      });
      const worse = courseOf(report, 'worse');
      expect(worse).toMatchObject({ state: 'decided', floors: [{ verdict: 'inferior' }] });
      expect(worse?.looks).toBeLessThan(look);
      expect(asked(bench, 'same')).toHaveLength(tasks);
      expect(asked(bench, 'big')).toHaveLength(tasks);
      expect(asked(bench, 'worse')).toHaveLength(worse?.tasks ?? 0);
      expect(report.standings.map(({ not_run, spared }) => [not_run, spared])).toEqual(
        [tasks, tasks, worse?.tasks ?? 0].map((n) => [0, TASKS - n]),
      );
      const [saved] = report.adaptive.spared;
      expect(saved).toMatchObject({ model: 'big', calls: TASKS - tasks });
      expect(Number(saved?.usd)).toBeCloseTo((TASKS - tasks) * CALL_USD, 10);

      const again = await bench.run('report');
      expect(again.code).toBe(0);
      expect(again.out).toContain(
        `same: decided at look ${look} of 10, after ${tasks} tasks: within 5 points\nworse: decided at look ${worse?.looks} of 10, after ${worse?.tasks} tasks: more than 5 points below\nsaved: big ${TASKS - tasks} calls (about $`,
      );
      expect(again.out).not.toMatch(/no verdict\b.*not run|Incomplete/);
    }));

  it('answers with its verdict where half of the tasks are too few to certify it', () => {
    const script: Script = (seen) => ({
      body: chat(`answer ${seen.prompt.slice(5)}`, {
        model: seen.model,
        usage: { prompt_tokens: 10, completion_tokens: seen.model === 'big' ? 50 : 5 },
      }),
    });
    return onBench({ ...SETUP, tasks: 120, models: ['big', 'same'], script }, async (bench) => {
      const report = await reported(bench, 'run', '--adaptive');
      const { look, tasks } = lookWithoutLoss(bench);
      // Half of them is less than the 70 that 5 points take without a loss.
      expect(tasks).toBeLessThan(140);
      expect(report.adaptive.whole).toMatchObject({ candidate: 'same', floor: 0.05, look, tasks });
      const { out } = await bench.run('report');
      // (10 * 2 + 50 * 8) and (10 * 2 + 5 * 8) dollars per million calls.
      expect(out.trimEnd().split('\n').at(-1)).toBe(
        `same can take the whole workload from big within 5 points of quality (95 % confidence; look ${look} of 10, after ${tasks} tasks): $0.420 -> $0.060 per 1,000 tasks, 86 % less.`,
      );
    });
  });

  it('asks the plan of run.json: a seeded order, the looks, their bounds', () =>
    onBench({ ...SETUP, config: { ...SETUP.config, seed: 7 }, script: steady }, async (bench) => {
      await bench.run('run', '--adaptive=haybittle-peto');
      const { adaptive: plan } = bench.runFile();
      expect(plan).toMatchObject({ design: 'haybittle_peto', seed: 7, alpha: 0.05 });
      expect(plan?.looks.map(({ tasks }) => tasks)).toEqual([20, 40, 60, 80, 100, 120, 140, 160, 180, 200]);
      expect(plan?.looks.slice(0, -1).map(({ bound }) => bound)).toEqual(Array(9).fill(3));
      // The first look's tasks are not the first of the file.
      const first = asked(bench, 'big')
        .slice(0, 20)
        .map(({ prompt }) => Number(prompt.slice(5)));
      expect(new Set(first).size).toBe(20);
      expect(Math.max(...first)).toBeGreaterThan(100);
    }));

  it.each([
    [['--adaptive=never'], /argument 'never' is invalid/],
    [['--adaptive', '--models', 'big'], /needs a candidate/],
  ] as const)('%j is refused before anything is sent', (flags, message) =>
    onBench({ ...SETUP, script: steady }, async (bench) => {
      const ran = await bench.run('run', ...flags);
      expect([ran.code, bench.server.ledger.seen.length]).toEqual([2, 0]);
      expect(ran.err).toMatch(message);
    }),
  );

  it('is refused by a gate and as a baseline, until all is asked', () =>
    onBench({ ...SETUP, tasks: 20, script: steady }, async (bench) => {
      await reported(bench, 'run', '--adaptive');
      for (const argv of [
        ['gate', '--min-quality', '10'],
        ['baseline', 'save'],
      ]) {
        const { code, err } = await bench.run(...argv);
        expect([code, err]).toEqual([3, expect.stringContaining('error[ADAPTIVE]')]);
        expect(err).toContain(`bench resume ${bench.runFile().id} --all`);
      }
      await bench.run('resume', '--all');
      expect((await bench.run('gate', '--min-quality', '10')).code).toBe(0);
    }));

  it('with a judge is refused: its verdicts come too late', () => {
    const judge = { models: [{ id: 'j', base_url: 'http://127.0.0.1:9/v1', api_key_env: 'TEST_KEY' }] };
    return onBench({ ...SETUP, config: { ...SETUP.config, scorer: 'judge', judge }, script: steady }, async (bench) => {
      const ran = await bench.run('run', '--adaptive');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('a judge gives them only after all answers are in');
    });
  });
});

describe('an adaptive run that was interrupted', () => {
  it.each([1, 45, 90, 250])('after %d answers goes on with the same plan, and asks for nothing twice', (answers) =>
    onBench({ ...SETUP, script: (seen) => (seen.n < answers ? steady(seen) : { fault: 'silent' }) }, async (bench) => {
      const { io, done } = bench.start(['run', '--adaptive']);
      await until(() => bench.completionCount() === answers);
      io.interrupt('SIGINT');
      expect((await done).code).toBe(130);
      const plan = bench.runFile().adaptive;
      const cut = bench.server.ledger.seen.length;
      bench.server.use(steady);
      const report = await reported(bench, 'resume');
      expect(report.code).toBe(0);
      expect(comparable(report)).toEqual(await calm());
      expect(bench.runFile().adaptive).toEqual(plan);
      expect(bench.completions()).toHaveLength(answers + bench.server.ledger.seen.length - cut);
      const before = bench.server.ledger.seen.length;
      await bench.run('resume');
      expect(bench.server.ledger.seen).toHaveLength(before);
    }),
  );

  it.skipIf(!isBuilt)('by SIGKILL ends as if nothing had happened', () =>
    onBench({ ...SETUP, script: (seen) => (seen.n < 130 ? steady(seen) : { fault: 'silent' }) }, async (bench) => {
      const { child, done } = spawnBench(bench.folder, ['run', '--adaptive']);
      await until(() => bench.completionCount() === 130);
      child.kill('SIGKILL');
      await done;
      bench.server.use(steady);
      expect(comparable(await reported(bench, 'resume'))).toEqual(await calm());
    }),
  );

  it('is incomplete until it is taken up again', () =>
    onBench({ ...SETUP, script: (seen) => (seen.n < 70 ? steady(seen) : { fault: 'silent' }) }, async (bench) => {
      const { io, done } = bench.start(['run', '--adaptive']);
      await until(() => bench.completionCount() === 70);
      io.interrupt('SIGINT');
      await done;
      const report = await reported(bench, 'report');
      expect(report.code).toBe(3);
      expect(report.adaptive.courses.map(({ state, looks }) => [state, looks])).toEqual(
        Array(2).fill(['under_way', 1]),
      );
    }));
});

describe('bench resume --all', () => {
  it('asks the rest, and then has what a run without stopping has', () =>
    onBench({ ...SETUP, script: steady }, async (bench) => {
      await bench.run('run', '--adaptive');
      const report = await reported(bench, 'resume', '--all');
      expect(report.code).toBe(0);
      for (const model of SETUP.models) expect(asked(bench, model)).toHaveLength(TASKS);
      expect(report.adaptive).toMatchObject({
        lifted: true,
        spared: SETUP.models.map((model) => ({ model, calls: 0 })),
      });
      await bench.run('run');
      const whole = JSON.parse((await bench.run('report', '--json')).out) as AdaptiveReport;
      const { adaptive: _, ...rest } = comparable(report) as Record<string, unknown>;
      const bare = (rows: unknown) => (rows as Record<string, unknown>[]).map(({ spared: _spared, ...row }) => row);
      expect({ ...rest, standings: bare(rest.standings) }).toEqual(comparable({ ...whole }));
    }));

  it('interrupted, is not taken for decided again', () =>
    onBench({ ...SETUP, script: steady }, async (bench) => {
      await bench.run('run', '--adaptive');
      const had = bench.completionCount();
      bench.server.use((seen) =>
        seen.n < bench.server.ledger.seen.length && bench.completionCount() < had + 5
          ? steady(seen)
          : { fault: 'silent' },
      );
      const { io, done } = bench.start(['resume', '--all']);
      await until(() => bench.completionCount() >= had + 5);
      io.interrupt('SIGINT');
      await done;
      const path = bench.inRun('run.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"interrupted"', '"running"'));
      bench.server.use(steady);
      const report = await reported(bench, 'resume');
      expect(report.code).toBe(0);
      expect(bench.completions()).toHaveLength(TASKS * 3);
    }));
});

describe('answers that do not come', () => {
  it('count against the verdict, leave the run incomplete, and are asked again', () =>
    onBench({ ...SETUP, limits: { retries: 0 }, script: steady }, async (bench) => {
      const failed = new Set<string>();
      bench.server.use((seen) => {
        if (seen.model !== 'same' || Number(seen.prompt.slice(5)) % 10 !== 0) return steady(seen);
        failed.add(seen.prompt);
        return failure(500, 'down');
      });
      const first = await reported(bench, 'run', '--adaptive');
      expect(first.code).toBe(3);
      // A tenth counts as lost: not within 5 points, and not certainly worse either.
      expect(courseOf(first, 'same')).toMatchObject({ state: 'undecided', looks: 10 });
      bench.server.use(steady);
      const second = await reported(bench, 'resume');
      expect(second.code).toBe(0);
      expect(courseOf(second, 'same')).toMatchObject({ state: 'decided', looks: lookWithoutLoss(bench).look });
      // What failed beyond that look is not asked again.
      expect(asked(bench, 'same').length).toBeLessThan(TASKS + failed.size);
      expect(second.standings.map((row) => [row.failed, row.not_run])).toEqual(Array(3).fill([0, 0]));
    }));

  it('a model that is stopped is not asked at later looks; without the reference nobody is', () =>
    onBench({ ...SETUP, limits: { retries: 0, concurrency: 1 }, script: steady }, async (bench) => {
      bench.server.use((seen) => (seen.model === 'big' && seen.n > 70 ? failure(500, 'down') : steady(seen)));
      const report = await reported(bench, 'run', '--adaptive', '--keep-going');
      expect(report.code).toBe(3);
      expect(asked(bench, 'same').length).toBeLessThanOrEqual(40);
      bench.server.use(steady);
      expect((await reported(bench, 'resume')).code).toBe(0);
    }));

  it('a candidate that is stopped stays so at the later looks of the others', () =>
    onBench({ ...SETUP, limits: { retries: 0, concurrency: 1 }, script: steady }, async (bench) => {
      bench.server.use((seen) => (seen.model === 'worse' ? failure(500, 'down') : steady(seen)));
      const report = await reported(bench, 'run', '--adaptive', '--keep-going');
      expect(report.code).toBe(3);
      expect(asked(bench, 'worse')).toHaveLength(5);
      expect(asked(bench, 'same')).toHaveLength(lookWithoutLoss(bench).tasks);
      expect(courseOf(report, 'worse')).toMatchObject({ state: 'under_way', looks: 0 });
    }));

  it('a cap holds, and a higher one goes on', () =>
    onBench({ ...SETUP, model: { params: { max_completion_tokens: 5 } }, script: steady }, async (bench) => {
      const capped = await reported(bench, 'run', '--adaptive', '--max-cost', String(100 * CALL_USD));
      expect(capped.code).toBe(3);
      expect(bench.server.ledger.seen.length).toBeLessThanOrEqual(100);
      const report = await reported(bench, 'resume', '--max-cost', '1');
      expect(report.code).toBe(0);
      expect(report.adaptive).toEqual(((await calm()) as AdaptiveReport).adaptive);
    }));
});
