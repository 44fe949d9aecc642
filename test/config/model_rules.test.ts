import { describe, expect, it } from 'vitest';
import { problemsOf, withModel } from './problems.ts';

const only = (provider: string) => `it is for provider: ${provider}; remove it or change the provider`;

describe('providers', () => {
  it('a classifier needs a train file and a known kind', () => {
    expect(problemsOf(withModel('provider: classifier', 'model: linaer'))).toEqual([
      'bench.yaml:3:5 models[0]: a classifier needs a train file | train: a labelled file with the columns of the dataset',
      'bench.yaml:5:12 models[0].model: "linaer" is not one of majority, nearest, linear, ensemble | did you mean linear?',
    ]);
    expect(problemsOf(withModel('provider: classifier', 'train: t.csv'))).toEqual([
      'bench.yaml:3:9 models[0].id: "a" is not one of majority, nearest, linear, ensemble | add model: with one of them',
    ]);
    for (const kind of ['majority', 'nearest', 'linear', 'ensemble']) {
      expect(problemsOf(withModel('provider: classifier', 'train: t.csv', `model: ${kind}`))).toEqual([]);
    }
  });

  it('a recorded model needs a path', () => {
    expect(problemsOf(withModel('provider: recorded'))).toEqual([
      'bench.yaml:3:5 models[0]: a recorded model needs a path | path: the run folder, CSV or JSONL to replay',
    ]);
    expect(problemsOf(withModel('provider: recorded', 'path: x.csv'))).toEqual([]);
  });

  it.each([
    'base_url: http://x',
    'api_key_env: X',
    'headers: {}',
    'headers_env: {}',
    'params: {}',
    'extra_body: {}',
    'system: x',
    'prompt: "{{x}}"',
  ])('only openai takes %s', (line) => {
    const field = line.split(':')[0];
    expect(problemsOf(withModel(line))).toEqual([]);
    expect(problemsOf(withModel(line, 'provider: recorded', 'path: x.csv'))).toEqual([
      `bench.yaml:4:5 models[0].${field}: means nothing to provider recorded | ${only('openai')}`,
    ]);
    expect(problemsOf(withModel(line, 'provider: classifier', 'train: x.csv', 'model: linear'))).toEqual([
      `bench.yaml:4:5 models[0].${field}: means nothing to provider classifier | ${only('openai')}`,
    ]);
  });

  it('path is for recorded and train for classifier', () => {
    expect(problemsOf(withModel('path: x', 'train: y'))).toEqual([
      `bench.yaml:4:5 models[0].path: means nothing to provider openai | ${only('recorded')}`,
      `bench.yaml:5:5 models[0].train: means nothing to provider openai | ${only('classifier')}`,
    ]);
  });
});

describe('headers', () => {
  it.each([
    ['Authorization', 'x'],
    ['proxy-authorization', 'x'],
    ['api-key', 'x'],
    ['X-API-Key', 'x'],
    ['x-goog-api-key', 'x'],
    ['Ocp-Apim-Subscription-Key', 'x'],
    ['X-Auth-Token', 'x'],
    ['Cookie', 'x'],
    ['X-Other', 'Bearer abc'],
  ])('%s: %s is a secret', (header, value) => {
    const hint = `put the value into an environment variable and name it: headers_env: {${header}: NAME}`;
    expect(problemsOf(withModel(`headers: {${header}: ${value}}`))).toEqual([
      `bench.yaml:4:${17 + header.length} models[0].headers.${header}: holds a secret | ${hint}`,
    ]);
    expect(problemsOf(withModel(`headers_env: {${header}: NAME}`))).toEqual([]);
  });

  it('are not expanded', () => {
    expect(problemsOf(withModel(`headers: {X-Team: "\${TEAM}"}`))).toEqual([
      'bench.yaml:4:23 models[0].headers.X-Team: variables are not expanded here | put the value into an environment variable and name it: headers_env: {X-Team: NAME}',
    ]);
  });

  it('may be plain', () => {
    expect(problemsOf(withModel('headers: {HTTP-Referer: "https://x.com", X-Title: bench}'))).toEqual([]);
  });
});

describe('params and extra_body', () => {
  it('leave model, messages and stream to the benchmark', () => {
    expect(problemsOf(withModel('params: {stream: true, model: x}', 'extra_body: {messages: []}'))).toEqual([
      'bench.yaml:4:14 models[0].params.stream: set by the benchmark itself | answers are never streamed: remove it',
      'bench.yaml:4:28 models[0].params.model: set by the benchmark itself | remove it',
      'bench.yaml:5:18 models[0].extra_body.messages: set by the benchmark itself | remove it',
    ]);
  });

  it('hold numbers that JSON has', () => {
    expect(problemsOf(withModel('params: {temperature: .inf, stop: [1, {x: .nan}]}'))).toEqual([
      'bench.yaml:4:27 models[0].params.temperature: Infinity cannot be sent: JSON has no such number',
      'bench.yaml:4:47 models[0].params.stop[1].x: NaN cannot be sent: JSON has no such number',
    ]);
  });

  it('pass everything else', () => {
    expect(
      problemsOf(
        withModel('params: {reasoning_effort: high, temperature: null, response_format: {type: json_object}}'),
      ),
    ).toEqual([]);
  });
});
