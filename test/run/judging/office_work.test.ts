import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isBuilt, spawnBench } from '../../cli/process.ts';
import { judge, shownTo } from '../../support/judge.ts';
import { chat, type Script, type Seen } from '../../support/loopback.ts';
import { onBench, until, type Workbench } from '../../support/workbench.ts';
import { comparableJudged, judgeBlock, judgedReport, modelRequests, PROBES, scoresOf, timesAsked } from './bench.ts';

const TEXT = readFileSync(new URL('../../../datasets/office-work.jsonl', import.meta.url), 'utf8');

interface Row {
  readonly id: string;
  readonly input: string;
  readonly expected: unknown;
  readonly scorer: string | { readonly type: string };
  readonly rubric_points?: readonly string[];
}

const ROWS = TEXT.trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
const typeOf = ({ scorer }: Row): string => (typeof scorer === 'string' ? scorer : scorer.type);
const NUMBER = new Map(ROWS.map(({ input }, i) => [input, i]));
const SUMMARIES = ROWS.filter((row) => typeOf(row) === 'judge');

/** How many points of a summary a model meets: the expert all, but one fewer in every fourth; the intern from all to two fewer. */
function pointsMet(model: string, n: number, points: number): number {
  return points - (model === 'expert' ? (n % 4 === 0 ? 1 : 0) : n % 3);
}

/** Whether a model is right where there is one right answer. */
function isRight(model: string, n: number): boolean {
  return n % (model === 'expert' ? 20 : 7) !== 3;
}

function answer(model: string, n: number): string {
  const row = ROWS[n]!;
  const { expected, rubric_points: points } = row;
  if (points) return `Summary by points. ${points.slice(0, pointsMet(model, n, points.length)).join('\n')}`;
  if (!isRight(model, n)) return typeOf(row) === 'numeric' ? '-1' : 'I do not know.';
  if (typeOf(row) === 'set') return (expected as readonly string[]).join(', ');
  return typeof expected === 'string' ? expected : JSON.stringify(expected);
}

const office: Script = judge(
  ({ answer: text, criteria }) => criteria.map((criterion) => (text.includes(criterion.text) ? 1 : 0)),
  (seen) => ({ body: chat(answer(seen.model, NUMBER.get(seen.prompt)!), { model: seen.model }) }),
);

function atTheOffice(work: (bench: Workbench) => Promise<void>): Promise<void> {
  return onBench({ models: ['expert', 'intern'], script: office, limits: { concurrency: 4 } }, async (bench) => {
    bench.write('office-work.jsonl', TEXT);
    bench.configure({ dataset: 'office-work.jsonl', judge: judgeBlock(bench) });
    await work(bench);
  });
}

function expected(model: string, n: number): number {
  const { rubric_points: points } = ROWS[n]!;
  if (points) return pointsMet(model, n, points.length) / points.length;
  return isRight(model, n) ? 1 : 0;
}

/** The answers of both models to all summaries; where both are the same, it is one question. */
const QUESTIONS = SUMMARIES.reduce((sum, { input }) => {
  const n = NUMBER.get(input)!;
  return sum + (answer('expert', n) === answer('intern', n) ? 1 : 2);
}, 0);

/** Whatever happened on the way: every cell has the score it has to have, and nobody was asked what was known. */
function checkScores(bench: Workbench): void {
  const known = scoresOf(bench);
  expect(known.size).toBe(256);
  for (const model of ['expert', 'intern']) {
    for (const [n, { id }] of ROWS.entries())
      expect([id, known.get(`${id} ${model}`)]).toEqual([id, expected(model, n)]);
  }
}

/** What the judge was asked about the models' summaries; the rest are probes. */
const isSummary = (seen: Seen) => shownTo(seen)?.answer.startsWith('Summary by points. ') === true;
const questions = ({ server }: Workbench) => server.ledger.seen.filter(isSummary);
const probes = ({ server }: Workbench) =>
  server.ledger.seen.filter((seen) => shownTo(seen) !== undefined && !isSummary(seen));

describe('office-work', () => {
  it('runs from end to end: 16 of 128 tasks are judged, by their own points; all others need no judge', () =>
    atTheOffice(async (bench) => {
      expect([ROWS.length, SUMMARIES.length]).toEqual([128, 16]);
      const report = await judgedReport(bench, 'run');
      checkScores(bench);
      expect(report.code).toBe(0);
      expect([modelRequests(bench).length, probes(bench).length, questions(bench).length]).toEqual([
        256,
        PROBES,
        QUESTIONS,
      ]);
      expect(report.judging).toMatchObject({ judged: 32, scored: 32, trials: 256, validation: null });
      expect(report.judging.rubrics).toMatchObject([{ name: 'agreement' }, { name: 'summary', kind: 'pointwise' }]);
      const tasks = new Set(questions(bench).map((seen) => shownTo(seen)?.task));
      expect(tasks).toEqual(new Set(SUMMARIES.map(({ input }) => input)));
      for (const seen of questions(bench)) {
        const shown = shownTo(seen);
        const row = SUMMARIES.find(({ input }) => input === shown?.task);
        expect([...(shown?.criteria ?? [])].map(({ text }) => text).sort()).toEqual(
          [...(row?.rubric_points ?? [])].sort(),
        );
      }
      expect((await bench.run('report')).out).toContain('judge not validated: no human labels');
    }));

  it('without a judge, its summaries have no verdict, and rescore --judge grades them without asking a model', () =>
    atTheOffice(async (bench) => {
      bench.configure({ dataset: 'office-work.jsonl' });
      const ran = await bench.run('run');
      expect(ran.code).toBe(3);
      expect(ran.err).toContain('warning: 16 tasks need a judge and none is configured');
      bench.configure({ dataset: 'office-work.jsonl', judge: judgeBlock(bench) });
      expect((await bench.run('rescore', '--judge')).code).toBe(0);
      checkScores(bench);
      expect([modelRequests(bench).length, questions(bench).length]).toEqual([256, QUESTIONS]);
    }));

  it.skipIf(!isBuilt).each([11])(
    'P1, INV13: killed after %d verdicts and resumed: only what is missing is judged, no model is asked twice',
    (k) =>
      atTheOffice(async (bench) => {
        let asked = 0;
        bench.server.use((seen) => {
          return isSummary(seen) && ++asked > k ? { fault: 'silent' } : office(seen);
        });
        const { child, done } = spawnBench(bench.folder, ['run']);
        const saved = () =>
          bench.ranOnce() ? bench.judgements().filter(({ purpose }) => purpose === 'verdict').length : 0;
        await until(() => asked === Math.min(k + 4, QUESTIONS) && saved() === k);
        child.kill('SIGKILL');
        expect((await done).code).toBe(137);
        await until(() => bench.server.ledger.inFlight === 0);
        const sent = questions(bench).length;
        bench.server.use(office);
        const resumed = await judgedReport(bench, 'resume');
        expect(resumed.code).toBe(0);
        checkScores(bench);
        expect(timesAsked(modelRequests(bench))).toEqual(Array(256).fill(1));
        expect(questions(bench).length - sent).toBe(QUESTIONS - k);
        expect(probes(bench)).toHaveLength(PROBES);
        expect(comparableJudged(resumed)).toEqual(comparableJudged(await judgedReport(bench, 'run', '--fresh')));
      }),
  );
});
