import { describe, expect, it } from 'vitest';
import { LIARS, shownTo, verdict } from '../../support/judge.ts';
import type { Script } from '../../support/loopback.ts';
import {
  configureJudged,
  fairJudge,
  honest,
  isProbe,
  JUDGE_PRICE,
  judgedReport,
  modelRequests,
  onJudged,
  PROBES,
  probes,
  questions,
  scoresOf,
  talkers,
} from './bench.ts';

/** `good` judges fairly; `gullible`, and `second` juror, pass everything. */
const byName: Script = (seen) => {
  const shown = shownTo(seen);
  if (shown === undefined) return talkers(seen);
  return verdict(shown, seen, seen.model === 'good' ? honest(shown) : true);
};

describe('what a judge may not be put to', () => {
  it('a pairwise judge in a ladder is refused: an exact hit would be worth 1, the reference 1/2', () =>
    onJudged({ judge: { kind: 'pairwise' }, config: { scorers: ['exact', 'judge'] } }, async (bench) => {
      configureJudged(bench, { kind: 'pairwise' }, { scorers: ['exact', 'judge'] });
      const ran = await bench.run('run');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('a pairwise judge cannot stand in a list with other scorers');
      expect(bench.server.ledger.seen).toHaveLength(0);
    }));

  it('a judge that no scorer asks is refused, in the dry run too', () =>
    onJudged({ config: { scorers: ['exact'] } }, async (bench) => {
      for (const argv of [['run', '--dry-run'], ['run']]) {
        const ran = await bench.run(...argv);
        expect([ran.code, ran.err]).toEqual([
          2,
          expect.stringContaining('a judge is configured, and no scorer asks it'),
        ]);
      }
      expect(bench.server.ledger.seen).toHaveLength(0);
    }));
});

describe('another judge under the same id', () => {
  it('one that is refused for its probes leaves the run as it was', () =>
    onJudged({ script: byName, judge: { model: 'good' } }, async (bench) => {
      const before = await judgedReport(bench, 'run');
      configureJudged(bench, { model: 'gullible' });
      const ran = await bench.run('rescore', '--judge', '--strict-judge');
      expect([ran.code, ran.err]).toEqual([
        3,
        expect.stringContaining('judge jane passes answers that are known to be wrong'),
      ]);
      expect(bench.runFile()).toMatchObject({ status: 'complete', judge: { models: [{ model: 'good' }] } });
      const after = await judgedReport(bench, 'report');
      expect(after.standings).toEqual(before.standings);
      expect(after.judging.earlier).toMatchObject({ calls: PROBES });
    }));

  it('has a record of its own: calls, served models and probes of the first are told apart', () =>
    onJudged({ script: byName, judge: { model: 'good' } }, async (bench) => {
      const first = await judgedReport(bench, 'run');
      configureJudged(bench, { model: 'gullible' });
      const second = await judgedReport(bench, 'rescore', '--judge');
      expect(second.judging.judges).toMatchObject([{ model: 'gullible', probes: PROBES }]);
      expect(second.judging.judges[0]?.probes_passed).toHaveLength(PROBES);
      expect(second.judging.judges[0]?.calls).toBe(first.judging.judges[0]?.calls);
      expect(second.judging.earlier).toMatchObject({ calls: first.judging.judges[0]?.calls });
      expect([...scoresOf(bench).values()].every((score) => score === 1)).toBe(true);
    }));

  it('is probed again where the rubric changed', () =>
    onJudged({}, async (bench) => {
      await bench.run('run');
      expect(probes(bench)).toHaveLength(PROBES);
      configureJudged(bench, { rubric: 'refusal' });
      await bench.run('rescore', '--judge');
      expect(probes(bench)).toHaveLength(2 * PROBES);
    }));
});

describe('bench rescore --judge on a run whose scorer asks no judge', () => {
  it('takes the scorers of the config', () =>
    onJudged({}, async (bench) => {
      bench.configure({ scorer: 'exact' });
      expect((await bench.run('run')).code).toBe(0);
      const sent = modelRequests(bench).length;
      configureJudged(bench);
      expect((await bench.run('rescore', '--judge')).code).toBe(0);
      expect(modelRequests(bench)).toHaveLength(sent);
      expect(questions(bench).length).toBeGreaterThan(0);
      expect(scoresOf(bench).get('t1 big')).toBe(1);
    }));

  it('says so where they ask none either', () =>
    onJudged({}, async (bench) => {
      bench.configure({ scorer: 'exact' });
      await bench.run('run');
      configureJudged(bench, {}, { scorers: ['exact'] });
      const ran = await bench.run('rescore', '--judge');
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('no scorer asks it')]);
      expect(questions(bench)).toHaveLength(0);
    }));
});

describe('caps and dead ends', () => {
  it("C7: asking again keeps to the run's cap", () =>
    onJudged({ tasks: 4, judge: { params: { max_completion_tokens: 20 } } }, async (bench) => {
      await bench.run('run');
      // Models and judge together spent all but the worst case of a question or two.
      const run = bench.runFile();
      const spent = 8 * ((10 * 2 + 5 * 8) / 1e6) + 14 * ((10 * JUDGE_PRICE.input + 5 * JUDGE_PRICE.output) / 1e6);
      bench.write(`results/${run.id}/run.json`, JSON.stringify({ ...run, max_cost: (spent + 0.0001).toFixed(6) }));
      const sent = bench.server.ledger.seen.length;
      const ran = await bench.run('judge', 'check', '--again', '8');
      expect(ran.code).toBe(3);
      expect(bench.server.ledger.seen).toHaveLength(sent);
    }));

  it('two jurors of two minds have spoken: the config warns, and nobody is sent to resume', () =>
    onJudged({ tasks: 3, script: byName }, async (bench) => {
      const at = { base_url: bench.server.url, api_key_env: 'TEST_KEY', price: JUDGE_PRICE };
      const models = ['good', 'second'].map((id) => ({ id, model: id, ...at }));
      bench.configure({ scorer: 'judge', judge: { models } });
      const ran = await bench.run('run');
      expect(ran.err).toContain('2 judges can be of two minds');
      expect(ran.code).toBe(3);
      expect(ran.err).not.toContain('Ask the judge again');
      expect([...scoresOf(bench).values()]).toContain('unscored: judge: jury undecided');
    }));

  it('a probe without a verdict is put once more, and counted as such', () =>
    onJudged({ tasks: 2, script: stumbling }, async (bench) => {
      const report = await judgedReport(bench, 'run');
      expect(report.judging.judges).toMatchObject([{ probes: PROBES - 1, probes_unread: 1, probes_passed: [] }]);
      expect(probes(bench)).toHaveLength(PROBES + 1);
    }));

  it('one unreadable reply does not change the form of the verdict', () =>
    onJudged({ tasks: 2, script: slow }, async (bench) => {
      await bench.run('run');
      expect(bench.runFile().judge?.models).toMatchObject([{ verdict_form: 'json_schema' }]);
    }));
});

/** Never finds words for the answer "Yes". */
const stumbling: Script = (seen) => {
  const shown = shownTo(seen);
  return shown && isProbe(shown) && shown.answer === 'Yes' ? LIARS.prose(shown, seen) : fairJudge(seen);
};

/** The very first reply is prose. */
const slow: Script = (seen) => {
  const shown = shownTo(seen);
  return shown && seen.n === 0 ? LIARS.prose(shown, seen) : fairJudge(seen);
};
