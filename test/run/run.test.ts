import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chat, failure, type Script } from '../support/loopback.ts';
import { comparable, fair, onBench, openWorkbench, until, type Workbench } from '../support/workbench.ts';

/** Answers fairly until request `n` (from 0), which hangs, as do all later ones. */
function hangAt(n: number): Script {
  return (seen) => (seen.n < n ? fair(seen) : { fault: 'silent' });
}

/** The report of a run that nothing disturbed. */
async function undisturbed(): Promise<unknown> {
  const bench = await openWorkbench();
  try {
    return comparable(await bench.report('run'));
  } finally {
    await bench.close();
  }
}
const calm = undisturbed();

/** INV13: resume ends in the report of an undisturbed run, and asks only for what was not answered. */
async function expectResumed(bench: Workbench, answered: number): Promise<void> {
  bench.server.use(fair);
  const before = bench.server.ledger.seen.length;
  const report = await bench.report('resume');
  expect(report.code).toBe(0);
  expect(comparable(report)).toEqual(await calm);
  expect(bench.server.ledger.seen.length - before).toBe(80 - answered);
  expect(bench.runFile().status).toBe('complete');
}

describe('an interrupted run', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('P4, P6, N28: %s keeps all answers, sends nothing more, and says how to go on', (signal, code) =>
    onBench({ script: hangAt(17) }, async (bench) => {
      const { io, done } = bench.start(['run']);
      await until(() => bench.server.ledger.seen.length === 21);
      await until(() => bench.completions().length === 17);
      io.interrupt(signal);
      const ran = await done;
      bench.check(ran);
      expect(ran.code).toBe(code);
      expect(ran.out).toBe('');
      expect(ran.err).toContain(
        `interrupted: 17 of 80 done, requests in flight cancelled. Resume: bench resume results/${bench.runs()[0]}\n`,
      );
      expect(ran.err).toContain(`error[INTERRUPTED] interrupted by ${signal}`);
      expect(bench.server.ledger.seen).toHaveLength(21);
      expect(bench.completions()).toHaveLength(17);
      expect(bench.completions().filter(({ status }) => status === 'failed')).toEqual([]);
      expect(bench.runFile().status).toBe('interrupted');
      await expectResumed(bench, 17);
    }),
  );

  it('P16: interrupted again while it is resumed, it loses nothing', () =>
    onBench({}, async (bench) => {
      for (const [command, answered] of [
        ['run', 10],
        ['resume', 25],
        ['resume', 60],
      ] as const) {
        const [sent, had] = [bench.server.ledger.seen.length, bench.completionCount()];
        bench.server.use((seen) => hangAt(sent + answered - had)(seen));
        const { io, done } = bench.start([command]);
        await until(() => bench.completionCount() === answered);
        io.interrupt('SIGINT');
        expect((await done).code).toBe(130);
      }
      await expectResumed(bench, 60);
    }));

  it('before anything was sent sends nothing', () =>
    onBench({}, async (bench) => {
      const { io, done } = bench.start(['run']);
      io.interrupt('SIGINT');
      expect((await done).code).toBe(130);
      expect(bench.server.ledger.seen).toEqual([]);
    }));

  it('while the dataset comes through a pipe leaves nothing behind', () =>
    onBench({ config: { dataset: '-' } }, async (bench) => {
      const { io, done } = bench.start(['run'], { stdin: new Readable({ read: () => {} }) });
      io.interrupt('SIGINT');
      expect((await done).code).toBe(130);
      expect(existsSync(bench.results) ? bench.runs() : []).toEqual([]);
    }));
});

describe('a run that was killed', () => {
  async function killed(bench: Workbench, answered: number): Promise<void> {
    const { io, done } = bench.start(['run']);
    await until(() => bench.completionCount() === answered);
    io.interrupt('SIGINT');
    await done;
    // A killed process writes no status.
    writeFileSync(bench.inRun('run.json'), JSON.stringify({ ...bench.runFile(), status: 'running' }));
  }

  it('P17: is taken up although it never wrote how it ended', () =>
    onBench({ script: hangAt(5) }, async (bench) => {
      await killed(bench, 5);
      await expectResumed(bench, 5);
    }));

  it('P3, P23: in the middle of a line loses that line alone, and says so', () =>
    onBench({ script: hangAt(12) }, async (bench) => {
      await killed(bench, 12);
      const path = bench.inRun('completions.jsonl');
      truncateSync(path, readFileSync(path).length - 40);
      const torn = readFileSync(path).length - readFileSync(path).lastIndexOf(10) - 1;
      const shown = await bench.run('report');
      expect(shown.code).toBe(3);
      expect(shown.err).toBe(
        `warning: left out an incomplete record at the end (${torn} bytes); bench resume removes it\n`,
      );
      bench.server.use(fair);
      const ran = await bench.run('resume');
      expect(ran.code).toBe(0);
      expect(ran.err).toContain(
        `recovered: dropped 1 incomplete record at the end of completions.jsonl (${torn} bytes)\n`,
      );
      expect(readFileSync(bench.inRun('completions.jsonl.torn'))).toHaveLength(torn);
      expect(comparable(await bench.report('report'))).toEqual(await calm);
    }));

  it('P1: between an answer and its score is graded on resume, and asks nobody for it', () =>
    onBench({ script: hangAt(12) }, async (bench) => {
      await killed(bench, 12);
      rmSync(bench.inRun('scores.jsonl'));
      await expectResumed(bench, 12);
      expect(bench.scores()).toHaveLength(80);
    }));

  it('P24: while it wrote nothing but run.json is asked from the start', () =>
    onBench({ script: hangAt(3) }, async (bench) => {
      await killed(bench, 3);
      rmSync(bench.inRun('scores.jsonl'));
      rmSync(bench.inRun('completions.jsonl'));
      await expectResumed(bench, 0);
    }));
});

