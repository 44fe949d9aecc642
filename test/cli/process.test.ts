import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkOutput } from '../support/invariants.ts';
import type { Script, Seen } from '../support/loopback.ts';
import { comparable, fair, onBench, openWorkbench, until } from '../support/workbench.ts';
import { isBuilt, type Spawned, spawnBench, spawnShell } from './process.ts';

/** The report of a run that nothing disturbed: 8 tasks, 2 models, 16 requests. */
async function undisturbed(): Promise<unknown> {
  const bench = await openWorkbench({ tasks: 8 });
  try {
    return comparable(await bench.report('run'));
  } finally {
    await bench.close();
  }
}
const calm = undisturbed();

describe.skipIf(!isBuilt)('a process', () => {
  it.each([
    ['before', 1],
    ['after', 1],
    ['before', 2],
    ['after', 8],
    ['before', 15],
    ['after', 16],
  ] as const)(
    'P1, INV13: SIGKILL %s the answer to request %d: resume loses nothing and asks again only for what was in flight',
    (when, k) =>
      onBench({ tasks: 8 }, async (bench) => {
        let spawned: Spawned | undefined;
        const kill: Script = (seen: Seen) => {
          if (seen.n === k - 1 && when === 'before') spawned?.child.kill('SIGKILL');
          return when === 'before' || seen.n < k ? fair(seen) : { fault: 'silent' };
        };
        bench.server.use(kill);
        spawned = spawnBench(bench.folder, ['run']);
        if (when === 'after') {
          await until(() => bench.completionCount() === k);
          spawned.child.kill('SIGKILL');
        }
        const { code } = await spawned.done;
        // The last answer of all may be followed by the end before the signal comes.
        if (k < 16) expect(code).toBe(137);
        await until(() => bench.server.ledger.inFlight === 0);
        const saved = bench.completionCount();
        const [sent, answered] = [bench.server.ledger.seen.length, sentWhole(bench.server.ledger)];
        expect(saved).toBeGreaterThanOrEqual(Math.min(answered, when === 'after' ? k : answered - 4));
        bench.server.use(fair);
        const report = await bench.report('resume');
        expect(report.code).toBe(0);
        expect(comparable(report)).toEqual(await calm);
        expect(bench.server.ledger.seen.length - sent).toBe(16 - saved);
        expect(bench.server.ledger.seen.length - 16, 'sent twice').toBeLessThanOrEqual(4);
      }),
  );

  it('P1: killed while it holds the lock, it is taken over, and that is said', () =>
    onBench({ tasks: 8, script: (seen) => (seen.n < 3 ? fair(seen) : { fault: 'silent' }) }, async (bench) => {
      const { child, done } = spawnBench(bench.folder, ['run']);
      await until(() => bench.completionCount() === 3);
      expect((await bench.start(['resume']).done).err).toContain(`is in use by pid ${child.pid} on `);
      child.kill('SIGKILL');
      await done;
      bench.server.use(fair);
      const ran = await bench.run('resume');
      expect(ran.err).toContain(`removed a stale lock of pid ${child.pid}\n`);
      expect(ran.code).toBe(0);
    }));

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('P4, P6: %s ends it with what is answered, and exit %d', (signal, code) =>
    onBench({ tasks: 8, script: (seen) => (seen.n < 5 ? fair(seen) : { fault: 'silent' }) }, async (bench) => {
      const { child, done } = spawnBench(bench.folder, ['run']);
      await until(() => bench.completionCount() === 5);
      child.kill(signal);
      const ran = await done;
      bench.check(ran);
      expect(ran.code).toBe(code);
      expect(ran.err).toContain(
        `interrupted: 5 of 16 done, requests in flight cancelled. Resume: bench resume results/${bench.runs()[0]}\n`,
      );
    }),
  );

  it('P5: two SIGINTs in a row end it too, also while it waits for its input', () =>
    onBench({ tasks: 8, config: { dataset: '-' } }, async (bench) => {
      const { child, done } = spawnBench(bench.folder, ['run'], { stdio: ['pipe', 'pipe', 'pipe'] });
      await until(() => bench.ranOnce());
      child.kill('SIGINT');
      child.kill('SIGINT');
      expect((await done).code).toBe(130);
    }));

  it('P13: a report that does not fit on the disk of stdout is said on stderr; the run is kept', () =>
    onBench({ tasks: 8 }, async (bench) => {
      for (const flags of ['', ' --json']) {
        const ran = await spawnShell(bench.folder, `$BENCH run${flags} > /dev/full`).done;
        checkOutput(ran);
        expect(ran.code).toBe(5);
        expect(ran.err).toContain(
          'error[ENOSPC] cannot write the report to stdout: disk full\nhint: the run itself is saved; free space, then: bench report\n',
        );
        expect(bench.runFile().status).toBe('complete');
      }
    }));

  it('P14: a reader that goes away is no failure, and makes no incomplete run look complete', () =>
    onBench({ tasks: 8, limits: { retries: 0 } }, async (bench) => {
      const pipe = (command: string) =>
        spawnShell(bench.folder, `$BENCH ${command} 2>err.txt | true; echo \${PIPESTATUS[0]}`).done;
      expect((await pipe('run')).out).toBe('0\n');
      expect((await pipe('--version')).out).toBe('0\n');
      expect(readFileSync(`${bench.folder}/err.txt`, 'utf8')).toBe('');
      bench.server.use((seen) => (seen.prompt === 'task 3' ? { status: 500 } : fair(seen)));
      expect((await pipe('run --fresh')).out).toBe('3\n');
      expect((await pipe('report')).out).toBe('3\n');
      expect((await pipe('report nothing --json')).out).toBe('2\n');
    }));

  it('P14: closed output streams are no failure', () =>
    onBench({ tasks: 8 }, async (bench) => {
      const ran = await spawnShell(bench.folder, '$BENCH run >&- 2>&-').done;
      expect(ran).toEqual({ code: 0, out: '', err: '' });
      expect(bench.completions()).toHaveLength(16);
    }));

  it('P15, O12: a slow pipe gets every byte', () =>
    onBench({ tasks: 8 }, async (bench) => {
      await bench.run('run');
      const slow = await spawnShell(bench.folder, '$BENCH report --json | (sleep 0.3; cat)').done;
      const whole = await bench.run('report', '--json');
      expect(slow.out).toBe(whole.out);
    }));

  it('P9, P30: a disk that takes no more stops the sending, and everything saved before is kept', () =>
    onBench({ tasks: 400, script: (seen) => ({ ...fair(seen), delay_ms: 1 }) as ReturnType<Script> }, async (bench) => {
      const ran = await spawnShell(bench.folder, 'ulimit -f 20; exec $BENCH run').done;
      checkOutput(ran);
      expect(ran.code).toBe(5);
      expect(ran.err).toContain('error[EFBIG] cannot save results (');
      const [sent, saved] = [bench.server.ledger.seen.length, bench.completions().length];
      expect(saved).toBeGreaterThan(10);
      expect(sent - saved).toBeLessThanOrEqual(2 * 4);
      expect((await bench.run('resume')).code).toBe(0);
      expect(bench.completions()).toHaveLength(800);
    }));

  it('INV7, X1, X8: the key reaches the provider and nothing else, also with debugging on', () =>
    onBench({ tasks: 4 }, async (bench) => {
      const ran = await spawnShell(
        bench.folder,
        'OPENAI_LOG=debug BENCH_DEBUG=1 DEBUG="*" $BENCH run --run-id ../../escape',
      ).done;
      checkOutput(ran);
      expect(ran.code).toBe(2);
      const good = await spawnShell(bench.folder, 'OPENAI_LOG=debug BENCH_DEBUG=1 DEBUG="*" $BENCH run').done;
      bench.check(good);
      expect(good.code).toBe(0);
      expect(bench.server.ledger.keysSeen.size).toBe(1);
      expect(existsSync(`${bench.folder}/../escape`)).toBe(false);
    }));
});

/** How many requests were answered to the end. */
function sentWhole({ tokens }: { readonly tokens: { readonly output: number } }): number {
  return tokens.output / 5;
}
