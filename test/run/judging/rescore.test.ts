import { describe, expect, it } from 'vitest';
import { LIARS, playing, shownTo, verdict } from '../../support/judge.ts';
import { failure } from '../../support/loopback.ts';
import { until } from '../../support/workbench.ts';
import {
  configureJudged,
  dearJudge,
  fairJudge,
  judgedReport,
  modelRequests,
  onAnswers,
  onJudged,
  PROBES,
  probes,
  questions,
  scoresOf,
  talkers,
} from './bench.ts';

/** Every second task leaves its answers to a judge. */
const MIXED = `id,input,expected,scorer
t1,task 1,answer 1,
t2,task 2,answer 2,judge
t3,task 3,answer 3,
t4,task 4,answer 4,judge
`;

describe('bench rescore with a judge', () => {
  it('without --judge asks nobody, needs no key, and keeps every verdict', () =>
    onJudged({ tasks: 4 }, async (bench) => {
      const before = await judgedReport(bench, 'run');
      const known = scoresOf(bench);
      const sent = bench.server.ledger.seen.length;
      const ran = await bench.start(['rescore', '--json'], { env: { TEST_KEY: undefined } }).done;
      bench.check(ran);
      expect(ran.code).toBe(0);
      expect(JSON.parse(ran.out)).toEqual({ ...before, code: undefined });
      expect(scoresOf(bench)).toEqual(known);
      expect(bench.server.ledger.seen).toHaveLength(sent);
    }));

  it('keeps what had no verdict as it was: unscored with its reason', () =>
    onJudged({ tasks: 2, script: onAnswers(LIARS.prose) }, async (bench) => {
      await bench.run('run');
      const known = scoresOf(bench);
      expect((await bench.run('rescore')).code).toBe(3);
      expect(scoresOf(bench)).toEqual(known);
    }));

  it('with another scorer the judge is out of it; a plain rescore brings its verdicts back for nothing', () =>
    onJudged({ tasks: 3 }, async (bench) => {
      await bench.run('run');
      const known = scoresOf(bench);
      const sent = bench.server.ledger.seen.length;
      expect((await bench.run('rescore', '--scorer', 'exact')).code).toBe(0);
      expect(scoresOf(bench)).not.toEqual(known);
      expect((await bench.run('rescore')).code).toBe(0);
      expect(scoresOf(bench)).toEqual(known);
      expect(bench.server.ledger.seen).toHaveLength(sent);
    }));

  it('--judge grades what a run without a judge left: no model is asked', () =>
    onJudged({}, async (bench) => {
      bench.write('tasks.csv', MIXED);
      bench.configure({ scorers: ['contains'] });
      const without = await bench.run('run');
      expect(without.code).toBe(3);
      expect(without.err).toContain('warning: 2 tasks need a judge and none is configured: no verdict.');
      expect([...scoresOf(bench).values()].filter((score) => score === 'unscored: needs a judge')).toHaveLength(4);
      const sent = modelRequests(bench).length;

      configureJudged(bench, {}, { scorers: ['contains'] });
      const report = await judgedReport(bench, 'rescore', '--judge');
      expect(report.code).toBe(0);
      expect(modelRequests(bench)).toHaveLength(sent);
      expect([probes(bench).length, questions(bench).length]).toEqual([PROBES, 4]);
      expect(report.judging).toMatchObject({ judged: 4, scored: 4, trials: 8 });
      expect(bench.runFile()).toMatchObject({ status: 'complete', judge: { probed: true, models: [{ id: 'jane' }] } });

      expect((await bench.run('rescore', '--judge')).code).toBe(0);
      expect((await bench.run('resume')).code).toBe(0);
      expect([probes(bench).length, questions(bench).length], 'asked once').toEqual([PROBES, 4]);
    }));

  it('--judge asks another judge, in place of the one of the run', () =>
    onJudged({ tasks: 3 }, async (bench) => {
      await bench.run('run');
      configureJudged(bench, { id: 'hans', model: 'strict' });
      bench.server.use(onAnswers((shown, seen) => verdict(shown, seen, seen.model !== 'strict')));
      const report = await judgedReport(bench, 'rescore', '--judge');
      expect(report.code).toBe(0);
      expect([...scoresOf(bench).values()]).toEqual(Array(6).fill(0));
      expect(report.judging.judges.map(({ judge }) => judge)).toEqual(['hans']);
      expect(modelRequests(bench)).toHaveLength(6);
    }));

  it('J12: a dead judge is found by one request, and nothing of the run changes', () =>
    onJudged({ tasks: 3 }, async (bench) => {
      await bench.run('run');
      const known = [scoresOf(bench), bench.read('run.json')];
      configureJudged(bench, { id: 'hans', model: 'dead' });
      bench.server.use((seen) => (seen.model === 'dead' ? failure(401, 'no') : fairJudge(seen)));
      const sent = bench.server.ledger.seen.length;
      const ran = await bench.run('rescore', '--judge');
      expect(ran.code).toBe(4);
      expect(bench.server.ledger.seen).toHaveLength(sent + 1);
      expect([scoresOf(bench), bench.read('run.json')]).toEqual(known);
    }));

  it('J15: --strict-judge ends it at a judge that passes what is known to be wrong (exit 3), before it grades an answer', () =>
    onJudged({ tasks: 3 }, async (bench) => {
      await bench.run('run');
      configureJudged(bench, { id: 'hans', model: 'flatterer' });
      bench.server.use(playing(LIARS.flatters, talkers));
      const asked = questions(bench).length;
      expect((await bench.run('rescore', '--judge', '--strict-judge')).code).toBe(3);
      expect(questions(bench)).toHaveLength(asked);
    }));

  it('C7: --max-cost holds for the judge: what it was not asked about has no verdict (exit 3), also not that of an earlier scorer', () => {
    const judge = { params: { max_completion_tokens: 50 } };
    return onJudged({ tasks: 8, judge, script: dearJudge }, async (bench) => {
      bench.configure({ scorers: ['contains'] });
      await bench.run('run');
      configureJudged(bench, { ...judge, price: { input: 1000, output: 4000 } }, { scorers: ['contains'] });
      const report = await judgedReport(bench, 'rescore', '--scorer', 'judge', '--judge', '--max-cost', '20');
      expect(report.code).toBe(3);
      expect((probes(bench).length + questions(bench).length) * 2.16).toBeLessThanOrEqual(20);
      expect(modelRequests(bench)).toHaveLength(16);
      const judged = questions(bench).length;
      expect(report.judging).toMatchObject({ judged: 16, scored: judged });
      expect([...scoresOf(bench).values()].filter((score) => score === 'unscored: judge: not asked')).toHaveLength(
        16 - judged,
      );

      expect((await bench.run('resume')).code).toBe(0);
      expect([modelRequests(bench).length, questions(bench).length]).toEqual([16, 16]);
    });
  });

  it('P4: interrupted, it mixes no two judges; resume goes on with the new one', () =>
    onJudged({ tasks: 4, limits: { concurrency: 1 } }, async (bench) => {
      await bench.run('run');
      configureJudged(bench, { id: 'hans', model: 'strict' });
      let answered = 0;
      bench.server.use(
        onAnswers((shown, seen) => (answered++ < 3 ? verdict(shown, seen, false) : { fault: 'silent' })),
      );
      const asked = questions(bench).length;
      const { io, done } = bench.start(['rescore', '--judge']);
      await until(() => questions(bench).length === asked + 4);
      io.interrupt('SIGINT');
      bench.check(await done);
      expect((await done).code).toBe(130);
      const report = await bench.run('report', '--json');
      expect(report.code).toBe(3);
      expect(new Set(scoresOf(bench).values())).toEqual(new Set(['unscored: judge: not asked']));
      bench.server.use(onAnswers((shown, seen) => verdict(shown, seen, false)));
      expect((await bench.run('resume')).code).toBe(0);
      expect([...scoresOf(bench).values()]).toEqual(Array(8).fill(0));
      expect(questions(bench)).toHaveLength(asked + 4 + 5);
    }));

  it('J13: another judge that dies in the middle leaves no verdict of the first in its place', () =>
    onJudged({ tasks: 4, limits: { concurrency: 1 } }, async (bench) => {
      await bench.run('run');
      configureJudged(bench, { id: 'hans', model: 'strict' });
      let answered = 0;
      bench.server.use(
        onAnswers((shown, seen) => (answered++ < 3 ? verdict(shown, seen, false) : failure(401, 'revoked'))),
      );
      expect((await bench.run('rescore', '--judge')).code).toBe(4);
      const known = [...scoresOf(bench).values()];
      expect(known.filter((score) => score === 0)).toHaveLength(3);
      expect(known.filter((score) => score === 1)).toHaveLength(0);
    }));

  it('--judge grades answers that somebody else recorded', () =>
    onJudged({ tasks: 2 }, async (bench) => {
      const rows = ['t1,x,It is answer 1.', 't1,y,No idea.', 't2,x,It is answer 2.', 't2,y,I think answer 2.'];
      bench.write('outcomes.csv', `task_id,model,output\n${rows.join('\n')}\n`);
      const imported = await bench.run(
        'import',
        'outcomes.csv',
        '--dataset',
        'tasks.csv',
        '--scorer',
        'judge',
        '--reference',
        'x',
      );
      expect([...scoresOf(bench).values()]).toEqual(Array(4).fill('unscored: needs a judge'));
      expect(imported.code).toBe(0);
      const report = await judgedReport(bench, 'rescore', '--judge');
      expect(report.code).toBe(0);
      expect(Object.fromEntries(scoresOf(bench))).toEqual({ 't1 x': 1, 't1 y': 0, 't2 x': 1, 't2 y': 1 });
      expect([modelRequests(bench).length, questions(bench).length]).toEqual([0, 4]);
      expect(report.judging).toMatchObject({ judged: 4, scored: 4 });
    }));

  it('--judge without a judge in the config is an input error (exit 2)', () =>
    onJudged({ tasks: 2 }, async (bench) => {
      await bench.run('run');
      bench.configure({ scorers: ['exact'] });
      const ran = await bench.run('rescore', '--judge');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('bench.yaml configures no judge');
    }));
});

