import { describe, expect, it } from 'vitest';
import { shownTo, verdict, without } from '../../support/judge.ts';
import { chat, type Script } from '../../support/loopback.ts';
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
  scoresOf,
  talkers,
  timesAsked,
  VERDICT_USD,
} from './bench.ts';

const fairOf = (models: Script): Script => onAnswers((shown, seen) => verdict(shown, seen, honest(shown)), models);

/** `big` answers even tasks to the letter, and odd ones in a sentence; `cheap` always says the same. */
const terse = fairOf((seen) => {
  const number = Number(seen.prompt.slice('task '.length));
  const text = seen.model === 'cheap' ? 'No idea.' : number % 2 === 0 ? `answer ${number}` : `It is answer ${number}.`;
  return { body: chat(text, { model: seen.model }) };
});

/** What a command asked of the judge: [probes, questions]. */
async function asked(bench: Workbench, ...argv: readonly string[]): Promise<readonly [number, number]> {
  const before = [probes(bench).length, questions(bench).length] as const;
  expect((await bench.run(...argv)).code).toBe(0);
  return [probes(bench).length - before[0], questions(bench).length - before[1]];
}

describe('a ladder', () => {
  it('sends to the judge only what exact could not decide', () =>
    onJudged({ tasks: 6, script: terse }, async (bench) => {
      const report = await judgedReport(bench, 'run');
      expect(report.code).toBe(0);
      const seen = questions(bench).map((one) => shownTo(one)?.answer);
      expect([...seen].sort()).toEqual([
        'It is answer 1.',
        'It is answer 3.',
        'It is answer 5.',
        ...Array(6).fill('No idea.'),
      ]);
      const known = scoresOf(bench);
      expect([1, 2, 3, 4, 5, 6].map((n) => [known.get(`t${n} big`), known.get(`t${n} cheap`)])).toEqual(
        Array(6).fill([1, 0]),
      );
      expect(bench.scores().filter(({ judged }) => judged)).toHaveLength(9);
      expect(report.judging).toMatchObject({ judged: 9, scored: 9, trials: 12 });
    }));

  it('numeric before judge: a number that is there and right needs nobody', () => {
    const numbers = fairOf((seen) => {
      const n = seen.prompt.slice('task '.length);
      return { body: chat(seen.model === 'big' ? `${n}.0` : 'about a dozen', { model: seen.model }) };
    });
    return onJudged({ tasks: 4, script: numbers, config: { scorers: ['numeric', 'judge'] } }, async (bench) => {
      bench.write('tasks.csv', 'id,input,expected\nt1,task 1,1\nt2,task 2,2\nt3,task 3,3\nt4,task 4,4\n');
      expect((await bench.run('run')).code).toBe(0);
      expect(questions(bench).map((one) => shownTo(one)?.answer)).toEqual(Array(4).fill('about a dozen'));
      expect([...scoresOf(bench)].filter(([cell]) => cell.endsWith('big')).map(([, score]) => score)).toEqual([
        1, 1, 1, 1,
      ]);
    });
  });

  it('without a judge in it, or in any task, beside a judge block is refused before anybody is asked (exit 2)', () =>
    onJudged({ tasks: 3, config: { scorers: ['exact'] } }, async (bench) => {
      for (const argv of [['run'], ['run', '--dry-run']]) {
        const ran = await bench.run(...argv);
        expect(ran.code).toBe(2);
        expect(ran.err).toContain('a judge is configured, and no scorer asks it');
      }
      expect(bench.server.ledger.seen).toHaveLength(0);
    }));

  it('with a judge that compares two answers is refused: its scores have another scale (exit 2)', () =>
    onJudged({ tasks: 3, judge: { kind: 'pairwise' }, config: { scorers: ['exact', 'judge'] } }, async (bench) => {
      const ran = await bench.run('run');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('a pairwise judge cannot stand in a list with other scorers');
      expect(bench.server.ledger.seen).toHaveLength(0);
    }));

  it('a task may ask for the judge, and for a rubric, on its own', () =>
    onJudged({ config: { scorers: ['contains'] } }, async (bench) => {
      const own = JSON.stringify({ type: 'judge', rubric: 'summary' }).replaceAll('"', '""');
      bench.write('tasks.csv', `id,input,expected,scorer\nt1,task 1,answer 1,\nt2,task 2,answer 2,"${own}"\n`);
      expect((await bench.run('run')).code).toBe(0);
      expect(questions(bench).map((one) => shownTo(one)?.task)).toEqual(['task 2', 'task 2']);
      expect(bench.runFile().judge?.rubrics.map(({ name }) => name)).toEqual(['agreement', 'summary']);
      expect(bench.scores().flatMap(({ judged }) => judged?.rubric ?? [])).toEqual(['summary', 'summary']);
    }));
});

