import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { onBench } from '../support/workbench.ts';

/** Imports a file and gives the report. */
const importing = (
  text: string,
  flags: readonly string[],
  check: (
    report: Awaited<ReturnType<import('../support/workbench.ts').Workbench['report']>>,
    bench: import('../support/workbench.ts').Workbench,
  ) => void | Promise<void>,
) =>
  onBench({}, async (bench) => {
    bench.write('outcomes.csv', text);
    await check(await bench.report('import', 'outcomes.csv', ...flags), bench);
    expect(bench.server.ledger.seen).toEqual([]);
  });

describe('bench import', () => {
  it('makes a run of scores and costs; an empty cell is unknown, never 0', () =>
    importing(
      'task_id,model,score,cost_usd\na,x,1,0.02\nb,x,,0.03\na,y,0.5,\nb,y,0,0.01\n',
      [],
      async (report, bench) => {
        expect(report.code).toBe(0);
        expect(report.run).toMatchObject({ reference: 'x', tasks: 2 });
        expect(report.standings).toMatchObject([
          { model: 'x', scored: 1, unscored: 1, quality: 1, cost_usd: '0.05', cost_unknown: 0 },
          { model: 'y', scored: 2, quality: 0.25, cost_usd: '0.01', cost_unknown: 1 },
        ]);
        expect((await bench.report('report')).code, 'there is nobody to ask for what is unknown').toBe(0);
        const resumed = await bench.run('resume');
        expect(resumed.code).toBe(2);
        expect(resumed.err).toContain('was imported: there is no model to ask again');
      },
    ));

  it('takes other column names, and only the rows that are asked for', () =>
    importing(
      'set,instance,model,resolved\ns1,a,x,1\ns2,a,x,0\ns1,b,x,true\n',
      ['--where', 'set=s1', '--columns', 'task_id=instance,score=resolved'],
      (report) => {
        expect(report.standings).toMatchObject([{ tasks: 2, scored: 2, quality: 1 }]);
      },
    ));

  it('grades outputs with labels of the file, or of a dataset', () =>
    onBench({ tasks: 2 }, async (bench) => {
      bench.write(
        'a.jsonl',
        '{"task_id":"t1","model":"x","output":"It is 7.","expected":"7"}\n{"task_id":"t2","model":"x","output":"8","expected":"9"}\n',
      );
      expect((await bench.report('import', 'a.jsonl', '--scorer', 'numeric')).standings).toMatchObject([
        { scored: 2, quality: 0.5 },
      ]);
      bench.write('b.csv', 'task_id,model,output\nt1,x,answer 1\nt2,x,nonsense\n');
      const labelled = await bench.report('import', 'b.csv', '--dataset', 'tasks.csv');
      expect(labelled.standings).toMatchObject([{ scored: 2, quality: 0.5 }]);
      expect((await bench.report('rescore', '--scorer', 'contains')).standings).toMatchObject([{ quality: 0.5 }]);
      const [first] = bench.runs();
      const unlabelled = await bench.run('rescore', first ?? '');
      expect(unlabelled.code).toBe(2);
      expect(unlabelled.err).toContain(
        `run ${first} was imported without a dataset: there are no labels to grade by\nhint: bench import a.jsonl --scorer NAME\n`,
      );
    }));

  it('a model whose every cost is 0 has unknown costs, unless it is said to be free', async () => {
    const text = 'task_id,model,score,cost_usd\na,x,1,0.02\na,y,1,0\n';
    await importing(text, [], (report) =>
      expect(report.standings[1]).toMatchObject({ cost_usd: null, cost_unknown: 1 }),
    );
    await importing(text, ['--free', 'y'], (report) =>
      expect(report.standings[1]).toMatchObject({ cost_usd: '0', cost_unknown: 0 }),
    );
    await importing('task_id,model,score,cost_usd\na,x,1,0\n', [], (report) =>
      expect(report.standings[0]).toMatchObject({ cost_usd: '0' }),
    );
  });

  it('takes repeats apart', () =>
    importing('task_id,model,score,repeat\na,x,1,0\na,x,0,1\n', [], (report) => {
      expect(report.run.repeats).toBe(2);
      expect(report.standings[0]).toMatchObject({ scored: 2, quality: 0.5 });
    }));

  it.each([
    [
      'duplicates',
      'task_id,model,score\na,x,1\nb,x,1\na,x,0\n',
      [],
      /model "x" answered task "a" already in line 2 \(outcomes\.csv:4\)/,
    ],
    [
      'rows without id or model',
      'task_id,model,score\n,x,1\nb,,1\n',
      [],
      /no task_id \(outcomes\.csv:2\)[\s\S]*no model \(outcomes\.csv:3\)/,
    ],
    [
      'a weight that is none',
      'task_id,model,score,weight\na,x,1,-2\n',
      [],
      /weight "-2" is not a number above 0 \(outcomes\.csv:2\)/,
    ],
    ['a repeat that is none', 'task_id,model,score,repeat\na,x,1,x\n', [], /repeat is not a whole number/],
    ['a task with two segments', 'task_id,model,score,segment\na,x,1,s\na,y,1,t\n', [], /another segment or weight/],
    ['no model column', 'task_id,score\na,1\n', [], /no column "model"; found task_id, score[\s\S]*--columns model=/],
    ['no outcome', 'task_id,model\na,x\n', [], /neither a column "score" nor "output"/],
    ['no rows', 'task_id,model,score\n', [], /no outcomes|no rows/],
    ['a filter that nothing passes', 'task_id,model,score\na,x,1\n', ['--where', 'model=y'], /no row has model=y/],
    ['a filter by a column that is not there', 'task_id,model,score\na,x,1\n', ['--where', 'set=y'], /no column "set"/],
    [
      'a role that does not exist',
      'task_id,model,score\na,x,1\n',
      ['--columns', 'taskid=a'],
      /--columns: there is no "taskid"/,
    ],
    [
      'a pair that is none',
      'task_id,model,score\na,x,1\n',
      ['--where', 'model'],
      /--where takes name=value, not "model"/,
    ],
    [
      'another reference',
      'task_id,model,score\na,x,1\n',
      ['--reference', 'z'],
      /no model "z" among the rows[\s\S]*it has x/,
    ],
  ])('refuses %s, and writes nothing', (_what, text, flags, message) =>
    onBench({}, async (bench) => {
      bench.write('outcomes.csv', text);
      const ran = await bench.run('import', 'outcomes.csv', ...flags);
      expect(ran.code).toBe(2);
      expect(ran.err).toMatch(message);
      expect(existsSync(bench.results) ? bench.runs() : []).toEqual([]);
    }),
  );

  it('refuses a file that is not there', () =>
    onBench({}, async (bench) => {
      const ran = await bench.run('import', 'nothing.csv');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('cannot read nothing.csv: there is no such file');
    }));
});
