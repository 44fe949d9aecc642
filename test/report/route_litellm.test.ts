import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RoutedModel, RoutedSegment, SavedRoute } from '../../src/analysis/routing/saved_route.ts';
import { Problem } from '../../src/domain/problem.ts';
import { liteLlmConfig, refuseFormat } from '../../src/report/route_litellm.ts';

const model = (id: string, more: Partial<RoutedModel> = {}): RoutedModel => ({
  id,
  provider: 'openai',
  model: id,
  params: {},
  identity: '',
  own_prompt: false,
  price_source: null,
  price_date: null,
  ...more,
});

function route(segments: readonly RoutedSegment[], models: readonly RoutedModel[]): SavedRoute {
  const policy = { threshold: 0, fraction: 1, seed: 1, segments };
  const certified = { task_share: 0.419 };
  const ids = { run: 'r1', reference: 'big', candidate: 'cheap', floor: 0.02 };
  return {
    ...ids,
    policy,
    certified,
    models,
    router: { kind: 'segment', scores: {}, unseen: 0 },
  } as unknown as SavedRoute;
}

const MODELS = [
  model('big', { model: 'gpt-5.5', params: { reasoning_effort: 'low', temperature: null } }),
  model('cheap', { model: 'v4-flash', base_url: 'https://api.deepseek.com', api_key_env: 'DEEPSEEK_API_KEY' }),
];

describe('liteLlmConfig', () => {
  it('says which deployment takes which segment, with addresses, names of keys and parameters', async () => {
    const segments = [
      { segment: 'plain', score: 0, fraction: 1 },
      { segment: 'odd', score: -1, fraction: 0 },
    ];
    const text = await liteLlmConfig(route(segments, MODELS));
    expect(text).toMatch(/^# cheap in place of big: certified on run r1 within 2 points, 41 % of tasks$/m);
    expect(parse(text)).toEqual({
      model_list: [
        {
          model_name: 'routed',
          litellm_params: {
            model: 'openai/v4-flash',
            api_base: 'https://api.deepseek.com',
            api_key: 'os.environ/DEEPSEEK_API_KEY',
            tags: ['segment:plain'],
          },
        },
        {
          model_name: 'routed',
          litellm_params: {
            reasoning_effort: 'low',
            model: 'openai/gpt-5.5',
            api_key: 'os.environ/OPENAI_API_KEY',
            tags: ['default', 'segment:odd'],
          },
        },
      ],
      router_settings: { enable_tag_filtering: true, routing_strategy: 'simple-shuffle' },
    });
  });

  it('names that mean harm stay names: in tags, and in comments', async () => {
    const names = [
      'a: b',
      '- x',
      '#c',
      '"',
      "'",
      '{{d}}',
      '&e',
      '*f',
      '!!g',
      'no',
      '1',
      '',
      '\n# h',
      '\u2028',
      '__proto__',
    ];
    const segments = names.map((segment) => ({ segment, score: 0, fraction: 1 }));
    const evil = 'big\nmodel_list: []';
    const models = [model('big', { own_prompt: true }), model('cheap', { provider: 'recorded', model: evil })];
    const text = await liteLlmConfig({ ...route(segments, models), run: evil });
    const [first] = (parse(text) as { model_list: { litellm_params: { tags: string[]; model: string } }[] }).model_list;
    expect(first!.litellm_params.tags).toEqual(names.map((name) => `segment:${name}`));
    expect(first!.litellm_params.model).toBe(evil);
    expect(text).toContain('# A task without a segment has the tag "segment:".');
    expect(text).toContain('# Fill in where to ask, the run does not know it: cheap');
    expect(text).toContain('# Measured with a prompt of their own, which is yours to send: big');
    expect(text.split('\n').filter((line) => line.startsWith('model_list'))).toHaveLength(1);
  });
});

it('refuses a route without any segment that a tag could name', async () => {
  const segments = [{ segment: '', score: 0, fraction: 0.7 }];
  await expect(liteLlmConfig(route(segments, MODELS))).rejects.toThrow(/nothing that a tag could name/);
});

it('refuses what a format has no place for', () => {
  expect(() => refuseFormat('litellm', 'segment')).not.toThrow();
  for (const [as, router] of [
    ['litellm', 'length'],
    ['openrouter', 'segment'],
  ] as const)
    expect(() => refuseFormat(as, router)).toThrow(Problem);
});
