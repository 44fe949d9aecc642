import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isBuilt, type Spawned, spawnBench } from '../../cli/process.ts';
import { shownTo } from '../../support/judge.ts';
import type { Script } from '../../support/loopback.ts';
import { onBench, until, type Workbench } from '../../support/workbench.ts';
import {
  comparableJudged,
  fairJudge,
  isProbe,
  judgedReport,
  modelRequests,
  onJudged,
  PROBES,
  probes,
  questions,
  scoresOf,
  timesAsked,
  undisturbed,
} from './bench.ts';

/** 4 tasks, 2 models, one judge: 6 probes, 8 answers, 8 questions, in that order. */
const SETUP = { tasks: 4 };
const QUESTIONS = 8;

const verdicts = (bench: Workbench) =>
  bench.ranOnce()
    ? bench.judgements().filter(({ purpose, status }) => purpose === 'verdict' && status === 'ok').length
    : 0;

/** Works until the judge was asked `k` questions about answers, then is silent; `at` is called with each of these. */
function silentAfter(k: number, at: (question: number) => void = () => {}): Script {
  let asked = 0;
  return (seen) => {
    const shown = shownTo(seen);
    if (shown === undefined || isProbe(shown)) return fairJudge(seen);
    at(++asked);
    return asked > k ? { fault: 'silent' } : fairJudge(seen);
  };
}

/** Resumes to the same report, and asks for nothing but what is missing. */
async function goesOn(bench: Workbench, inFlight = 4): Promise<void> {
  await until(() => bench.server.ledger.inFlight === 0);
  const saved = verdicts(bench);
  const asked = questions(bench).length;
  bench.server.use(fairJudge);
  const report = await judgedReport(bench, 'resume');
  expect(report.code).toBe(0);
  expect(comparableJudged(report)).toEqual(await undisturbed(SETUP.tasks));
  expect(timesAsked(modelRequests(bench)), 'no model is asked twice').toEqual(Array(8).fill(1));
  expect(questions(bench).length - asked, 'only what is missing').toBe(QUESTIONS - saved);
  expect(questions(bench).length - QUESTIONS, 'asked twice').toBeLessThanOrEqual(inFlight);
  expect(probes(bench)).toHaveLength(PROBES);
}

describe.skipIf(!isBuilt)('a process that judges', () => {
  it.each([
    ['before', 1],
    ['after', 5],
    ['after', 8],
  ] as const)(
    'P1, INV13: SIGKILL %s verdict %d: resume asks no model, and the judge for what is missing only',
    (when, k) =>
      onJudged(SETUP, async (bench) => {
        let spawned: Spawned | undefined;
        bench.server.use(
          silentAfter(when === 'before' ? k - 1 : k, (question) => {
            if (when === 'before' && question === k) spawned?.child.kill('SIGKILL');
          }),
        );
        spawned = spawnBench(bench.folder, ['run']);
        if (when === 'after') {
          await until(() => verdicts(bench) === k);
          spawned.child.kill('SIGKILL');
        }
        const { code } = await spawned.done;
        if (!(when === 'after' && k === QUESTIONS)) expect(code).toBe(137);
        expect(bench.completions()).toHaveLength(8);
        await goesOn(bench);
      }),
  );

  it('P1, P16: killed in the judging, and again in the judging of resume', () =>
    onJudged(SETUP, async (bench) => {
      for (const [argv, k] of [
        [['run'], 2],
        [['resume'], 3],
      ] as const) {
        const before = verdicts(bench);
        bench.server.use(silentAfter(k));
        const { child, done } = spawnBench(bench.folder, argv);
        await until(() => verdicts(bench) === before + k);
        child.kill('SIGKILL');
        expect((await done).code).toBe(137);
      }
      await goesOn(bench, 8);
    }));

  it('P1: killed between two probes: what was probed is not probed again', () =>
    onJudged({ ...SETUP, script: (seen) => (seen.n < 3 ? fairJudge(seen) : { fault: 'silent' }) }, async (bench) => {
      const { child, done } = spawnBench(bench.folder, ['run']);
      await until(() => bench.ranOnce() && bench.judgements().length === 3);
      child.kill('SIGKILL');
      await done;
      bench.server.use(fairJudge);
      expect(comparableJudged(await judgedReport(bench, 'resume'))).toEqual(await undisturbed(SETUP.tasks));
      expect(probes(bench).length).toBeLessThanOrEqual(PROBES + 1);
    }));

  it.each([
    ['SIGINT', 130, 5],
    ['SIGTERM', 143, 3],
  ] as const)('P4, P6: %s in the judging: exit %d after %d verdicts, all of them kept', (signal, code, k) =>
    onJudged({ ...SETUP, script: silentAfter(k) }, async (bench) => {
      const { child, done } = spawnBench(bench.folder, ['run']);
      await until(() => questions(bench).length === k + Math.min(4, QUESTIONS - k) && verdicts(bench) === k);
      child.kill(signal);
      const ran = await done;
      bench.check(ran);
      expect(ran.code).toBe(code);
      expect(ran.err).toContain(
        `interrupted: ${k} of 8 done, requests in flight cancelled. Resume: bench resume results/`,
      );
      expect(bench.runFile().status).toBe('interrupted');
      await goesOn(bench);
    }),
  );
});

