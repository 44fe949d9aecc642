import { describe, expect, it } from 'vitest';
import { shownTo, verdict, without } from '../../support/judge.ts';
import { CALL_USD, until, type Workbench } from '../../support/workbench.ts';
import {
  comparableJudged,
  configureJudged,
  DEAR,
  dearJudge,
  fairJudge,
  honest,
  JUDGE_PRICE,
  judgedReport,
  modelRequests,
  onAnswers,
  onJudged,
  PROBES,
  paidTo,
  probes,
  questions,
  talkers,
  VERDICT_USD,
} from './bench.ts';

const LIMITED = { params: { max_completion_tokens: 50 } };
const usd = (value: unknown) => Number(value as string);

interface Estimate {
  readonly models: readonly { readonly calls: number }[];
  readonly judges: readonly { readonly judge: string; readonly calls: number; readonly input_tokens: number }[];
}

async function dryRun(bench: Workbench): Promise<Estimate> {
  const before = bench.server.ledger.seen.length;
  const ran = await bench.run('run', '--dry-run', '--json');
  expect(ran.code).toBe(0);
  expect(bench.server.ledger.seen).toHaveLength(before);
  return JSON.parse(ran.out) as Estimate;
}

describe('what a judge costs', () => {
  it('C11, INV11: is a line of its own: tokens of the server times its price; models cost what they cost without', () =>
    onJudged({ tasks: 4, config: { scorers: ['exact'] } }, async (bench) => {
      const plain = await judgedReport(bench, 'run', '--fresh');
      bench.server.ledger.tokens.input = 0;
      bench.server.ledger.tokens.output = 0;
      configureJudged(bench);
      const report = await judgedReport(bench, 'run', '--fresh');
      const costs = (one: typeof report) =>
        one.standings.map(({ cost_usd, cost_per_task_usd }) => [cost_usd, cost_per_task_usd]);
      expect(costs(report)).toEqual(costs(plain));
      const calls = PROBES + 8;
      expect(bench.server.ledger.tokens).toEqual({ input: 10 * (8 + calls), output: 5 * (8 + calls) });
      expect(bench.judgements()).toHaveLength(calls);
      expect(paidTo(bench.judgements())).toBeCloseTo(calls * VERDICT_USD, 12);
      expect(usd(report.judging.cost_usd)).toBeCloseTo(calls * VERDICT_USD, 12);
      expect(report.judging.judges[0]).toMatchObject({
        calls,
        input_tokens: calls * 10,
        output_tokens: calls * 5,
        cost_unknown: 0,
      });
      expect((await bench.run('report')).out).toContain('judge cost $');
    }));

  it('C1: without a price is unknown, never 0, and no model is worse off', () =>
    onJudged({ tasks: 2 }, async (bench) => {
      configureJudged(bench, { price: undefined });
      const report = await judgedReport(bench, 'run');
      expect(report.judging).toMatchObject({ cost_usd: null, cost_unknown: PROBES + 4 });
      expect(report.standings.map(({ cost_unknown }) => cost_unknown)).toEqual([0, 0]);
    }));

  it('C2: without usage is unknown and counted', () => {
    const silent = onAnswers((shown, seen) => {
      const reply = verdict(shown, seen, honest(shown));
      return { body: { ...(reply.body as object), usage: undefined } };
    });
    return onJudged({ tasks: 2, script: silent }, async (bench) => {
      const report = await judgedReport(bench, 'run');
      expect(report.judging).toMatchObject({ cost_unknown: 4 });
      expect(usd(report.judging.cost_usd)).toBeCloseTo(PROBES * VERDICT_USD, 12);
    });
  });
});

describe('--dry-run', () => {
  it.each([
    ['pass_fail', 24],
    ['pointwise', 24],
    ['pairwise', 24],
  ])('names the judge with at most as many calls as it will get (%s), and asks nobody', (kind, most) =>
    onJudged({ tasks: 6, judge: { kind }, config: { repeats: 2 } }, async (bench) => {
      const { judges } = await dryRun(bench);
      expect(judges).toMatchObject([{ judge: 'jane', calls: most + PROBES }]);
      await bench.run('run', '--fresh');
      expect(probes(bench).length + questions(bench).length).toBeLessThanOrEqual(most + PROBES);
      expect((await bench.run('run', '--dry-run')).out).toContain('judge jane');
    }),
  );

  it('says nothing of a judge that no task needs', () =>
    onJudged({ tasks: 2, config: { scorers: ['exact'] } }, async (bench) =>
      expect((await dryRun(bench)).judges).toEqual([]),
    ));

  it('needs no key', () =>
    onJudged({ tasks: 2, judge: { base_url: 'https://judge.invalid/v1', api_key_env: 'NOT_SET' } }, async (bench) =>
      expect((await dryRun(bench)).judges).toHaveLength(1),
    ));
});

const DEAR_USD = (DEAR.input * JUDGE_PRICE.input + DEAR.output * JUDGE_PRICE.output) / 1e6;

