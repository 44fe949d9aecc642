import { describe, expect, it } from 'vitest';
import { findSecrets, masked } from '../../src/config/secrets.ts';
import { problemsOf, withModel } from './problems.ts';

// Built here so that no scanner takes this file for a leak.
const body = 'Ab1'.repeat(12);
const prefixes = [
  'sk-',
  'sk-proj-',
  'sk-ant-api03-',
  'sk-or-v1-',
  'gsk_',
  'xai-',
  'AIza',
  'hf_',
  'fw_',
  'nvapi-',
  'ABSK',
  'ghp_',
  'github_pat_',
];

describe('keys by their form', () => {
  it.each(prefixes)('%s...', (prefix) => {
    expect(findSecrets(`a: ${prefix}${body} # x`, {})).toEqual([{ value: `${prefix}${body}`, offset: 3 }]);
  });

  it.each([
    'ask-a-question-about-the-thing',
    'task-12345678901234567890',
    'sk-short',
    'hf_hub',
    'the risk-adjusted-return-on-capital',
  ])('%s is none', (text) => {
    expect(findSecrets(text, {})).toEqual([]);
  });

  it('are refused wherever they stand, comments included, and never shown', () => {
    const key = `sk-${body}`;
    const words = 'this looks like an API key | put it into an environment variable and name it: api_key_env: NAME';
    const found = problemsOf(withModel(`api_key_env: ${key}`, `# ${key}`, `base_url: ${key}`));
    expect(found.join('\n')).not.toContain(body);
    expect(found.filter((line) => line.endsWith(words))).toEqual([
      `bench.yaml:4:18 ${words}`,
      `bench.yaml:5:7 ${words}`,
      `bench.yaml:6:15 ${words}`,
    ]);
    expect(found).toContain(
      'bench.yaml:6:15 models[0].base_url: "[key]" is not a URL | start it with https:// (or http:// on your own machine)',
    );
  });
});

describe('values of environment variables', () => {
  const env = { MY_API_KEY: 'plain-looking-value', EDITOR: 'plain-looking-editor', SHORT_KEY: 'abc', NO_TOKEN: '' };

  it('are refused where the variable is named like a secret', () => {
    const text = withModel('headers: {X-Team: plain-looking-value}');
    expect(problemsOf(text, { env })).toEqual([
      'bench.yaml:4:23 this is the value of the environment variable MY_API_KEY | put it into an environment variable and name it: api_key_env: MY_API_KEY',
    ]);
    expect(problemsOf(text)).toEqual([]);
  });

  it('are let pass where it is not, or the value is short', () => {
    expect(problemsOf(withModel('headers: {X-Team: plain-looking-editor, X-B: abc}'), { env })).toEqual([]);
  });

  it('are reported once where they look like a key too', () => {
    expect(findSecrets(`x: sk-${body}`, { A_KEY: `sk-${body}` })).toEqual([
      { value: `sk-${body}`, offset: 3, env: 'A_KEY' },
    ]);
  });
});

it('masks every occurrence', () => {
  expect(masked('a secret, a secret', [{ value: 'secret', offset: 0 }])).toBe('a [key], a [key]');
});