describe('journals of judging', () => {
  it('P3, P23: a torn last line of judgements.jsonl is dropped, said and kept aside; its question is asked again', () =>
    onJudged(SETUP, async (bench) => {
      await bench.run('run');
      const path = bench.inRun('judgements.jsonl');
      const whole = readFileSync(path);
      const lines = whole.toString().trimEnd().split('\n');
      const cut = Buffer.byteLength(`${lines.at(-1)}\n`) - 9;
      writeFileSync(path, whole.subarray(0, whole.length - 9));
      writeFileSync(bench.inRun('scores.jsonl'), '');
      const known = verdicts(bench);
      const sent = bench.server.ledger.seen.length;
      const ran = await bench.run('resume');
      expect(ran.code).toBe(0);
      expect(ran.err).toContain(
        `recovered: dropped 1 incomplete record at the end of judgements.jsonl (${cut} bytes)\n`,
      );
      expect(bench.server.ledger.seen.length - sent).toBe(1);
      expect(verdicts(bench)).toBe(known + 1);
      expect(readFileSync(`${path}.torn`)).toHaveLength(cut);
      expect(comparableJudged(await judgedReport(bench, 'report'))).toEqual(await undisturbed(SETUP.tasks));
    }));

  it('P3: a score that was not written is made again from what the judge said, for nothing', () =>
    onJudged(SETUP, async (bench) => {
      await bench.run('run');
      const path = bench.inRun('scores.jsonl');
      const known = scoresOf(bench);
      writeFileSync(path, `${readFileSync(path, 'utf8').split('\n').slice(0, 3).join('\n')}\n{"task_id":"t1`);
      const sent = bench.server.ledger.seen.length;
      expect((await bench.run('resume')).code).toBe(0);
      expect(bench.server.ledger.seen).toHaveLength(sent);
      expect(scoresOf(bench)).toEqual(known);
    }));

  it('P22: damage in the middle is refused with its line (exit 5); repair keeps the rest and a copy, and nobody is asked for what has a score', () =>
    onJudged(SETUP, async (bench) => {
      await bench.run('run');
      const path = bench.inRun('judgements.jsonl');
      const lines = readFileSync(path, 'utf8').split('\n');
      lines[8] = lines[8]!.replace('"score":', '"skore":');
      writeFileSync(path, lines.join('\n'));
      const sent = bench.server.ledger.seen.length;
      for (const argv of [['resume'], ['report'], ['rescore'], ['judge', 'check']]) {
        const ran = await bench.start(argv).done;
        expect([argv, ran.code]).toEqual([argv, 5]);
        expect(ran.err).toContain('judgements.jsonl line 9: checksum mismatch');
      }
      const repaired = await bench.run('repair');
      expect(repaired.code).toBe(0);
      expect(repaired.out).toContain('judgements.jsonl: 13 good records kept, 1 dropped\n');
      expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(lines.join('\n'));
      expect((await bench.run('resume')).code).toBe(0);
      expect((await bench.run('rescore')).code, 'verdicts whose score stands are kept').toBe(0);
      expect(comparableJudged(await judgedReport(bench, 'report'))).toEqual(await undisturbed(SETUP.tasks));
      expect(bench.server.ledger.seen).toHaveLength(sent);
    }));

  it('P22: so are labels: repair knows labels.jsonl too', () =>
    onJudged(SETUP, async (bench) => {
      await bench.run('run');
      bench.write('labels.csv', 'task_id,model,label\nt1,big,pass\nt2,big,pass\nt3,big,fail\n');
      expect((await bench.run('judge', 'check', '--labels', 'labels.csv')).code).toBe(0);
      const path = bench.inRun('labels.jsonl');
      const lines = readFileSync(path, 'utf8').split('\n');
      lines[1] = lines[1]!.replace('t2', 't4');
      writeFileSync(path, lines.join('\n'));
      const ran = await bench.start(['report']).done;
      expect([ran.code, ran.err.includes('labels.jsonl line 2: checksum mismatch')]).toEqual([5, true]);
      expect((await bench.run('repair')).out).toContain('labels.jsonl: 2 good records kept, 1 dropped\n');
      expect((await judgedReport(bench, 'report')).judging.validation).toMatchObject({ labels: 2 });
      appendFileSync(path, '{"task_id":"t1","mo');
      expect((await bench.run('judge', 'check', '--labels', 'labels.csv')).code).toBe(0);
      expect((await judgedReport(bench, 'report')).judging.validation).toMatchObject({ labels: 3 });
    }));

  it('repair says nothing of journals that a run without a judge does not have', () =>
    onBench(SETUP, async (bench) => {
      await bench.run('run');
      expect((await bench.run('repair')).out).toBe(
        'completions.jsonl: 8 good records kept, 0 dropped\nscores.jsonl: 8 good records kept, 0 dropped\n',
      );
    }));

  it('P19: nobody else may judge a run that is being judged', () =>
    onJudged({ ...SETUP, script: silentAfter(2) }, async (bench) => {
      const { io, done } = bench.start(['run']);
      await until(() => verdicts(bench) === 2);
      for (const argv of [['resume'], ['rescore', '--judge']]) {
        const ran = await bench.start(argv).done;
        expect([argv, ran.code, ran.err.includes('is in use by pid')]).toEqual([argv, 5, true]);
      }
      io.interrupt('SIGINT');
      expect((await done).code).toBe(130);
      await goesOn(bench);
    }));
});
