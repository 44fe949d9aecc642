import { describe, expect, it } from 'vitest';
import { LIARS, type Opinion, type Shown, shownTo, verdict } from '../../support/judge.ts';
import { failure, type Reply, type Script, type Seen, startLoopback } from '../../support/loopback.ts';
import type { Workbench } from '../../support/workbench.ts';
import { honest, isProbe, judgeBlock, judgedReport, onJudged, probes, questions, scoresOf, talkers } from './bench.ts';

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
      const dies = (keep: boolean) =>
        court({ a: yes, b: () => failure(401, 'revoked'), c: () => (keep ? true : false) });
      bench.server.use(dies(true));
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
