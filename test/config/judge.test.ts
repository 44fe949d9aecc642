import { describe, expect, it } from 'vitest';
import { load } from './problems.ts';

const config = (...lines: readonly string[]) => load(['dataset: t.csv', 'models: [{id: a}]', ...lines, ''].join('\n'));

describe('the judge block', () => {
  it('is one judge in the short form, with every default', () => {
    expect(config('judge: {model: gpt-5.4-mini}').judge).toEqual({
      models: [{ id: 'gpt-5.4-mini', provider: 'openai', model: 'gpt-5.4-mini', params: {}, verdict_form: 'auto' }],
      rubric: 'agreement',
      rubric_column: 'rubric_points',
      max_answer_chars: 20_000,
    });
    expect(config().judge).toBeUndefined();
  });

  it('takes every field of one judge', () => {
    const text = `judge:
  id: strict
  provider: openai
  model: vendor/judge-1
  base_url: http://localhost:8000/v1
  api_key_env: JUDGE_KEY
  headers: { X-Team: red }
  headers_env: { api-key: OTHER_KEY }
  params: { temperature: 0, max_tokens: null }
  extra_body: { top_k: 1 }
  price: { input: 1, output: 2 }
  verdict_form: tool
  family: vendor
  rubric: ./house.yaml
  kind: pairwise
  rubric_column: points
  max_answer_chars: 5000`;
    expect(config(text).judge).toEqual({
      models: [
        {
          id: 'strict',
          provider: 'openai',
          model: 'vendor/judge-1',
          base_url: 'http://localhost:8000/v1',
          api_key_env: 'JUDGE_KEY',
          headers: { 'X-Team': 'red' },
          headers_env: { 'api-key': 'OTHER_KEY' },
          params: { temperature: 0, max_tokens: null },
          extra_body: { top_k: 1 },
          price: { input: 1, output: 2 },
          verdict_form: 'tool',
          family: 'vendor',
        },
      ],
      rubric: './house.yaml',
      kind: 'pairwise',
      rubric_column: 'points',
      max_answer_chars: 5000,
    });
  });

  it('is a jury under models; an id or a model is enough', () => {
    const { judge } = config('judge: {combine: mean, models: [{id: a}, {model: b}, {id: c, model: b}]}');
    expect(judge?.combine).toBe('mean');
    expect(judge?.models.map(({ id, model }) => [id, model])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'b'],
    ]);
  });

  it('may stand unused: tasks may name the judge', () => {
    expect(config('judge: {model: j}')).toMatchObject({ scorer: 'exact', warnings: [] });
  });

  it.each(['judge: {model: j, combine: mean}', 'judge: {combine: majority, models: [{id: j}]}'])(
    'has nothing to combine: %s',
    (text) => {
      expect(config(text).warnings.map(({ message }) => message)).toEqual([
        'judge.combine: one judge leaves nothing to combine',
      ]);
    },
  );

  it('doubts a jury that can be of two minds', () => {
    const two = 'models: [{id: j}, {id: k}]';
    const doubts = (block: string) => config(`judge: {${block}}`).warnings.map(({ message }) => message);
    expect(doubts(two)).toEqual([expect.stringContaining('2 judges can be of two minds')]);
    for (const fine of [`combine: mean, ${two}`, `kind: pointwise, ${two}`, 'models: [{id: j}, {id: k}, {id: l}]'])
      expect(doubts(fine)).toEqual([]);
  });

  it('doubts a price above $1000 per million', () => {
    const jury = config('judge: {combine: mean, models: [{id: j, price: {input: 2000}}, {id: k, price: {output: 1}}]}');
    expect(jury.warnings.map(({ message }) => message)).toEqual([
      'judge.models[0].price.input: 2000 is dollars per million tokens',
    ]);
    expect(config('judge: {model: j, price: {output: 2000}}').warnings).toHaveLength(1);
  });
});

describe('scorers', () => {
  it('is a ladder in place of scorer', () => {
    expect(config('scorers: [exact, {type: numeric, tolerance: 1}]').scorer).toEqual([
      'exact',
      { type: 'numeric', tolerance: 1 },
    ]);
    expect(config('scorers: [exact, judge]', 'judge: {model: j}').scorer).toEqual(['exact', 'judge']);
    expect(config('scorer: {type: judge, rubric: summary}', 'judge: {model: j}').scorer).toEqual({
      type: 'judge',
      rubric: 'summary',
    });
  });
});
