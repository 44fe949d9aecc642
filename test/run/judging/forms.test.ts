import { describe, expect, it } from 'vitest';
import type { VerdictForm } from '../../../src/domain/judge.ts';
import { type Shown, shownTo, verdict, without } from '../../support/judge.ts';
import { chat, failure, type Script } from '../../support/loopback.ts';
import type { Workbench } from '../../support/workbench.ts';
import { fairJudge, judgedReport, modelRequests, onAnswers, onJudged, probes, questions, scoresOf } from './bench.ts';

const FORMS: readonly VerdictForm[] = ['json_schema', 'tool', 'json', 'text'];
const formsOf = (bench: Workbench) => new Set(questions(bench).map((seen) => shownTo(seen)?.form));

/** A rubric of one's own: weights 3, 1 and 4 on levels from 1 to 5. */
const WEIGHTED = `about: a sentence
origin: made for a test
kind: pointwise
instructions: Look at the sentence.
scale: {min: 1, max: 5}
reference_answer: if_present
criteria:
  - {name: right, text: It is right., weight: 3}
  - {name: short, text: It is short., weight: 1}
  - {name: kind, text: It is kind., weight: 4}
`;
const LEVELS: Readonly<Record<string, number>> = { right: 5, short: 2, kind: 3 };
const weighted = onAnswers((shown, seen) =>
  verdict(
    shown,
    seen,
    shown.criteria.map(({ name }) => LEVELS[name] ?? null),
  ),
);

describe('the form of a verdict', () => {
  it.each(FORMS.map((form, i) => [form, FORMS.slice(0, i)] as const))(
    'is %s where the endpoint does not know %j: run.json holds it, models are paid afterwards',
    (form, missing) =>
      onJudged({ tasks: 3, script: without(missing, fairJudge) }, async (bench) => {
        expect((await bench.run('run')).code).toBe(0);
        expect(bench.runFile().judge?.models[0]).toMatchObject({ verdict_form: form });
        expect(formsOf(bench)).toEqual(new Set([form]));
        expect(probes(bench)).toHaveLength(6 + missing.length);
        expect(scoresOf(bench).get('t3 cheap')).toBe(0);
        expect(scoresOf(bench).get('t2 cheap')).toBe(1);
        expect((await bench.run('run', '--fresh')).code).toBe(0);
        expect(probes(bench)).toHaveLength(2 * (6 + missing.length));
      }),
  );

  it('J12: an endpoint that knows none ends the run before a model is paid, with what it said', () =>
    onJudged({ tasks: 3, script: without(FORMS, fairJudge) }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(4);
      expect(ran.err).toContain(
        'error[JUDGE] judge jane gives no verdict that can be read (http 400: text is not supported)',
      );
      expect([probes(bench).length, modelRequests(bench).length]).toEqual([4, 0]);
    }));

  it('is what the config says, and no other is tried', () =>
    onJudged({ tasks: 3, judge: { verdict_form: 'tool' }, script: without(['tool'], fairJudge) }, async (bench) => {
      expect((await bench.run('run')).code).toBe(4);
      expect(probes(bench)).toHaveLength(1);
    }));

  it.each([
    ["Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", {}],
    ['Unsupported parameter', { param: 'response_format', code: 'unsupported_parameter' }],
    ['This response_format type is unavailable now', { type: 'invalid_request_error' }],
    ["'response_format.type' must be 'text'", {}],
  ])('falls back for the words of real endpoints: %s', (message, error) => {
    const script: Script = (seen) =>
      shownTo(seen)?.form === 'json_schema' ? failure(400, message, error) : fairJudge(seen);
    return onJudged({ tasks: 2, script }, async (bench) => {
      expect((await bench.run('run')).code).toBe(0);
      expect(formsOf(bench)).toEqual(new Set(['tool']));
    });
  });

  it('falls back where an endpoint takes the field and ignores it', () => {
    const deaf: Script = (seen) => {
      const form = shownTo(seen)?.form;
      return form !== undefined && form !== 'text'
        ? { body: chat('A fine answer. I would let it pass.') }
        : fairJudge(seen);
    };
    return onJudged({ tasks: 2, script: deaf }, async (bench) => {
      expect((await bench.run('run')).code).toBe(0);
      expect(formsOf(bench)).toEqual(new Set(['text']));
    });
  });
});

