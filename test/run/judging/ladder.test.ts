import { describe, expect, it } from 'vitest';
import { shownTo, verdict } from '../../support/judge.ts';
import { chat, type Script } from '../../support/loopback.ts';
import type { Workbench } from '../../support/workbench.ts';
import {
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

  it('asks nobody, not even a probe, where no task needs a judge', () =>
    onJudged(
      { tasks: 3, config: { scorers: ['exact'] }, judge: { base_url: 'http://127.0.0.1:9/v1' } },
      async (bench) => {
        expect((await bench.run('run')).code).toBe(0);
        expect(bench.server.ledger.seen).toHaveLength(6);
        expect(bench.judgements()).toEqual([]);
      },
    ));

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
