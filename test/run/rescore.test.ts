import { describe, expect, it } from 'vitest';
import { chat } from '../support/loopback.ts';
import { fair, onBench } from '../support/workbench.ts';

describe('bench rescore', () => {
  it('grades again with another scorer, asks nobody and pays nothing', () =>
    onBench(
      { tasks: 10, script: (seen) => ({ body: chat(`I say answer ${seen.prompt.slice(5)}!`) }) },
      async (bench) => {
        expect((await bench.report('run')).standings.map(({ quality }) => quality)).toEqual([0, 0]);
        const rescored = await bench.report('rescore', '--scorer', 'contains');
        expect(rescored.standings.map(({ quality }) => quality)).toEqual([1, 1]);
        expect(bench.server.ledger.seen).toHaveLength(20);
        expect(bench.scores()).toHaveLength(40);
        expect(bench.runFile().scorers).toEqual([expect.stringMatching(/^contains@/)]);
        expect((await bench.report('report')).standings.map(({ quality }) => quality)).toEqual([1, 1]);
      },
    ));

  it('a plain rescore goes back to the scorer of the run; labels that the other cannot read are refused first', () =>
    onBench({ tasks: 4 }, async (bench) => {
      await bench.run('run');
      await bench.run('rescore', '--scorer', 'contains');
      expect(bench.runFile()).toMatchObject({ scorer: 'exact', rescored: 'contains' });
      await bench.run('rescore');
      expect(bench.runFile()).toMatchObject({ scorer: 'exact', scorers: ['exact@1'] });
      expect(bench.runFile()).not.toHaveProperty('rescored');
      const before = bench.scores().length;
      bench.write('tasks.csv', 'id,input,expected\nt1,task 1,no number here\n');
      await bench.run('run', '--run-id', 'words');
      const refused = await bench.run('rescore', 'words', '--scorer', 'numeric');
      expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('error[LABEL] task "t1"')]);
      expect(before).toBe(24);
    }));

  it('J: what needs a judge stays unscored: bought, counted, exit 3', () =>
    onBench({}, async (bench) => {
      const rows = [1, 2, 3, 4].map((n) => `t${n},task ${n},answer ${n},judge\n`);
      bench.write('tasks.csv', `id,input,expected,scorer\n${rows.join('')}`);
      const report = await bench.report('run');
      expect(report.code).toBe(3);
      expect(report.standings).toMatchObject([{ scored: 0, unscored: 4, quality: null }, {}]);
      expect((await bench.report('rescore')).code).toBe(3);
      expect((await bench.report('rescore', '--allow-missing', '8')).code).toBe(0);
      const left = await bench.report('rescore', '--scorer', 'judge');
      expect(left.code).toBe(3);
      expect(bench.scores().at(-1)?.verdict).toEqual({ state: 'unscored', why: 'needs a judge' });
      expect(bench.server.ledger.seen).toHaveLength(8);
    }));

  it('refuses a scorer that does not exist, and leaves the scores alone', () =>
    onBench({ tasks: 2 }, async (bench) => {
      await bench.run('run');
      const ran = await bench.run('rescore', '--scorer', 'exat');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('exact');
      expect(bench.scores()).toHaveLength(4);
    }));

  it('keeps grades that were recorded in place of answers', () =>
    onBench({ tasks: 4, script: fair }, async (bench) => {
      const rows = [1, 2, 3, 4].map((n) => `t${n},${n === 1 ? 0 : 1}`);
      bench.write('outcomes.csv', `task_id,score\n${rows.join('\n')}\n`);
      const recorded = { provider: 'recorded', path: 'outcomes.csv', base_url: undefined, api_key_env: undefined };
      bench.configure({ reference: 'a' }, ['a'], recorded);
      expect((await bench.report('run')).standings[0]?.quality).toBe(0.75);
      expect((await bench.report('rescore')).standings[0]?.quality).toBe(0.75);
      expect(
        (await bench.report('rescore', '--scorer', 'contains')).standings[0]?.quality,
        'there is no text to grade',
      ).toBe(0.75);
    }));

  it('a recording with gaps is replayed to its end', () =>
    onBench({ tasks: 40 }, async (bench) => {
      bench.write('outcomes.csv', 'task_id,score\nt1,1\nt40,1\n');
      const recorded = { provider: 'recorded', path: 'outcomes.csv', base_url: undefined, api_key_env: undefined };
      bench.configure({ reference: 'a' }, ['a'], recorded);
      const report = await bench.report('run');
      expect(report.code).toBe(3);
      expect(report.standings[0]).toMatchObject({ scored: 2, failed: 38, not_run: 0 });
      expect(bench.server.ledger.seen).toEqual([]);
    }));
});
