import { describe, expect, it } from 'vitest';
import { shownTo, verdict } from '../../support/judge.ts';
import { chat } from '../../support/loopback.ts';
import { configureJudged, fairJudge, honest, onAnswers, onJudged, questions } from './bench.ts';

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
