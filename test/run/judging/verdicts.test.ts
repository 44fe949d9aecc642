import { describe, expect, it } from 'vitest';
import type { VerdictForm } from '../../../src/domain/judge.ts';
import { LIARS, type Opinion, type Shown, shownTo, verdict, without } from '../../support/judge.ts';
import { chat, failure, type Reply, type Script, type Seen, startLoopback } from '../../support/loopback.ts';
import type { Workbench } from '../../support/workbench.ts';
import {
  configureJudged,
  fairJudge,
  honest,
  isProbe,
  judgeBlock,
  judgedReport,
  modelRequests,
  onAnswers,
  onJudged,
  probes,
  questions,
  scoresOf,
  talkers,
} from './bench.ts';

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

type Juror = (shown: Shown, seen: Seen) => Opinion | Reply;

/** Each juror by the name of its model; all are honest about probes. */
function court(jurors: Readonly<Record<string, Juror>>): Script {
  return (seen) => {
    const shown = shownTo(seen);
    if (shown === undefined) return talkers(seen);
    const said = isProbe(shown) ? honest(shown) : (jurors[seen.model] as Juror)(shown, seen);
    return isReply(said) ? said : verdict(shown, seen, said);
  };
}

const isReply = (said: Opinion | Reply): said is Reply =>
  typeof said === 'object' && said !== null && !Array.isArray(said);

function seat(bench: Workbench, names: readonly string[], settings: object = {}): void {
  const models = names.map((name) => {
    const { id: _, model: __, ...at } = judgeBlock(bench);
    return { ...at, id: name, model: name };
  });
  bench.configure({ scorers: ['exact', 'judge'], judge: { models, ...settings } });
}

const yes: Juror = () => true;
const no: Juror = () => false;
const unsure: Juror = () => null;
const mute: Juror = (shown, seen) => LIARS.prose(shown, seen);

