import { describe, expect, it } from 'vitest';
import type { SavedRoute } from '../../src/analysis/routing/saved_route.ts';
import { parseRoute } from '../../src/config/route_file.ts';
import { Problem } from '../../src/domain/problem.ts';

const model = (id: string): SavedRoute['models'][number] => ({
  id,
  provider: 'openai',
  model: id,
  base_url: 'https://api.example.com/v1',
  api_key_env: 'SOME_KEY',
  params: { temperature: 0 },
  identity: 'f00d',
  own_prompt: false,
  price_source: null,
  price_date: '2026-03-10',
});

const ROUTE: SavedRoute = {
  format: 'bench.route/1',
  about: 'a route',
  bench: '0.1.0',
  created_at: '2026-11-21T00:00:00.000Z',
  run: 'r1',
  dataset: { path: 'tasks.csv', sha256: 'a'.repeat(64), tasks: 400, columns: { segment: ['a', 'b'] } },
  reference: 'big',
  candidate: 'cheap',
  floor: 0.02,
  router: { kind: 'segment', scores: { easy: 0, hard: -0.2 }, unseen: -0.1 },
  policy: { threshold: 0, fraction: 0.5, seed: 1, segments: [{ segment: 'easy', score: 0, fraction: 0.5 }] },
  certified: {
    confidence: 0.95,
    basis: 'exact',
    tested: 200,
    task_share: 0.25,
    spend_share: null,
    saving: null,
    quality: 0.9,
    quality_low: 0.88,
    quality_high: 0.95,
    quality_before: 0.91,
    cost_before_usd: '0.01',
    cost_after_usd: null,
  },
  models: [model('big'), model('cheap')],
};

/** The route with the value at a path replaced; undefined removes it. */
function edited(path: string, value: unknown): string {
  const copy = structuredClone(ROUTE) as unknown as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop()!;
  const parent = steps.reduce((node, step) => node[step] as Record<string, unknown>, copy);
  parent[last] = value;
  return JSON.stringify(copy);
}

function complaints(text: string): readonly string[] {
  try {
    parseRoute(text, 'route.json');
    return [];
  } catch (error) {
    if (error instanceof Problem && error.exitCode === 2)
      return error.details.map(({ code, message, file }) => `${code} ${file} ${message}`);
    throw error;
  }
}

describe('parseRoute', () => {
  it('takes what bench wrote, whatever the kind of router', () => {
    expect(parseRoute(JSON.stringify(ROUTE), 'route.json')).toEqual(ROUTE);
    const line = { weights: [0.5, -1e-9], intercept: 0, l2: 1 };
    for (const router of [
      { kind: 'length', intercept: 0.1, slope: -0.001 },
      { kind: 'tfidf', vocabulary: ['a', '__proto__'], idf: [1, 2], ...line },
      { kind: 'embedding', model: 'e', ...line },
    ]) {
      const { segments: _, ...policy } = ROUTE.policy;
      const route = { ...ROUTE, router, policy };
      expect(parseRoute(JSON.stringify(route), 'route.json')).toEqual(route);
    }
  });

  it.each([
    ['another version', edited('format', 'bench.route/2'), /"bench\.route\/2"; this bench reads bench\.route\/1/],
    ['no route', '{"format": "bench.report/1"}', /this bench reads/],
    ['a list', '[]', /is no route/],
    ['half a file', JSON.stringify(ROUTE).slice(0, 100), /is not JSON/],
    ['nothing', '', /is not JSON/],
    ['a number as text', edited('policy.threshold', '0.5'), /policy\.threshold: /],
    ['a fraction above 1', edited('policy.fraction', 1.5), /policy\.fraction: 1\.5 must be at most 1/],
    ['a missing field', edited('certified.tested', undefined), /certified\.tested: missing/],
    ['a field that nobody knows', edited('policy.extra', 1), /policy\.extra: unknown key/],
    ['another kind of router', edited('router', { kind: 'magic' }), /router\.kind: must be segment, length/],
    ['a broken score', edited('router.scores.easy', null), /router\.scores\.easy: /],
    ['a money with an exponent', edited('certified.cost_before_usd', '1e-9'), /must be a plain decimal/],
    [
      'a key in place of its name',
      edited('models.0.api_key_env', 'sk-abc def'),
      /models\[0\]\.api_key_env: must be the name/,
    ],
    [
      'a table without segments',
      edited('policy.segments', undefined),
      /policy\.segments: missing for a segment router/,
    ],
    [
      'a table for another router',
      edited('router', { kind: 'length', intercept: 0, slope: 1 }),
      /means nothing to a length/,
    ],
    [
      'a segment twice',
      edited('policy.segments', [ROUTE.policy.segments![0], ROUTE.policy.segments![0]]),
      /policy\.segments\[1\]: the segment stands here twice/,
    ],
    ['a column that nobody looks at', edited('dataset.columns', { texts: 'a' }), /columns\.texts: unknown key/],
    ['an input in two columns', edited('dataset.columns', { input: ['a', 'b'] }), /dataset\.columns\.input: /],
    ['a candidate that is the reference', edited('candidate', 'big'), /candidate: is the reference/],
  ])('refuses %s', (_, text, why) => {
    const found = complaints(text);
    expect(found.join('\n')).toMatch(why);
    for (const one of found) expect(one).toMatch(/^ROUTE route\.json /);
  });

  it('refuses weights that are more or fewer than words', () => {
    const { segments: _, ...policy } = ROUTE.policy;
    const router = { kind: 'tfidf', vocabulary: ['a', 'b'], idf: [1], weights: [1, 2, 3], intercept: 0, l2: 1 };
    expect(complaints(JSON.stringify({ ...ROUTE, router, policy }))).toHaveLength(2);
  });

  it('shows everything that is wrong at once, and never a value that may be a secret', () => {
    const text = JSON.stringify({
      ...ROUTE,
      floor: -1,
      candidate: '',
      models: [{ ...model('x'), api_key_env: 'sk-1 2' }],
    });
    const found = complaints(text);
    expect(found).toHaveLength(3);
    expect(found.join()).not.toContain('sk-1 2');
  });
});