describe('bench judge check --again', () => {
  it('J16: puts as many answers to the judge again as it is told to, and counts how often it changed its verdict', () => {
    let turn = 0;
    const fickle = onAnswers((shown, seen) => verdict(shown, seen, seen.attempt === 0 || turn++ % 2 === 0));
    return onJudged({ tasks: 10, limits: { concurrency: 1 }, script: fickle }, async (bench) => {
      const before = await judgedReport(bench, 'run');
      const known = scoresOf(bench);
      const asked = questions(bench).length;
      const ran = await bench.run('judge', 'check', '--again', '8', '--json');
      expect(ran.code).toBe(0);
      expect(questions(bench)).toHaveLength(asked + 8);
      expect(
        questions(bench)
          .slice(asked)
          .every(({ attempt }) => attempt === 1),
      ).toBe(true);
      expect(scoresOf(bench), 'verdicts stay').toEqual(known);
      const after = await judgedReport(bench, 'report');
      expect(after.judging.judges[0]).toMatchObject({ asked_again: 8, flipped: 4, scored: 20 });
      expect(before.judging.judges[0]).toMatchObject({ asked_again: 0, flipped: 0 });
      expect(bench.judgements().filter(({ purpose }) => purpose === 'again')).toHaveLength(8);
      expect((await bench.run('rescore')).code).toBe(0);
      expect(scoresOf(bench)).toEqual(known);
    });
  });

  it('J16: a second look without a verdict is no flip; a run reused later does not take second looks for verdicts', () =>
    onJudged({ tasks: 3 }, async (bench) => {
      await bench.run('run');
      bench.server.use(onAnswers(LIARS.prose));
      expect((await bench.run('judge', 'check', '--again', '4')).code).toBe(0);
      expect((await judgedReport(bench, 'report')).judging.judges[0]).toMatchObject({ asked_again: 0, flipped: 0 });
      bench.server.use(onAnswers((shown, seen) => verdict(shown, seen, false)));
      expect((await bench.run('judge', 'check', '--again', '6')).code).toBe(0);
      expect((await judgedReport(bench, 'report')).judging.judges[0]).toMatchObject({ asked_again: 6, flipped: 5 });
      const known = scoresOf(bench);
      const asked = questions(bench).length;
      expect((await bench.run('run')).code).toBe(0);
      expect(questions(bench)).toHaveLength(asked);
      expect(scoresOf(bench)).toEqual(known);
    }));

  it('pairwise: both orders of each chosen answer', () =>
    onJudged({ tasks: 5, judge: { kind: 'pairwise' } }, async (bench) => {
      await bench.run('run');
      const asked = questions(bench).length;
      expect((await bench.run('judge', 'check', '--again', '3')).code).toBe(0);
      const again = questions(bench)
        .slice(asked)
        .map((seen) => shownTo(seen)?.task);
      expect([again.length, new Set(again).size]).toEqual([6, 3]);
    }));
});