describe('a jury of three', () => {
  it('majority: two of three decide, and the report says how often they were not of one mind', () =>
    onJudged({ tasks: 4, script: court({ a: yes, b: honest, c: no }) }, async (bench) => {
      seat(bench, ['a', 'b', 'c']);
      const report = await judgedReport(bench, 'run');
      expect(report.code).toBe(0);
      const known = scoresOf(bench);
      expect(known.get('t3 cheap')).toBe(0);
      expect([...known.values()].filter((score) => score === 1)).toHaveLength(7);
      expect(report.judging).toMatchObject({ combine: null, disagreement: 1, judged: 8, scored: 8 });
      expect(bench.scores()[0]?.judged?.votes.map(({ judge }) => judge)).toEqual(['a', 'b', 'c']);
      expect([probes(bench).length, questions(bench).length]).toEqual([18, 24]);
      expect(report.judging.judges.map(({ judge, calls, scored }) => [judge, calls, scored])).toEqual([
        ['a', 14, 8],
        ['b', 14, 8],
        ['c', 14, 8],
      ]);
    }));

  it('majority counts all jurors: one yes, one no and one that cannot tell is a hung jury (exit 3), two of a kind are enough', () =>
    onJudged({ tasks: 3, script: court({ a: yes, b: honest, c: unsure }) }, async (bench) => {
      seat(bench, ['a', 'b', 'c'], { combine: 'majority' });
      const report = await judgedReport(bench, 'run');
      expect(report.code).toBe(3);
      const known = scoresOf(bench);
      expect(known.get('t3 cheap')).toBe('unscored: judge: jury undecided');
      expect([...known.values()].filter((score) => score === 1)).toHaveLength(5);
      expect(report.judging).toMatchObject({ combine: 'majority', judged: 6, scored: 5 });
    }));

  it('J4: a juror without a verdict is asked once more; the majority stands without it', () =>
    onJudged({ tasks: 2, script: court({ a: yes, b: yes, c: mute }) }, async (bench) => {
      seat(bench, ['a', 'b', 'c']);
      expect((await bench.run('run')).code).toBe(0);
      expect([...scoresOf(bench).values()]).toEqual([1, 1, 1, 1]);
      expect(questions(bench)).toHaveLength(4 + 4 + 8);
      expect((await bench.run('resume')).code).toBe(0);
      expect(questions(bench), 'what is decided is left alone').toHaveLength(16);
    }));

  it('mean: of levels, with all of them or none', () =>
    onJudged(
      { tasks: 2, script: court({ a: () => 5, b: () => 4, c: ({ task }, _seen) => (task === 'task 1' ? 3 : null) }) },
      async (bench) => {
        seat(bench, ['a', 'b', 'c'], { rubric: 'summary' });
        expect((await bench.run('run')).code).toBe(3);
        const known = scoresOf(bench);
        expect(known.get('t1 big')).toBeCloseTo(0.75, 12);
        expect(known.get('t1 cheap')).toBeCloseTo(0.75, 12);
        expect(known.get('t2 big')).toBe('unscored: judge: abstained');
      },
    ));

  it('at two hosts: each at its own address with its own key', async () => {
    const other = await startLoopback(court({ c: no }));
    try {
      await onJudged({ tasks: 4, script: court({ a: yes, b: yes }) }, async (bench) => {
        seat(bench, ['a', 'b']);
        const { id: _, model: __, ...at } = judgeBlock(bench);
        const far = { ...at, id: 'c', model: 'c', base_url: other.url, api_key_env: 'OTHER_KEY' };
        const near = ['a', 'b'].map((name) => ({ ...at, id: name, model: name }));
        bench.configure({ scorers: ['exact', 'judge'], judge: { models: [...near, far] } });
        const ran = await bench.start(['run'], { env: { OTHER_KEY: 'sk-other-1234567890' } }).done;
        bench.check(ran);
        expect(ran.code).toBe(0);
        expect(ran.err).toContain(`calls 127.0.0.1:${other.port}: judge c`);
        expect([...scoresOf(bench).values()]).toEqual(Array(8).fill(1));
        expect(other.ledger.seen).toHaveLength(6 + 8);
        expect(other.ledger.keysSeen).toEqual(new Set(['Bearer sk-other-1234567890']));
        expect(bench.server.ledger.keysSeen.size).toBe(1);
        expect(other.ledger.maxInFlight).toBeLessThanOrEqual(4);
      });
    } finally {
      await other.close();
    }
  });

  it('J12: one dead juror ends the run before a model is paid', () =>
    onJudged({ tasks: 2 }, async (bench) => {
      bench.server.use((seen) => (seen.model === 'b' ? failure(401, 'bad key') : court({ a: yes, c: no })(seen)));
      seat(bench, ['a', 'b', 'c']);
      expect((await bench.run('run')).code).toBe(4);
      expect(bench.server.ledger.seen.map(({ model }) => model)).toEqual([...Array(6).fill('a'), 'b']);
    }));

  it('J13: one that dies in the middle ends the judging (exit 4); --keep-going hears the others, resume asks the missing one where nothing is decided', () =>
    onJudged({ tasks: 4, limits: { concurrency: 1 } }, async (bench) => {
      bench.server.use(court({ a: yes, b: () => failure(401, 'revoked'), c: yes }));
      seat(bench, ['a', 'b', 'c']);
      const ran = await bench.run('run', '--keep-going');
      expect(ran.code).toBe(4);
      expect(
        questions(bench)
          .map(({ model }) => model)
          .sort()
          .join(''),
      ).toBe('aaaaaaaabcccccccc');
      bench.server.use(court({ a: no, b: yes, c: no }));
      const before = questions(bench).length;
      expect((await bench.run('resume')).code).toBe(0);
      expect(
        questions(bench)
          .slice(before)
          .map(({ model }) => model),
      ).toEqual(Array(7).fill('b'));
      expect([...scoresOf(bench).values()]).toEqual(Array(8).fill(1));
    }));

  it('that is one judge under three names is refused: their verdicts would be one', () =>
    onJudged({ tasks: 2 }, async (bench) => {
      const { id: _, ...one } = judgeBlock(bench);
      bench.configure({ scorers: ['exact', 'judge'], judge: { models: ['a', 'b'].map((id) => ({ ...one, id })) } });
      const ran = await bench.run('run');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('judges a and b ask the same model the same');
      bench.configure({
        scorers: ['exact', 'judge'],
        judge: { models: ['a', 'b'].map((id, seed) => ({ ...one, id, params: { seed } })) },
      });
      expect((await bench.run('run')).code).toBe(0);
      expect(questions(bench)).toHaveLength(8);
    }));
});

const IDS = ['tell-tale-giant', 'tell-tale-dwarf'];
const script = onAnswers(
  (shown, seen) => verdict(shown, seen, honest(shown)),
  (seen) => ({
    body: chat(`It is answer ${seen.prompt.slice(5)}.${seen.model === IDS[0] ? ' ' : ''}!`, { model: seen.model }),
  }),
);

