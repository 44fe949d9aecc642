import { describe, expect, it } from 'vitest';
import { problemsOf, withModel } from './problems.ts';

const FINE = 'dataset: tasks.csv\nmodels: [{id: a}]\n';

describe('complainOfIssues', () => {
  it.each([
    ['seed: -1', '3:7 seed: -1 must be at least 0'],
    ['seed: 1.5', '3:7 seed: 1.5 must be a whole number'],
    ['seed: 4294967296', '3:7 seed: 4294967296 must be at most 4294967295'],
    ['seed: "7"', '3:7 seed: "7" is not a plain decimal; use 7'],
    ['seed:', '3:6 seed: empty'],
    ['repeats: 0', '3:10 repeats: 0 must be at least 1'],
    ['repeats: two', '3:10 repeats: "two" is not a plain decimal'],
    ['max_cost: 0', '3:11 max_cost: 0 must be more than 0'],
    ['max_cost: -1', '3:11 max_cost: -1 must be more than 0'],
    ['max_cost: $5', '3:11 max_cost: "$5" is not a plain decimal; use 5'],
    ['max_cost: .inf', '3:11 max_cost: Infinity must be a finite number'],
    ['quality_floors: []', '3:17 quality_floors: the list is empty'],
    ['quality_floors: [2, 101]', '3:21 quality_floors[1]: 101 must be at most 100'],
    ['quality_floors: [-1]', '3:18 quality_floors[0]: -1 must be at least 0'],
    ['scorer: 5', '3:9 scorer: 5 must be text or a map'],
    ['scorer: ""', '3:9 scorer: empty'],
    ['scorer: {typ: exact}', '3:9 scorer.type: missing'],
    ['results: ""', '3:10 results: empty'],
    ['prompt: 5', '3:9 prompt: 5 must be text | put it in quotes: "5"'],
    ['prompt: [a]', '3:9 prompt: ["a"] must be text'],
    ['limits: 5', '3:9 limits: 5 must be a map'],
    ['limits: {concurrency: 0}', '3:23 limits.concurrency: 0 must be at least 1'],
    ['limits: {concurrency: 1001}', '3:23 limits.concurrency: 1001 must be at most 1000'],
    ['limits: {rpm: 0}', '3:15 limits.rpm: 0 must be more than 0'],
    ['limits: {timeout_s: 0}', '3:21 limits.timeout_s: 0 must be more than 0'],
    ['limits: {retries: -1}', '3:19 limits.retries: -1 must be at least 0'],
    ['limits: {max_wait_s: 86401}', '3:22 limits.max_wait_s: 86401 must be at most 86400'],
    ['limits: {hosts: {h: {rpn: 1}}}', '3:22 limits.hosts.h.rpn: unknown key | did you mean rpm?'],
    [
      'limits: {hosts: {"https://h.com/v1": {rpm: 1}}}',
      '3:18 limits.hosts.https://h.com/v1: "https://h.com/v1" is not a host | write h.com',
    ],
  ])('%s', (line, expected) => {
    expect(problemsOf(`${FINE}${line}\n`)).toEqual([`bench.yaml:${expected}`]);
  });

  it.each([
    ['dataset:', '1:9 dataset: empty'],
    ['dataset: ""', '1:10 dataset: empty'],
    ['dataset: [a.csv]', '1:10 dataset: ["a.csv"] must be text or a map'],
    ['dataset: {path: 5}', '1:17 dataset.path: 5 must be text | put it in quotes: "5"'],
    ['dataset: {}', '1:10 dataset.path: missing'],
    ['dataset: {path: a, colums: {}}', '1:20 dataset.colums: unknown key | did you mean columns?'],
    [
      'dataset: {path: a, columns: {lable: b}}',
      '1:30 dataset.columns.lable: unknown key | known are id, input, expected, segment, weight, scorer, messages',
    ],
    ['dataset: {path: a, columns: {segment: []}}', '1:39 dataset.columns.segment: the list is empty'],
    ['dataset: {path: a, allow_unlabelled: yes}', '1:38 dataset.allow_unlabelled: "yes" must be true or false'],
  ])('%s', (line, expected) => {
    expect(problemsOf(`${line}\nmodels: [{id: a}]\n`)).toEqual([`bench.yaml:${expected}`]);
  });

  it.each([
    ['models:', '2:8 models: empty'],
    ['models: []', '2:9 models: the list is empty'],
    ['models: a', '2:9 models: "a" must be a list | write [a]'],
    ['models: [a]', '2:10 models[0]: "a" must be a map'],
    ['models: [{id: 4}]', '2:15 models[0].id: 4 must be text | put it in quotes: "4"'],
    ['models: [{id: ""}]', '2:15 models[0].id: empty'],
  ])('%s', (line, expected) => {
    expect(problemsOf(`dataset: a.csv\n${line}\n`)).toEqual([`bench.yaml:${expected}`]);
  });

  it.each([
    ['price: {input: 1,50}', ['4:22 models[0].price.50: unknown key | decimals take a point: 1.50, not 1,50']],
    ['price: {input: "1,234.5"}', ['4:20 models[0].price.input: "1,234.5" is not a plain decimal; use 1234.5']],
    ['price: {input: .nan}', ['4:20 models[0].price.input: NaN must be a finite number']],
    ['price: {output: cheap}', ['4:21 models[0].price.output: "cheap" is not a plain decimal']],
    ['price: {multiplier: 0}', ['4:25 models[0].price.multiplier: 0 must be more than 0']],
    ['price: {parallel: 0}', ['4:23 models[0].price.parallel: 0 must be more than 0']],
    ['price: {per_hour: -0.1}', ['4:23 models[0].price.per_hour: -0.1 must be at least 0']],
    ['price: {date: 2026-02-30}', ['4:19 models[0].price.date: "2026-02-30" is not a date | write it as YYYY-MM-DD']],
    ['params: [a]', ['4:13 models[0].params: ["a"] must be a map']],
    ['headers: {x: 5}', ['4:18 models[0].headers.x: 5 must be text | put it in quotes: "5"']],
    [
      'prompt: "{{x"',
      [
        '4:13 models[0].prompt: the template has a "{{" without a column name and "}}" | columns are written {{column}}; a literal {{ is written {{{{',
      ],
    ],
  ])('%s', (line, expected) => {
    const found = problemsOf(withModel(line));
    expect(found).toHaveLength(expected.length);
    for (const [i, text] of expected.entries()) expect(found[i]).toContain(`bench.yaml:${text}`);
  });

  it('cuts long values', () => {
    expect(problemsOf(`${FINE}seed: ${'x'.repeat(500)}`)[0]).toHaveLength(
      'bench.yaml:3:7 seed: '.length + 60 + '... is not a plain decimal'.length,
    );
  });
});