describe('damage', () => {
  it('P22: in the middle is refused by all who read it, and mended by repair and resume', () =>
    onBench({}, async (bench) => {
      await bench.run('run');
      const path = bench.inRun('completions.jsonl');
      const lines = readFileSync(path, 'utf8').split('\n');
      lines[11] = (lines[11] ?? '').replace('"status"', '"Status"');
      const damaged = lines.join('\n');
      writeFileSync(path, damaged);
      for (const command of ['report', 'resume', 'rescore']) {
        const { code, err } = await bench.start([command]).done;
        expect(code, command).toBe(5);
        expect(err).toContain(`error[CORRUPT] results/${bench.runs()[0]}/completions.jsonl line 12: checksum mismatch`);
        expect(err).toContain('hint: bench repair');
        expect(readFileSync(path, 'utf8')).toBe(damaged);
      }
      const sent = bench.server.ledger.seen.length;
      expect((await bench.run('repair')).out).toBe(
        'completions.jsonl: 79 good records kept, 1 dropped\nscores.jsonl: 80 good records kept, 0 dropped\n',
      );
      expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(damaged);
      expect((await bench.run('resume')).code).toBe(0);
      expect(bench.server.ledger.seen.length - sent).toBe(1);
      expect(comparable(await bench.report('report'))).toEqual(await calm);
    }));

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['of a newer version', '{"format":"bench.run/9"}'],
  ])('P24: run.json that is %s exits 5 and changes nothing', (_what, text) =>
    onBench({ tasks: 4 }, async (bench) => {
      await bench.run('run');
      const id = bench.runs()[0] ?? '';
      rmSync(bench.inRun('run.json'));
      if (text !== undefined) writeFileSync(bench.inRun('run.json', id), text);
      const before = readFileSync(bench.inRun('completions.jsonl', id));
      for (const command of ['report', 'resume', 'rescore']) {
        const { code, err } = await bench.start([command, id]).done;
        expect(code, command).toBe(5);
        expect(err).toContain(`error[RUN] cannot read run results/${id}: `);
      }
      expect(readFileSync(bench.inRun('completions.jsonl', id))).toEqual(before);
    }),
  );
});

describe('the results folder', () => {
  it.each([
    ['a file in its place', 'results', 'EEXIST'],
    ['a file above it', 'results/deep', 'ENOTDIR'],
  ])('P12: %s exits 5 before the first request', (_what, results, errno) =>
    onBench({ config: { results } }, async (bench) => {
      bench.write('results', 'I am a file');
      const ran = await bench.start(['run']).done;
      expect(ran.code).toBe(5);
      expect(ran.err).toContain(`error[${errno}] cannot save results (`);
      expect(bench.server.ledger.seen).toEqual([]);
      rmSync(`${bench.folder}/results`);
    }),
  );

  it('P21: runs of the same second get folders of their own', () =>
    onBench({ tasks: 4 }, async (bench) => {
      const now = (): Date => new Date('2026-11-22T10:00:00.500Z');
      for (let i = 0; i < 2; i++) bench.check(await bench.start(['run', '--fresh'], { now }).done);
      const both = await Promise.all([1, 2].map(() => bench.start(['run', '--fresh'], { now }).done));
      expect(both.map(({ code }) => code)).toEqual([0, 0]);
      expect([...bench.runs()].sort()).toEqual([
        '20261122-100000',
        '20261122-100000-2',
        '20261122-100000-3',
        '20261122-100000-4',
      ]);
      for (const run of bench.runs()) expect(bench.completions(run)).toHaveLength(8);
    }));

  it('P18: two runs at once with different names both complete, without mixing', () =>
    onBench({ tasks: 10 }, async (bench) => {
      const both = await Promise.all(
        ['one', 'two'].map((id) => bench.start(['run', '--run-id', id, '--fresh', '--json']).done),
      );
      expect(both.map(({ code }) => code)).toEqual([0, 0]);
      const [one, two] = both.map(({ out }) => comparable(JSON.parse(out)));
      expect(one).toEqual(two);
      expect([bench.completions('one').length, bench.completions('two').length]).toEqual([20, 20]);
    }));

  it('P19: a second process on the same run is kept out, and the first is not disturbed', () =>
    onBench({ script: hangAt(6) }, async (bench) => {
      const { done } = bench.start(['run']);
      await until(() => bench.completionCount() === 6);
      for (const argv of [['resume'], ['rescore'], ['repair'], ['resume', '--fresh', '--json']]) {
        const second = await bench.start(argv).done;
        expect(second.code, argv[0]).toBe(5);
        expect(second.err).toContain(
          `error[LOCKED] run results/${bench.runs()[0]} is in use by pid ${process.pid} on `,
        );
      }
      expect((await bench.start(['run', '--run-id', bench.runs()[0] ?? '']).done).code).toBe(2);
      bench.server.use(fair);
      bench.server.dropAll();
      const first = await done;
      expect(first.code).toBe(0);
      expect(bench.completions()).toHaveLength(80);
      bench.check(first);
    }));

  it('P20: a lock of a dead process is removed, and that is said', () =>
    onBench({ tasks: 4 }, async (bench) => {
      await bench.run('run');
      mkdirSync(bench.inRun('lock'));
      const owner = {
        pid: 4_194_305,
        host: (await import('node:os')).hostname(),
        boot: 'another',
        started: '1',
        since: '2026-01-01T00:00:00Z',
      };
      writeFileSync(bench.inRun('lock.json'), JSON.stringify(owner));
      const ran = await bench.run('resume');
      expect(ran.code).toBe(0);
      expect(ran.err).toContain('removed a stale lock of pid 4194305\n');
    }));
});

