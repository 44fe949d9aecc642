import { describe, expect, it } from 'vitest';
import { shownTo, verdict } from '../../support/judge.ts';
import { failure, type Reply, type Script, type Seen } from '../../support/loopback.ts';
import { openWorkbench, type Workbench } from '../../support/workbench.ts';
import {
  comparableJudged,
  configureJudged,
  fairJudge,
  honest,
  judgedReport,
  modelRequests,
  onAnswers,
  onJudged,
  PROBES,
  probes,
  questions,
  scoresOf,
  timesAsked,
} from './bench.ts';

/** A judge for whom every question ends like this; the models work. */
function dead(reply: Reply): Script {
  return (seen) => (shownTo(seen) === undefined ? fairJudge(seen) : reply);
}

async function undisturbed(tasks: number): Promise<unknown> {
  const bench = await openWorkbench({ tasks, script: fairJudge });
  try {
    configureJudged(bench);
    return comparableJudged(await judgedReport(bench, 'run'));
  } finally {
    await bench.close();
  }
}

const counts = (bench: Workbench) => [probes(bench).length, modelRequests(bench).length];

describe('a judge that cannot work', () => {
  it.each([
    ['J12, N7: 401', failure(401, 'bad key'), 'AUTH'],
    ['J12, N8: 403', failure(403, 'not yours'), 'FORBIDDEN'],
    ['J12, N9: 404', failure(404, 'The model `judge-model` does not exist', { code: 'model_not_found' }), 'MODEL'],
    ['N6: 402', failure(402, 'pay first'), 'QUOTA'],
    ['N6: 429 without quota', failure(429, 'You exceeded', { code: 'insufficient_quota' }), 'QUOTA'],
    ['N25: redirect', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 'REDIRECT'],
  ])('%s: exit 4 after one request to it and none to a model; resume goes on once it works', (_title, reply, code) =>
    onJudged({ script: dead(reply) }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(4);
      expect(ran.err).toContain(`error[${code}] judge jane: `);
      expect(counts(bench)).toEqual([1, 0]);
      expect((await bench.run('resume')).code).toBe(4);
      expect(counts(bench)).toEqual([2, 0]);
      bench.server.use(fairJudge);
      const report = await judgedReport(bench, 'resume');
      expect(report.code).toBe(0);
      expect(comparableJudged(report)).toEqual(await undisturbed(4));
    }),
  );

  it('J12, N19: connection refused: exit 4, nothing is sent to anybody', () =>
    onJudged({ judge: { base_url: 'http://127.0.0.1:9/v1' } }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(4);
      expect(ran.err).toContain('error[CONNECT] judge jane: cannot reach http://127.0.0.1:9/v1 (ECONNREFUSED)');
      expect(bench.server.ledger.seen).toHaveLength(0);
    }));

  it('J12: a key that is not set is an input error (exit 2), and no folder is made', () =>
    onJudged({ judge: { base_url: 'https://judge.invalid/v1', api_key_env: 'NOT_SET' } }, async (bench) => {
      const ran = await bench.run('run');
      expect([ran.code, bench.ranOnce()]).toEqual([2, false]);
      expect(ran.err).toContain('NOT_SET is not set');
    }));

  it('J12, N14: a judge that is down for the moment: exit 3, no model is paid, resume goes on', () =>
    onJudged({ script: dead(failure(503, 'busy')) }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(3);
      expect(ran.err).toContain('error[JUDGE] judge jane did not answer: http 503');
      expect(counts(bench)).toEqual([2, 0]);
      bench.server.use(fairJudge);
      expect((await bench.run('resume')).code).toBe(0);
    }));

  it('J12: a key that is revoked between two probes is found before a model is paid; answered probes are not put again', () =>
    onJudged(
      { script: (seen) => (shownTo(seen) !== undefined && seen.n >= 3 ? failure(401, 'revoked') : fairJudge(seen)) },
      async (bench) => {
        expect((await bench.run('run')).code).toBe(4);
        expect(counts(bench)).toEqual([4, 0]);
        bench.server.use(fairJudge);
        expect((await bench.run('resume')).code).toBe(0);
        expect(probes(bench)).toHaveLength(PROBES + 1);
        expect(timesAsked(probes(bench)).sort()).toEqual([1, 1, 1, 1, 1, 2]);
      },
    ));

  it.each([1, 3, 7])(
    'J12, N10: dies after %d verdicts: exit 4, what was judged stays, resume asks for the rest',
    (k) => {
      let answered = 0;
      const dies = onAnswers((shown, seen) =>
        answered++ < k ? verdict(shown, seen, honest(shown)) : failure(401, 'revoked'),
      );
      return onJudged({ script: dies, limits: { concurrency: 1 } }, async (bench) => {
        const ran = await bench.run('run');
        expect(ran.code).toBe(4);
        expect(ran.err).toContain('error[AUTH] ');
        expect(bench.scores().filter(({ verdict: { state } }) => state === 'scored')).toHaveLength(k);
        expect(questions(bench)).toHaveLength(k + 1);
        const sent = modelRequests(bench).length;
        bench.server.use(fairJudge);
        const report = await judgedReport(bench, 'resume');
        expect(report.code).toBe(0);
        expect(comparableJudged(report)).toEqual(await undisturbed(4));
        expect(modelRequests(bench)).toHaveLength(sent);
        expect(questions(bench)).toHaveLength(8 + 1);
        expect(probes(bench)).toHaveLength(PROBES);
      });
    },
  );

  it('J13, N15: 500 on some answers, for ever: exit 3, all answers are kept, resume asks the judge about these alone', () => {
    const bad = /task (7|15)$/m;
    const ill = onAnswers((shown, seen): Reply => {
      return bad.test(shown.task) ? failure(500, 'out of order') : verdict(shown, seen, honest(shown));
    });
    return onJudged({ tasks: 20, script: ill }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(3);
      expect(ran.err).toContain('incomplete: 4 answers have no verdict.');
      expect(ran.err).toContain(`Ask the judge again: bench resume results/${bench.runs()[0]}`);
      expect(bench.completions()).toHaveLength(40);
      const known = [...scoresOf(bench)].filter(([, score]) => typeof score === 'string');
      expect(known.map(([cell]) => cell).sort()).toEqual(['t15 big', 't15 cheap', 't7 big', 't7 cheap']);
      expect(new Set(known.map(([, why]) => why))).toEqual(new Set(['unscored: judge: failed']));
      expect(questions(bench)).toHaveLength(36 + 4 * 2);
      const [asked, sent] = [questions(bench).length, modelRequests(bench).length];
      bench.server.use(fairJudge);
      const report = await judgedReport(bench, 'resume');
      expect(report.code).toBe(0);
      expect(comparableJudged(report)).toEqual(await undisturbed(20));
      expect(modelRequests(bench)).toHaveLength(sent);
      const again = questions(bench).slice(asked);
      expect(again.map((seen: Seen) => bad.test(shownTo(seen)?.task ?? ''))).toEqual([true, true, true, true]);
    });
  });

  it('N16: down altogether in the middle: exit 3 after a few, the answers are kept', () =>
    onJudged(
      { tasks: 10, limits: { concurrency: 2, retries: 0 }, script: onAnswers(() => failure(500, 'down')) },
      async (bench) => {
        const ran = await bench.run('run');
        expect(ran.code).toBe(3);
        expect(ran.err).toContain('error[ENDPOINT] judge jane stopped after 5 ');
        expect(questions(bench).length).toBeLessThanOrEqual(6);
        bench.server.use(fairJudge);
        expect((await bench.run('resume')).code).toBe(0);
        expect(modelRequests(bench)).toHaveLength(20);
      },
    ));
});
