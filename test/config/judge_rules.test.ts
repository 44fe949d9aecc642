import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems.ts';

/** Problems of a config with the given third line. */
const of = (line: string) =>
  problemsOf(`dataset: t.csv\nmodels: [{id: a}]\n${line}\n`).map((problem) => problem.replace('bench.yaml:', ''));

const EXAMPLE =
  'for example judge: {model: gpt-5.4-mini, base_url: https://api.openai.com/v1, api_key_env: OPENAI_API_KEY}';

describe('scorers', () => {
  it.each([
    ['scorer: judge', '3:9 scorer: a judge needs to be told which model judges'],
    ['scorer: {type: judge}', '3:9 scorer: a judge needs to be told which model judges'],
    ['scorers: [exact, judge]', '3:18 scorers[1]: a judge needs to be told which model judges'],
  ])('need a judge block: %s', (line, message) => {
    expect(of(line)).toEqual([`${message} | ${EXAMPLE}`]);
  });

  it.each([
    ['scorers: []', '3:10 scorers: the list is empty'],
    ['scorers: exact', '3:10 scorers: "exact" must be a list | write [exact]'],
    [
      'scorers: [judge, exact]\njudge: {model: j}',
      '3:11 scorers[0]: only the last scorer may be a judge | a judge leaves nothing to decide after it: put it last',
    ],
    [
      'scorers: [exact, {type: exact}]',
      '3:18 scorers[1]: exact stands here twice | a second look decides nothing: keep one of the two',
    ],
    ['scorers: [exact, 1]', '3:18 scorers[1]: 1 must be text or a map'],
    ['scorers: [[exact]]', '3:11 scorers[0]: ["exact"] must be text or a map'],
    ['scorer: [exact, set]', '3:9 scorer: a list must stand under scorers | write scorers: ["exact","set"]'],
    ['scorer: exact\nscorers: [set]', '4:1 scorers: stands beside scorer | keep one of the two'],
  ])('%s', (line, problem) => {
    expect(of(line)).toEqual([problem]);
  });
});

describe('the judge block', () => {
  it.each([
    ['judge: {}', `3:8 judge: which model judges? | ${EXAMPLE}`],
    ['judge: gpt', '3:8 judge: "gpt" must be a map'],
    ['judge: {models: []}', '3:17 judge.models: the list is empty'],
    ['judge: {models: [{family: x}]}', `3:18 judge.models[0]: which model judges? | ${EXAMPLE}`],
    [
      'judge: {models: [{id: j}, {model: j}]}',
      '3:35 judge.models[1].model: "j" is also the id of judge.models[0] | give each judge an id of its own',
    ],
    [
      'judge: {models: [{id: j}], model: k}',
      '3:28 judge.model: stands beside models | put it into the entries of models, or remove models where there is one judge only',
    ],
    [
      'judge: {model: j, params: {response_format: {type: text}}}',
      '3:28 judge.params.response_format: set by the judge itself | remove it; verdict_form: json_schema, tool, json or text chooses how a verdict is asked for',
    ],
    [
      'judge: {models: [{id: j, extra_body: {tools: []}}]}',
      '3:39 judge.models[0].extra_body.tools: set by the judge itself | remove it; verdict_form: json_schema, tool, json or text chooses how a verdict is asked for',
    ],
    [
      'judge: {model: j, params: {messages: []}}',
      '3:28 judge.params.messages: set by the benchmark itself | remove it',
    ],
    [
      'judge: {model: j, headers: {Authorization: x}}',
      '3:44 judge.headers.Authorization: holds a secret | put the value into an environment variable and name it: headers_env: {Authorization: NAME}',
    ],
    [
      'judge: {model: j, temperature: 0}',
      '3:19 judge.temperature: unknown key | put it under params: params: {temperature: ...}',
    ],
    [
      'judge: {model: j, api_key: x}',
      '3:19 judge.api_key: a key does not belong into this file | put it into an environment variable and name it: api_key_env: NAME',
    ],
    [
      'judge: {model: j, prompt: Judge this.}',
      '3:19 judge.prompt: unknown key | what a judge is told stands in its rubric',
    ],
    [
      'judge: {models: [{id: j, rubric: summary}]}',
      '3:26 judge.models[0].rubric: unknown key | put it beside models, under judge:',
    ],
    ['rubric: summary', '3:1 rubric: unknown key | put it under judge:'],
    ['judge: {model: j, rubrik: summary}', '3:19 judge.rubrik: unknown key | did you mean rubric?'],
    ['judge: {model: j, provider: recorded}', '3:29 judge.provider: "recorded" is not one of openai'],
    [
      'judge: {model: j, verdict_form: schema}',
      '3:33 judge.verdict_form: "schema" is not one of auto, json_schema, tool, json, text',
    ],
    [
      'judge: {model: j, kind: pairwse}',
      '3:25 judge.kind: "pairwse" is not one of pointwise, pass_fail, pairwise | did you mean pairwise?',
    ],
    ['judge: {model: j, max_answer_chars: 10}', '3:37 judge.max_answer_chars: 10 must be at least 200'],
  ])('%s', (line, problem) => {
    expect(of(line)).toEqual([problem]);
  });

  it('may be called like a model of the run', () => {
    expect(of('judge: {id: a, model: j}')).toEqual([]);
  });
});