describe('a dataset', () => {
  it('K10: that was edited between start and resume is refused; nothing is sent', () =>
    onBench({ script: hangAt(4) }, async (bench) => {
      const { io, done } = bench.start(['run']);
      await until(() => bench.completionCount() === 4);
      io.interrupt('SIGINT');
      await done;
      const sent = bench.server.ledger.seen.length;
      appendFileSync(`${bench.folder}/tasks.csv`, 't41,task 41,answer 41,odd\n');
      const ran = await bench.run('resume');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('changed since run');
      expect(ran.err).toContain('(40 tasks then, 41 now)');
      expect(bench.server.ledger.seen).toHaveLength(sent);
    }));

  it('from a pipe is kept with the run, so that it can be resumed', () =>
    onBench({ config: { dataset: '-' }, script: hangAt(5) }, async (bench) => {
      const stdin = readFileSync(`${bench.folder}/tasks.csv`, 'utf8');
      const { io, done } = bench.start(['run'], { stdin });
      await until(() => bench.completionCount() === 5);
      io.interrupt('SIGTERM');
      await done;
      expect(readFileSync(bench.inRun('dataset'), 'utf8')).toBe(stdin);
      bench.server.use(fair);
      expect((await bench.run('resume')).code).toBe(0);
      expect(bench.completions()).toHaveLength(80);
    }));

  it('from a pipe that is bad leaves no run behind', () =>
    onBench({ config: { dataset: '-' } }, async (bench) => {
      const ran = await bench.start(['run'], { stdin: 'id,input\n1,x\n' }).done;
      bench.check(ran);
      expect(ran.code).toBe(2);
      expect(bench.runs()).toEqual([]);
    }));
});

it('resume works from run.json alone: the config may be gone, and runs may move with their project', () =>
  onBench({ script: hangAt(5) }, async (bench) => {
    const { io, done } = bench.start(['run']);
    await until(() => bench.completionCount() === 5);
    io.interrupt('SIGINT');
    await done;
    rmSync(`${bench.folder}/bench.yaml`);
    await expectResumed(bench, 5);
  }));

it('resume asks failed cells again, and those only', () =>
  onBench(
    { limits: { retries: 0 }, script: (seen) => (seen.prompt === 'task 7' ? failure(500, 'no') : fair(seen)) },
    async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(3);
      expect(ran.err).toContain(
        'incomplete: 2 answers have no verdict. Ask again for what nobody answered: bench resume results/',
      );
      await expectResumed(bench, 78);
      const again = await bench.run('resume');
      expect(again.code).toBe(0);
      expect(bench.server.ledger.seen).toHaveLength(82);
    },
  ));

it('O1: hostile ids, labels and answers never act on the terminal, and come back whole in JSON', () =>
  onBench({ tasks: 4 }, async (bench) => {
    const evil = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e::error::x';
    bench.write('tasks.csv', `id,input,expected,segment\n"${evil}1","${evil}","${evil}","${evil}"\n2,b,c,d\n`);
    bench.configure({ reference: `m${evil}` }, [`m${evil}`, 'cheap'], { model: 'test-model' });
    bench.server.use(() => ({ body: chat(evil, { model: evil }) }));
    const ran = await bench.run('run');
    expect(ran.code).toBe(0);
    expect(ran.out + ran.err).toContain('\\x1b]0;owned');
    expect(ran.out + ran.err).not.toMatch(/^::error::|\u202e/m);
    const report = await bench.report('report');
    expect(report.run.reference).toBe(`m${evil}`);
    expect(bench.completions().find(({ task_id }) => task_id === '2')?.text).toBe(evil);
    bench.server.use(() => failure(400, evil));
    const failed = await bench.run('run', '--fresh');
    expect(failed.code).toBeGreaterThan(2);
  }));