describe.each(FORMS)('verdicts as %s', (form) => {
  const judge = { verdict_form: form };

  it('J1: pass_fail', () =>
    onJudged({ tasks: 3, judge }, async (bench) => {
      expect((await bench.run('run')).code).toBe(0);
      expect([...scoresOf(bench)].sort()).toEqual(
        ['t1 big', 't1 cheap', 't2 big', 't2 cheap', 't3 big', 't3 cheap'].map((cell) => [
          cell,
          cell === 't3 cheap' ? 0 : 1,
        ]),
      );
    }));

  it('J1: pointwise: (3 x 4/4 + 1 x 1/4 + 4 x 2/4) / 8, whatever the order of the criteria', () =>
    onJudged({ tasks: 5, judge: { ...judge, rubric: './mine.yaml' }, script: weighted }, async (bench) => {
      bench.write('mine.yaml', WEIGHTED);
      expect((await bench.run('run')).code).toBe(0);
      expect(new Set(scoresOf(bench).values())).toEqual(new Set([5.25 / 8]));
      expect(bench.scores()[0]?.judged).toMatchObject({ kind: 'pointwise', rubric: './mine.yaml' });
      expect(bench.scores()[0]?.judged?.votes[0]?.detail).toBe('kind 3, right 5, short 2');
      const orders = questions(bench).map((seen) =>
        shownTo(seen)
          ?.criteria.map(({ name }) => name)
          .join(),
      );
      expect(new Set(orders).size, 'one order for all tasks').toBeGreaterThan(1);
    }));

  it('J1: pairwise: both orders, always', () =>
    onJudged({ tasks: 3, judge: { ...judge, kind: 'pairwise' } }, async (bench) => {
      const report = await judgedReport(bench, 'run');
      expect(report.code).toBe(0);
      expect(Object.fromEntries(scoresOf(bench))).toEqual({
        't1 big': 0.5,
        't1 cheap': 0.5,
        't2 big': 0.5,
        't2 cheap': 0.5,
        't3 big': 0.5,
        't3 cheap': 0,
      });
      const pairs = questions(bench)
        .map((seen) => shownTo(seen) as Shown)
        .map(({ answer, other }) => [answer, other]);
      expect(pairs).toHaveLength(6);
      for (const [first, second] of pairs) expect(pairs).toContainEqual([second, first]);
      expect(report.judging.judges[0]).toMatchObject({ order_consistency: { value: 1 } });
    }));

  it('J16: pairwise: who always prefers the first says nothing: ties, and its preference is told', () =>
    onJudged(
      {
        tasks: 3,
        judge: { ...judge, kind: 'pairwise' },
        script: onAnswers((shown, seen) => verdict(shown, seen, 'first')),
      },
      async (bench) => {
        const report = await judgedReport(bench, 'run');
        expect(new Set(scoresOf(bench).values())).toEqual(new Set([0.5]));
        expect(report.judging.judges[0]).toMatchObject({
          order_consistency: { value: 0, n: 3 },
          first_preference: { value: 1, n: 6 },
        });
      },
    ));
});

describe('pairwise', () => {
  it('J17: an empty answer loses, and one against an empty reference wins, without a question', () => {
    const quiet: Script = (seen) => {
      const isQuiet =
        (seen.model === 'big' && seen.prompt === 'task 1') || (seen.model === 'cheap' && seen.prompt === 'task 2');
      return shownTo(seen) === undefined && isQuiet ? { body: chat('', { model: seen.model }) } : fairJudge(seen);
    };
    return onJudged({ tasks: 3, judge: { kind: 'pairwise' }, script: quiet }, async (bench) => {
      expect((await bench.run('run')).code).toBe(0);
      expect(Object.fromEntries(scoresOf(bench))).toEqual({
        't1 big': 0,
        't1 cheap': 1,
        't2 big': 0.5,
        't2 cheap': 0,
        't3 big': 0.5,
        't3 cheap': 0,
      });
      expect(questions(bench)).toHaveLength(2);
    });
  });

  it('N15: where the reference failed there is nothing to compare with: unscored, until resume has its answer', () => {
    const ill: Script = (seen) =>
      shownTo(seen) === undefined && seen.model === 'big' && seen.prompt === 'task 1'
        ? failure(500, 'ill')
        : fairJudge(seen);
    return onJudged({ tasks: 3, judge: { kind: 'pairwise' }, script: ill }, async (bench) => {
      expect((await bench.run('run')).code).toBe(3);
      expect(scoresOf(bench).get('t1 cheap')).toBe('unscored: judge: the reference has no answer to compare with');
      expect(questions(bench)).toHaveLength(4);
      bench.server.use(fairJudge);
      expect((await bench.run('resume')).code).toBe(0);
      expect(scoresOf(bench).get('t1 cheap')).toBe(0.5);
      expect(questions(bench)).toHaveLength(6);
    });
  });
});
