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

  it('takes repeats that count from 1, or from anywhere', () =>
    importing('task_id,model,score,repeat\na,x,1,7\na,x,0,20240101\n', [], (report) => {
      expect(report.run.repeats).toBe(2);
      expect(report.standings[0]).toMatchObject({ scored: 2, not_run: 0, quality: 0.5 });
    }));

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
    [
      'a repeat that is none',
      'task_id,model,score,repeat\na,x,1,x\n',
      [],
      /repeat "x" is not a whole number \(outcomes\.csv:2\)/,
    ],
    [
      'a task with two segments and weights',
      'task_id,model,score,segment,weight\na,x,1,s,1\na,y,1,t,2\n',
      [],
      /task "a" has segment "t" and weight 2 here and "s" and 1 in line 2 \(outcomes\.csv:3\)\nhint: segment, weight and label belong to the task/,
    ],
    [
      'a task with two labels',
      'task_id,model,output,expected\na,x,1,\na,y,1,7\na,z,1,8\n',
      [],
      /task "a" has label "8" here and "7" in line 3 \(outcomes\.csv:4\)/,
    ],
    [
      'cells that make no sense, by their own names',
      'task_id,model,score,price,prompt_tokens,latency_ms\na,x,1,$3,x,\nb,x,1,"1,50",-4,soon\nc,x,1,-1,1.5,\n',
      ['--columns', 'cost_usd=price'],
      /prompt_tokens "x" is not an amount \(outcomes\.csv:2\)[\s\S]*price "\$3" is not an amount \(outcomes\.csv:2\)\nhint: use 3\n[\s\S]*"-4"[\s\S]*csv:3\)\nhint: use 1\.50\n[\s\S]*latency_ms "soon"[\s\S]*1\.5 is not a whole number \(outcomes\.csv:4\)[\s\S]*price "-1"/,
    ],
    [
      'outputs without a label',
      'task_id,model,output\na,x,1\n',
      [],
      /no "expected" column \(outcomes\.csv\)\nhint: add --dataset tasks\.csv, or --columns expected=/,
    ],
    [
      'outputs whose labels are all empty',
      'task_id,model,output,expected\na,x,1, \n',
      [],
      /every "expected" cell is empty/,
    ],
    ['scores that are all empty', 'task_id,model,score\na,x,\nb,x, \n', [], /every "score" cell is empty/],
    [
      'scores that are all empty beside outputs',
      'task_id,model,score,output,expected\na,x,,7,7\n',
      [],
      /every "score" cell is empty[\s\S]*hint: --scorer NAME grades the outputs/,
    ],
    ['scores on another scale', 'task_id,model,score\na,x,87\n', [], /no score is from 0 to 1 \(line 2: "87"\)/],
    ['a scorer without outputs', 'task_id,model,score\na,x,1\n', ['--scorer', 'exact'], /there is no output to grade/],
    [
      'outputs that say nothing of the reference',
      'task_id,model,output,expected\na,x,1,1\na,y,1,1\n',
      [],
      /which model is the reference\?[\s\S]*--reference MODEL, one of x, y/,
    ],
    [
      'several columns that are missing, all at once',
      'taskid,llm_model,scroe,bench\na,x,1,s\n',
      ['--where', 'benhc=s'],
      /no column "task_id", "model", "score" or "output"; found taskid, llm_model, scroe, bench[\s\S]*--columns task_id=taskid,model=llm_model,score=scroe\n[\s\S]*--where: no column "benhc" \(outcomes\.csv\)\nhint: did you mean bench\?\n$/,
    ],
    [
      'a mapped column that is not there',
      'task_id,model,resolved\na,x,1\n',
      ['--columns', 'score=resolvd'],
      /no column "resolvd" for score; [\s\S]*--columns score=resolved\n/,
    ],
    ['no model column', 'task_id,score\na,1\n', [], /no column "model"; found task_id, score[\s\S]*--columns model=/],
    ['no outcome', 'task_id,model\na,x\n', [], /no column "score" or "output"/],
    ['no rows', 'task_id,model,score\n', [], /no outcomes|no rows/],
    [
      'a filter that nothing passes',
      'task_id,model,score\na,x,1\n',
      ['--where', 'model=y'],
      /no row has model=y[\s\S]*hint: model is x\n/,
    ],
    [
      'a filter that nothing passes, with some of the values that occur',
      `task_id,model,score\n${Array.from({ length: 12 }, (_, i) => `a,m${i},1\n`).join('')}`,
      ['--where', 'model=y'],
      /hint: model is m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, \.\.\.\n/,
    ],
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
      /no model "z" among the rows[\s\S]*hint: the file has x/,
    ],
    [
      'a reference in other letters',
      'task_id,model,score\na,GPT-5.5,1\na,x,1\n',
      ['--reference', 'gpt-5.5'],
      /hint: did you mean GPT-5\.5\? the file has GPT-5\.5, x\n/,
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

  it('says which scores are no verdict, once a kind', () =>
    onBench({}, async (bench) => {
      bench.write('outcomes.csv', 'task_id,model,score\na,x,true\nb,x,-0.03\nc,x,2\nd,x,abc\n');
      const ran = await bench.run('import', 'outcomes.csv', '--json');
      expect(ran.err).toContain('warning: 2 scores are outside 0..1 (first: line 3): no verdict\n');
      expect(ran.err).toContain('warning: 1 score is not a number (first: line 5, "abc"): no verdict\n');
      expect(JSON.parse(ran.out).standings).toMatchObject([{ scored: 1, unscored: 3, quality: 1 }]);
    }));

  it.each([
    ['the dearest per task', 'a,x,1,0.02\na,y,0,0.03\n', 'y'],
    ['the best mean score; no cost is known', 'a,x,0,\na,y,1,\n', 'y'],
    ['the best mean score; no cost is known', 'a,x,0,0\na,y,1,0\n', 'y'],
  ])('without --reference it is %s', (why, rows, model) =>
    onBench({}, async (bench) => {
      bench.write('outcomes.csv', `task_id,model,score,cost_usd\n${rows}`);
      const ran = await bench.run('import', 'outcomes.csv');
      expect(ran.err).toContain(`reference: ${model} (${why}; --reference names another)\n`);
      expect(bench.runFile().reference).toBe(model);
    }),
  );

  it('refuses files that are no table', () =>
    onBench({}, async (bench) => {
      bench.write('board.yml', '- model: x\n  score: 1\n');
      expect((await bench.run('import', 'board.yml')).err).toContain(
        'this is YAML; an import is CSV or JSONL (board.yml)',
      );
      bench.write('board.json', '[{"task_id":"a","model":"x","score":1}]');
      expect((await bench.run('import', 'board.json')).err).toContain(
        'this is a JSON array; write one object per line',
      );
    }));

  it("grades by a user's own file, which needs no labels", () =>
    onBench({}, async (bench) => {
      bench.write('mine.js', 'export default (text) => (text.length > 1 ? 1 : 0)');
      bench.write('package.json', '{"type":"module"}');
      bench.write('outcomes.csv', 'task_id,model,output\na,x,long\nb,x,s\n');
      const report = await bench.report('import', 'outcomes.csv', '--scorer', './mine.js');
      expect(report.standings).toMatchObject([{ scored: 2, quality: 0.5 }]);
    }));

  it('keeps columns of trust with each answer: --verifier, and what it cost where that is known', () =>
    importing(
      'task_id,model,score,agreement,judge,judge_usd\na,x,1,0.75,3,0.002\nb,x,0,,1,\n',
      ['--verifier', 'agreement=0', '--verifier', 'judge=judge_usd'],
      (report, bench) => {
        expect(report.code).toBe(0);
        expect(bench.completions()).toMatchObject([
          { task_id: 'a', signals: { agreement: 0.75, judge: 3 }, signals_usd: { agreement: '0', judge: '0.002' } },
          { task_id: 'b', signals: { judge: 1 }, signals_usd: { agreement: '0' } },
        ]);
        expect(bench.completions()[1]!.signals).not.toHaveProperty('agreement');
      },
    ));

  it.each([
    [['--verifier', 'agrement'], /--verifier: no column "agrement" \(outcomes\.csv\)\nhint: did you mean agreement\?/],
    [['--verifier', 'agreement=usd'], /--verifier: no column "usd"/],
    [['--verifier', 'agreement=-1'], /--verifier: no column "-1"/],
    [['--verifier', 'score'], /--verifier: "score" is the outcome itself/],
    [['--verifier', 'agreement'], /agreement "high" is not a number \(outcomes\.csv:3\)/],
    [['--verifier', 'n=agreement'], /agreement "high" is not an amount of dollars \(outcomes\.csv:3\)/],
    [['--verifier', '=x'], /--verifier takes name=value/],
  ])('refuses %j', (flags, message) =>
    onBench({}, async (bench) => {
      bench.write('outcomes.csv', 'task_id,model,score,agreement,n\na,x,1,0.5,1\nb,x,1,high,2\n');
      const ran = await bench.run('import', 'outcomes.csv', ...flags);
      expect(ran.code).toBe(2);
      expect(ran.err).toMatch(message);
    }),
  );

  it('refuses a file that is not there', () =>
    onBench({}, async (bench) => {
      const ran = await bench.run('import', 'nothing.csv');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('cannot read nothing.csv: there is no such file');
    }));
});
