import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  batchLines,
  inspectLog,
  jsonl,
  openrouterCsv,
  promptfooJson,
  spendLog,
} from '../../datasets/foreign/fixtures.ts';
import { chat } from '../../support/loopback.ts';
import { onBench, type Workbench } from '../../support/workbench.ts';

const write = (bench: Workbench, name: string, content: string | object) =>
  bench.write(name, typeof content === 'string' ? content : JSON.stringify(content));

describe('bench import of another tool', () => {
  it('promptfoo: says what it read, keeps unknown costs unknown, takes a variable as segment', () =>
    onBench({}, async (bench) => {
      write(bench, 'results.json', promptfooJson);
      const ran = await bench.run('import', 'results.json', '--columns', 'segment=vars.region', '--json');
      expect(ran.err).toContain('results.json: read as promptfoo results');
      expect(ran.err).toContain('reference: openai:gpt-5.5 (the dearest per task');
      expect(JSON.parse(ran.out)).toMatchObject({
        run: { tasks: 3 },
        standings: [
          { model: 'openai:gpt-5.5', quality: 1, scored: 2, cost_usd: '0.006' },
          { model: 'deepseek:v4-flash', quality: 0.5, scored: 2, cost_usd: '0.00000015', cost_unknown: 2 },
        ],
      });
    }));

  it('several Inspect logs make one run, matched by sample', () =>
    onBench({}, async (bench) => {
      write(bench, 'a.json', inspectLog('openai/gpt-5.5', ['C', 'C']));
      write(bench, 'b.json', inspectLog('z-ai/glm-5.1', ['C', 'I']));
      const report = await bench.report('import', 'a.json', 'b.json', '--reference', 'openai/gpt-5.5');
      expect(report.standings).toMatchObject([
        { model: 'openai/gpt-5.5', quality: 1 },
        { model: 'z-ai/glm-5.1', quality: 0.5 },
      ]);
      expect(bench.runFile()).toMatchObject({ repeats: 2, dataset: { path: 'a.json, b.json', tasks: 2 } });
      const twice = await bench.run('import', 'a.json', 'a.json');
      expect(twice.code).toBe(2);
      expect(twice.err).toContain('answered task "arith/7" already in line 1');
    }));

  it('batch output is graded by the labels of a dataset', () =>
    onBench({ tasks: 2 }, async (bench) => {
      write(bench, 'batch.jsonl', jsonl(batchLines));
      const ran = await bench.run('import', 'batch.jsonl', '--dataset', 'tasks.csv', '--json');
      expect(ran.err).toContain('read as OpenAI batch output');
      expect(ran.err).toContain('batch.jsonl: 1 record is no call: left out');
      expect(JSON.parse(ran.out)).toMatchObject({ standings: [{ quality: 0.5, scored: 2, cost_unknown: 2 }] });
    }));

  it('a log counts the repeats of a question', () =>
    onBench({}, async (bench) => {
      const log = [spendLog('a', 'x', 'hi?', '4'), spendLog('b', 'x', 'hi?', '5'), spendLog('c', 'x', 'ho?', '4')];
      write(bench, 'spend.jsonl', jsonl(log.map((row) => ({ ...row, label: '4' }))));
      const report = await bench.report('import', 'spend.jsonl', '--columns', 'expected=label');
      expect(report.standings).toMatchObject([{ scored: 3, cost_usd: '0.00375' }]);
      expect(bench.runFile()).toMatchObject({ repeats: 2, dataset: { tasks: 2 } });
    }));

  it('a usage log without answers makes a run of costs, and says that quality is unknown', () =>
    onBench({}, async (bench) => {
      write(bench, 'activity.csv', openrouterCsv);
      const ran = await bench.run('import', 'activity.csv', '--json');
      expect(ran.code).toBe(0);
      expect(ran.err).toContain('no answers are recorded: costs and tokens are known, quality is not');
      expect(JSON.parse(ran.out)).toMatchObject({
        standings: [
          { model: 'openai/gpt-5.5', scored: 0, cost_usd: '0.0249', cost_unknown: 0 },
          { model: 'z-ai/glm-5.1', scored: 0, cost_unknown: 1 },
          { model: 'z-ai/glm-5.1:free', scored: 0, cost_unknown: 1 },
        ],
      });
      expect(bench.read('completions.jsonl')).not.toContain('my key');
    }));

  it('--from forces the format, and refuses what is not of it', () =>
    onBench({}, async (bench) => {
      write(bench, 'results.json', promptfooJson);
      const ran = await bench.run('import', 'results.json', '--from', 'inspect');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('this cannot be read as Inspect log');
    }));
});

describe('bench import --tasks', () => {
  it('promptfoo tests of CSV and YAML become a dataset that runs; what has no equal has no label, and is said', () =>
    onBench({}, async (bench) => {
      bench.write(
        'tests.csv',
        'question,lang,__expected\nCapital of France?,en,Paris\nSay hello,en,icontains: hello\nBe kind,en,llm-rubric: is kind\nSum?,en,javascript: output > 3\n',
      );
      bench.write(
        'tests.yaml',
        'tests:\n  - vars: {text: hi, answer: ho}\n    assert: [{type: equals, value: "{{answer}}"}]\n  - vars: {text: two}\n    assert: [{type: contains, value: a}, {type: similar, value: b}]\n',
      );
      const ran = await bench.run('import', '--tasks', 'tests.csv', 'tests.yaml', '-o', 'tasks.jsonl');
      expect(ran.code).toBe(0);
      expect(ran.err).toContain('tests.csv: read as promptfoo tests, 4 tasks');
      expect(ran.err).toContain('1 task has assertions that no scorer says the same as (javascript): no label');
      expect(ran.err).toContain('(contains + similar): no label');
      const tasks = readFileSync(join(bench.folder, 'tasks.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      expect(tasks).toEqual([
        {
          id: 'test-1',
          input: 'Capital of France?',
          question: 'Capital of France?',
          lang: 'en',
          expected: 'Paris',
          scorer: 'exact',
        },
        expect.objectContaining({
          expected: 'hello',
          scorer: { type: 'contains', match: 'any', case_sensitive: false },
        }),
        expect.objectContaining({ scorer: { type: 'judge' }, rubric_points: ['is kind'] }),
        { id: 'test-4', input: 'Sum?', question: 'Sum?', lang: 'en' },
        expect.objectContaining({ input: 'hi', expected: 'ho', scorer: 'exact' }),
        { id: 'test-6', input: 'two', text: 'two' },
      ]);
    }));

  it('the tasks that have labels run as they are', () =>
    onBench({ script: () => ({ body: chat('well, Paris', { model: 'big' }) }) }, async (bench) => {
      bench.write('tests.csv', 'question,__expected\nCapital of France?,contains: Paris\nAgain?,Paris\n');
      await bench.run('import', '--tasks', 'tests.csv', '-o', 'tasks.jsonl');
      bench.configure({ dataset: 'tasks.jsonl', prompt: '{{question}}' }, ['big']);
      expect((await bench.report('run')).standings).toMatchObject([{ scored: 2, quality: 0.5 }]);
    }));

  it('refuses a file without tests', () =>
    onBench({}, async (bench) => {
      bench.write('tests.yaml', 'hello: 1\n');
      const ran = await bench.run('import', '--tasks', 'tests.yaml');
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('there is no list of tests in it');
    }));
});