describe('what a judge is shown', () => {
  it.each(['pass_fail', 'pointwise', 'pairwise'])('J21: no model, price, run, judge or key (%s)', (kind) =>
    onJudged({ models: IDS, script, model: { price: { input: 31.4159, output: 27.1828 } } }, async (bench) => {
      configureJudged(bench, { id: 'tell-tale-judge', kind, price: { input: 16.1803, output: 1 } });
      expect((await bench.run('run', '--run-id', 'tell-tale-run')).code).toBe(0);
      const seen = questions(bench);
      expect(seen.length).toBeGreaterThanOrEqual(4);
      for (const { body } of seen) {
        const { model, ...rest } = body;
        expect(model).toBe('judge-model');
        expect(JSON.stringify(rest)).not.toMatch(/tell-tale|31\.4|27\.1|16\.18|sk-test|results/);
      }
    }),
  );

  it('J21: an answer is shown whole up to its limit, and cut in the middle beyond it, which is flagged', () => {
    const long = (n: number) => `It is answer 1. ${'x'.repeat(n - 16)}`;
    const talkative = onAnswers(
      (shown, seen) => verdict(shown, seen, true),
      (seen) => ({ body: chat(long(seen.model === 'big' ? 200 : 5000), { model: seen.model }) }),
    );
    return onJudged({ tasks: 1, script: talkative, judge: { max_answer_chars: 200 } }, async (bench) => {
      await bench.run('run');
      const answers = questions(bench).map((seen) => shownTo(seen)?.answer ?? '');
      expect(answers).toContain(long(200));
      const cut = answers.find((answer) => answer !== long(200)) ?? '';
      expect(cut).toBe(`${long(200).slice(0, 100)}\n[... 4800 characters left out ...]\n${'x'.repeat(100)}`);
      const judged = new Map(bench.scores().map((score) => [score.model, score.judged]));
      expect(judged.get('big')).not.toHaveProperty('cut');
      expect(judged.get('cheap')).toMatchObject({ cut: true, chars: 5000 });
    });
  });

  it('INV7: the key of the judge reaches the judge, and no file and no output', () =>
    onJudged({ script: fairJudge, judge: { api_key_env: 'JUDGE_KEY' } }, async (bench) => {
      const key = 'sk-judge-9876543210zyxwvuts';
      const ran = await bench.start(['run'], { env: { JUDGE_KEY: key } }).done;
      expect(ran.code).toBe(0);
      expect(ran.out + ran.err).not.toContain(key);
      expect(bench.server.ledger.keysSeen).toEqual(new Set(['Bearer sk-test-0123456789abcdefghij', `Bearer ${key}`]));
      const files = ['run.json', 'completions.jsonl', 'scores.jsonl', 'judgements.jsonl'];
      for (const file of files) expect(bench.read(file), file).not.toContain(key);
    }));
});

const ONE_BY_ONE = { tasks: 12, limits: { concurrency: 1 }, script: fairJudge };

/** Tasks and answers in the order in which the judge was asked. */
async function order(bench: Workbench, ...flags: readonly string[]): Promise<readonly string[]> {
  const before = questions(bench).length;
  expect((await bench.run('run', '--fresh', ...flags)).code).toBe(0);
  return questions(bench)
    .slice(before)
    .map((seen) => `${shownTo(seen)?.task}: ${shownTo(seen)?.answer}`);
}

describe('the order of questions', () => {
  it('is fixed by the seed, and is neither that of tasks nor that of models', () =>
    onJudged(ONE_BY_ONE, async (bench) => {
      const first = await order(bench, '--seed', '7');
      expect(first).toHaveLength(24);
      expect(await order(bench, '--seed', '7')).toEqual(first);
      const other = await order(bench, '--seed', '8');
      expect(other).not.toEqual(first);
      expect([...other].sort()).toEqual([...first].sort());
      const tasks = first.map((one) => Number(/\d+/.exec(one)?.[0]));
      expect(tasks).not.toEqual([...tasks].sort((a, b) => a - b));
      const authors = first.map((one) => (one.includes('It is') ? 'big' : 'cheap')).join();
      expect(authors).not.toBe([...authors.split(',')].sort().join());
    }));

  it('of criteria differs from task to task, is the same for all answers to one, and follows the seed', () =>
    onJudged({ ...ONE_BY_ONE, judge: { rubric: 'summary' } }, async (bench) => {
      const orders = async (seed: string) => {
        const before = questions(bench).length;
        await bench.run('run', '--fresh', '--seed', seed);
        const byTask = new Map<string, Set<string>>();
        for (const seen of questions(bench).slice(before)) {
          const shown = shownTo(seen);
          const names = shown?.criteria.map(({ name }) => name).join(' | ') ?? '';
          byTask.set(shown?.task ?? '', (byTask.get(shown?.task ?? '') ?? new Set()).add(names));
        }
        return new Map([...byTask].sort().map(([task, names]) => [task, [...names]]));
      };
      const first = await orders('7');
      expect(first.size).toBe(12);
      for (const names of first.values()) expect(names).toHaveLength(1);
      expect(new Set([...first.values()].flat()).size).toBeGreaterThan(2);
      expect(await orders('7')).toEqual(first);
      expect(await orders('8')).not.toEqual(first);
    }));

  it('N27, INV9: any pace gives the same report, and is kept to', async () => {
    const reports: unknown[] = [];
    for (const concurrency of [1, 3, 16]) {
      await onJudged(
        { tasks: 6, limits: { concurrency }, script: (seen) => ({ ...(fairJudge(seen) as object), delay_ms: 5 }) },
        async (bench) => {
          const report = await judgedReport(bench, 'run');
          const { judges, ...judging } = report.judging;
          reports.push([judging, judges.map(({ scored, calls }) => [scored, calls])]);
          const busiest = bench.server.ledger.maxInFlight;
          expect(busiest).toBeLessThanOrEqual(concurrency);
          if (concurrency === 3) expect(busiest).toBe(3);
        },
      );
    }
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
  });
});