describe('what was judged', () => {
  it('is not judged again: the same answer of two models, or in two repeats, is one question', () => {
    const alike = fairOf((seen) => ({
      body: chat(`It is ${seen.prompt.replace('task', 'answer')}.`, { model: seen.model }),
    }));
    return onJudged({ tasks: 3, script: alike, config: { repeats: 2 } }, async (bench) => {
      const report = await judgedReport(bench, 'run');
      expect(report.code).toBe(0);
      expect(timesAsked(questions(bench))).toEqual([1, 1, 1]);
      expect(bench.scores()).toHaveLength(12);
      expect(report.judging).toMatchObject({ judged: 12, scored: 12 });
      expect(report.judging.judges[0]).toMatchObject({ scored: 12, not_asked: 0, calls: PROBES + 3 });
    });
  });

  it('is taken from earlier runs; --fresh asks again, and so does resume of a fresh run', () =>
    onJudged({ tasks: 4 }, async (bench) => {
      expect(await asked(bench, 'run')).toEqual([PROBES, 8]);
      expect(await asked(bench, 'run')).toEqual([PROBES, 0]);
      const reused = bench.judgements().filter(({ reused_from }) => reused_from !== undefined);
      expect(new Set(reused.map(({ reused_from }) => reused_from))).toEqual(new Set([bench.runs()[0]]));
      expect(reused).toHaveLength(8);
      expect((await judgedReport(bench, 'report')).judging.judges[0]).toMatchObject({ calls: PROBES, reused: 8 });
      expect(await asked(bench, 'run', '--fresh')).toEqual([PROBES, 8]);
    }));

  it('K2: another price, pace or key name asks nothing anew', () =>
    onJudged({ tasks: 4 }, async (bench) => {
      await bench.run('run');
      const cheaper = { price: { input: 0.1, output: 0.1 } };
      configureJudged(bench, cheaper, { limits: { concurrency: 2, retries: 0 } });
      expect(await asked(bench, 'run')).toEqual([PROBES, 0]);
      configureJudged(bench, { id: 'joan' });
      expect(await asked(bench, 'run')).toEqual([PROBES, 0]);
      configureJudged(bench, { headers: {} }, { reference: 'cheap' });
      expect(await asked(bench, 'run')).toEqual([PROBES, 0]);
    }));

  it.each([
    ['its params', { params: { temperature: 0.5 } }, 8],
    ['its model', { model: 'judge-2' }, 8],
    ['its rubric', { rubric: 'summary' }, 8],
    ['the kind', { kind: 'pairwise' }, 8],
    ['the form', { verdict_form: 'text' }, 8],
    ['its extra body', { extra_body: { top_k: 1 } }, 8],
    ['its headers', { headers: { 'x-tier': 'flex' } }, 8],
  ])('K1: asked anew when %s changes', (_what, change, times) =>
    onJudged({ tasks: 4 }, async (bench) => {
      await bench.run('run');
      configureJudged(bench, change);
      expect(await asked(bench, 'run')).toEqual([PROBES, times]);
      expect(modelRequests(bench)).toHaveLength(8);
    }),
  );

  it('K1: asked anew when the words of the rubric change; a resumed run keeps to the words it began with', () => {
    const rubric = (text: string) =>
      `about: a reply\norigin: a test\nkind: pass_fail\ninstructions: Look.\ncriteria: [{name: good, text: ${text}}]\nreference_answer: never\n`;
    return onJudged({ tasks: 4, judge: { rubric: './own.yaml' } }, async (bench) => {
      bench.write('own.yaml', rubric('It is good.'));
      await bench.run('run');
      const [first] = bench.scores().map(({ scorer }) => scorer);
      bench.write('own.yaml', rubric('It is very good.'));
      expect(await asked(bench, 'resume')).toEqual([0, 0]);
      expect(await asked(bench, 'run')).toEqual([PROBES, 8]);
      expect(bench.scores()[0]?.scorer).not.toBe(first);
      bench.write('own.yaml', `# a comment\n${rubric('It is good.')}`);
      expect(await asked(bench, 'run')).toEqual([PROBES, 0]);
    });
  });

  it('K12: a rubric that shows the label asks anew when the label changes, for that task alone', () =>
    onJudged({ tasks: 4 }, async (bench) => {
      await bench.run('run');
      bench.write(
        'tasks.csv',
        'id,input,expected\nt1,task 1,answer 1\nt2,task 2,answer two\nt3,task 3,answer 3\nt4,task 4,answer 4\n',
      );
      bench.server.use(onAnswers((shown, seen) => verdict(shown, seen, honest(shown))));
      const before = questions(bench).length;
      expect((await bench.run('run')).code).toBe(0);
      const again = questions(bench)
        .slice(before)
        .filter((seen) => shownTo(seen)?.answer !== 'answer two');
      expect(again.map((seen) => shownTo(seen)?.task)).toEqual(['task 2', 'task 2']);
      expect(modelRequests(bench)).toHaveLength(8);
    }));

  it('a run without verdicts lends none: what was unscored is asked', () =>
    onJudged({ tasks: 2, script: onAnswers((shown, seen) => verdict(shown, seen, null)) }, async (bench) => {
      expect((await bench.run('run')).code).toBe(3);
      bench.server.use(fairJudge);
      expect(await asked(bench, 'run')).toEqual([PROBES, 4]);
    }));
});

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
    onJudged({ tasks: 4 }, async (bench) => {
      bench.configure({ scorers: ['exact'] });
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

  it.each([0.01, 0.017, 0.03])(
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