describe('a cap', () => {
  const capped = { tasks: 8, model: LIMITED, judge: LIMITED, script: dearJudge };
  const dearlySpent = (bench: Workbench) =>
    modelRequests(bench).length * CALL_USD + (probes(bench).length + questions(bench).length) * DEAR_USD;

  it.each([0.01, 0.017, 0.02, 0.03, 0.04])(
    'C7: of $%d counts models and judge: never exceeded; resume with a higher one goes on',
    (cap) =>
      onJudged(capped, async (bench) => {
        const ran = await bench.run('run', '--max-cost', String(cap));
        expect(ran.code).toBe(3);
        expect(ran.err.match(/error\[BUDGET\]/g)).toHaveLength(1);
        const before = dearlySpent(bench);
        expect(before).toBeLessThanOrEqual(cap);
        expect(before).toBeGreaterThan(cap - 2 * 0.006);
        expect((await bench.run('resume')).code).toBe(3);
        expect(dearlySpent(bench)).toBeLessThanOrEqual(cap);
        const report = await judgedReport(bench, 'resume', '--max-cost', '1');
        expect(report.code).toBe(0);
        expect([modelRequests(bench).length, questions(bench).length, probes(bench).length]).toEqual([16, 16, PROBES]);
        const undisturbed = await judgedReport(bench, 'run', '--fresh');
        expect(comparableJudged(report)).toEqual(comparableJudged(undisturbed));
      }),
  );

  it('C7: reached in judging is told with its figures', () =>
    onJudged(capped, async (bench) => {
      const ran = await bench.run('run', '--max-cost', '0.04');
      const judged = questions(bench).length;
      const total = bench
        .judgements()
        .reduce((sum, { cost }) => sum + (cost.state === 'known' ? Number(cost.usd) : 0), 16 * CALL_USD);
      expect(ran.err).toContain(
        `error[BUDGET] budget $0.04: spent $${Number(total.toFixed(8))}, ${judged} of 16 judgements done`,
      );
      expect(ran.err).toContain(`hint: a higher cap for the same run: bench resume ${bench.runs()[0]} --max-cost ...`);
    }));

  it('C8: a judge whose reply has no bound is refused before anything is sent (exit 2)', () =>
    onJudged({ tasks: 2, model: LIMITED }, async (bench) => {
      const ran = await bench.run('run', '--max-cost', '1');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('jane has no upper bound: nothing limits its output');
      expect(bench.server.ledger.seen).toHaveLength(0);
    }));

  it('C9: too small for one question: exit 2 or 3, no model is paid', () =>
    onJudged({ tasks: 2, model: LIMITED, judge: LIMITED }, async (bench) => {
      const ran = await bench.run('run', '--max-cost', '0.0008');
      expect([2, 3]).toContain(ran.code);
      expect(bench.server.ledger.seen).toHaveLength(0);
    }));

  it('C10: what was cut off in judging counts with the most it can cost', () => {
    const mute = onAnswers(() => ({ fault: 'silent' }));
    return onJudged(
      { tasks: 4, model: LIMITED, judge: LIMITED, config: { max_cost: 0.05 }, script: mute },
      async (bench) => {
        const { io, done } = bench.start(['run']);
        await until(() => questions(bench).length === 4);
        io.interrupt('SIGINT');
        const ran = await done;
        bench.check(ran);
        expect(ran.code).toBe(130);
        const cut = bench.judgements().filter(({ purpose }) => purpose === 'verdict');
        expect(cut).toHaveLength(4);
        for (const judgement of cut) {
          expect(judgement).toMatchObject({ status: 'failed', why: 'failed', reason: 'interrupted' });
          expect(Number(judgement.charged_usd)).toBeGreaterThan(50 * 4e-6);
        }
        bench.server.use(fairJudge);
        expect((await bench.run('resume')).code).toBe(0);
      },
    );
  });

  it('C10: so does a probe that was cut off', () =>
    onJudged(
      {
        tasks: 2,
        model: LIMITED,
        judge: LIMITED,
        config: { max_cost: 0.05 },
        script: (seen) => (seen.n < 2 ? fairJudge(seen) : { fault: 'silent' }),
      },
      async (bench) => {
        const { io, done } = bench.start(['run']);
        await until(() => probes(bench).length === 3);
        io.interrupt('SIGINT');
        expect((await done).code).toBe(130);
        expect(bench.judgements().map(({ why, reason }) => why && reason)).toEqual([
          undefined,
          undefined,
          'interrupted',
        ]);
        expect(Number(bench.judgements()[2]?.charged_usd)).toBeGreaterThan(50 * 4e-6);
        bench.server.use(fairJudge);
        expect((await bench.run('resume')).code).toBe(0);
        expect(probes(bench)).toHaveLength(PROBES + 1);
      },
    ));
});

it('C11: refused forms of a verdict cost nothing', () =>
  onJudged(
    {
      tasks: 2,
      script: without(
        ['json_schema'],
        onAnswers((shown, seen) => verdict(shown, seen, honest(shown)), talkers),
      ),
    },
    async (bench) => {
      const report = await judgedReport(bench, 'run');
      expect(usd(report.judging.cost_usd)).toBeCloseTo((PROBES + 4) * VERDICT_USD, 12);
      expect(shownTo(questions(bench)[0]!)?.form).toBe('tool');
    },
  ));
