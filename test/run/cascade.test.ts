import { describe, expect, it } from 'vitest';
import type { CascadeSet } from '../../src/analysis/cascade/cascade_types.ts';
import { cascadeSet } from '../../src/analysis/cascade/cascades.ts';
import { pairUp } from '../../src/analysis/pairs.ts';
import { splitTasks } from '../../src/analysis/split.ts';
import { tabulate } from '../../src/analysis/table.ts';
import { runFolder } from '../../src/results/folder.ts';
import { joinJournals } from '../../src/run/join.ts';
import { verifiersOf } from '../../src/run/verifiers.ts';
import { shownTo, verdict } from '../support/judge.ts';
import { chat, type Script } from '../support/loopback.ts';
import { CALL_USD, onBench, type Workbench } from '../support/workbench.ts';
import { judgeBlock, VERDICT_USD } from './judging/bench.ts';

const TASKS = 40;
const REPEATS = 3;

/** `cheap` is wrong in another way each time on every fourth task, and once in three on the next; `big` is always right. Wrong answers are unsure. */
const wavering: Script = (seen) => {
  const number = Number(seen.prompt.slice('task '.length));
  const slips = number % 4 === 0 || (number % 4 === 1 && seen.attempt === 2);
  const wrong = seen.model === 'cheap' && slips;
  const logprobs = {
    content: [-1, -3].map((logprob) => ({ token: 'x', logprob: wrong ? 2 * logprob : logprob / 10 })),
  };
  const text = wrong ? `no idea ${seen.attempt}` : `answer ${number}`;
  return { body: chat(text, { model: seen.model }, seen.body.logprobs === true ? { logprobs } : {}) };
};

/** Knows a right answer by the task alone. */
const judging: Script = (seen) => {
  const shown = shownTo(seen);
  if (shown === undefined) return wavering(seen);
  expect(shown.reference, 'the judge does not see the label').toBeUndefined();
  return verdict(shown, seen, shown.answer === `answer ${/\d+/.exec(shown.task)?.[0]}`);
};

const BLIND = `about: Whether the answer fits the task.
origin: made for tests
kind: pass_fail
reference_answer: never
instructions: Look at the task alone.
criteria:
  - name: Fits
    text: The answer has the number of the task.
`;

/** What a report would be made of. */
async function cascades(bench: Workbench): Promise<CascadeSet> {
  const run = bench.runFile();
  const folder = runFolder(bench.inRun('.'), bench.folder);
  const { ledger } = await joinJournals(folder);
  const table = tabulate(ledger.trials(), ['big', 'cheap'], TASKS, REPEATS);
  const split = splitTasks(table, run.seed);
  const pairs = pairUp(table, table.columns[1]!, table.columns[0]!, split.shuffled);
  const verifiers = await verifiersOf(folder, run);
  return cascadeSet({ candidate: 'cheap', reference: 'big', pairs, ids: table.ids, split, verifiers, floors: [0.2] });
}

const model = { params: { logprobs: true, temperature: 1 } };
const config = { repeats: REPEATS, scorers: ['exact'] };

describe('cascades of a run', () => {
  it('by self-consistency, log-probability and a judge, each with what it cost', () =>
    onBench({ tasks: TASKS, script: judging, model, config }, async (bench) => {
      expect((await bench.run('run')).code).toBe(0);
      const before = await cascades(bench);
      expect(before.cascades.map(({ verifier }) => verifier)).toEqual(['self-consistency', 'logprob']);
      const [agreement, logprob] = before.cascades;
      // Ten tasks are right three times, ten more too, ten twice, ten never. All three answers of cheap are paid, and big where escalated.
      const costs = (curve: CascadeSet['cascades'][number]['curve']) =>
        curve.map((point) => Number(point.cost_per_task_usd));
      expect(agreement!.auc).toBe(1);
      expect(agreement!.curve.map(({ accept_share, quality }) => [accept_share, quality])).toEqual([
        [0, 1],
        [0.5, 1],
        [0.75, 1],
        [1, 0.75],
      ]);
      expect(costs(agreement!.curve)).toEqual([4, 3.5, 3.25, 3].map((calls) => expect.closeTo(calls * CALL_USD, 12)));
      expect(logprob!.read).toBe(TASKS);
      expect(costs(logprob!.curve).at(-1)).toBeCloseTo(CALL_USD, 12);
      expect(bench.completions().every((one) => one.logprob === -0.2 || one.logprob === -4)).toBe(true);

      bench.write('blind.yaml', BLIND);
      const judge = judgeBlock(bench, { rubric: './blind.yaml' });
      bench.configure({ ...config, scorers: ['judge'], judge });
      expect((await bench.run('rescore', '--judge')).code).toBe(0);
      expect((await cascades(bench)).cascades, 'its verdict counts: it is the yardstick').toHaveLength(2);

      expect((await bench.run('rescore', '--scorer', 'exact')).code).toBe(0);
      const after = await cascades(bench);
      expect(after.cascades.slice(0, 2)).toEqual(before.cascades);
      const judged = after.cascades[2]!;
      expect(judged.verifier).toMatch(/^judge@\d+#[0-9a-f]{8}$/);
      expect([judged.read, judged.auc]).toEqual([TASKS, 1]);
      const [none, right, all] = judged.curve;
      expect([none!.quality, right!.quality]).toEqual([1, 1]);
      const escalated = 1 - right!.accept_share;
      expect(costs([none!, right!, all!])).toEqual(
        [1, escalated, 0].map((share) => expect.closeTo((1 + share) * CALL_USD + VERDICT_USD, 12)),
      );
    }));
});
