import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csv, csvText } from '../../src/report/csv.ts';
import { corrected, frontierPoint, judged, judging, report, run, standing, validation } from './sample.ts';

const read = (text: string) => parse(text, { columns: true, relax_column_count: false }) as Record<string, string>[];

test('the header is an interface', () => {
  expect(csv(report()).split('\r\n')[0]).toBe(
    'schema_version,run_id,dataset,model,is_reference,tasks,repeats,scored,unscored,failed,not_run,quality,quality_low,quality_high,quality_method,' +
      'cost_usd,cost_per_task_usd,cost_per_1k_tasks_usd,cost_per_success_usd,cost_unknown,input_tokens,output_tokens,p50_ms,p95_ms,' +
      'truncated,refused,filtered,empty,reused,on_frontier,on_hull,' +
      'judged,corrected_quality,corrected_low,corrected_high,corrected_labels,quality_basis,pareto_frequency,hull_frequency',
  );
});

test('numbers are exact and plain, unknown is empty', () => {
  const unknown = { cost_usd: null, cost_per_task_usd: null, quality: null, p50_ms: null };
  const rows = read(
    csv(
      report({ standings: [standing('a', { quality: 1e-7, cost_usd: '1508.290000000001' }), standing('b', unknown)] }),
    ),
  );
  expect(rows[0]).toMatchObject({
    schema_version: '1',
    model: 'a',
    quality: '0.0000001',
    cost_usd: '1508.290000000001',
    cost_per_1k_tasks_usd: '0.021',
    is_reference: 'false',
  });
  expect(rows[1]).toMatchObject({
    model: 'b',
    quality: '',
    cost_usd: '',
    cost_per_task_usd: '',
    cost_per_1k_tasks_usd: '',
    p50_ms: '',
  });
});

test('times are to the nanosecond, without the noise of an interpolation', () => {
  const [row] = read(
    csv(report({ standings: [standing('a', { p50_ms: 0.30000000000000004, p95_ms: 1234.5678904 })] })),
  );
  expect([row?.p50_ms, row?.p95_ms]).toEqual(['0.3', '1234.56789']);
});

describe('formulas', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠x', ' =1', '"=1', ',=1', "'=1", '",=cmd|x'])(
    '%s is text',
    (model) => {
      expect(csvText(model)).toBe(`'${model}`);
      const text = csv(report({ standings: [standing(model)] }));
      expect(text).toContain(`,"'`);
      expect(read(text)[0]?.model).toBe(`'${model}`);
    },
  );

  test('controls are visible, so no cell starts with a tab or a line break', () => {
    expect([csvText('\t=1'), csvText('\r=1'), csvText('a\x1b')]).toEqual(['\\t=1', '\\r=1', 'a\\x1b']);
  });

  test('ordinary names are left alone', () => {
    expect([csvText('gpt-4o'), csvText('a=b'), csvText('日本')]).toEqual(['gpt-4o', 'a=b', '日本']);
  });
});

test('hostile names come back as one cell each', () => {
  const text = csv(report({ run: run({ dataset: 'a,b"c\nd' }), standings: [standing('x;y|z')] }));
  expect(read(text)[0]).toMatchObject({ dataset: 'a,b"c\\nd', model: 'x;y|z' });
});

describe('judged numbers', () => {
  const basis = (one: Parameters<typeof csv>[0]) => read(csv(one)).map((row) => row.quality_basis);

  test('say what they rest on', () => {
    expect(basis(report())).toEqual(['exact', 'exact', 'exact']);
    expect(basis(judged())).toEqual(['not_validated', 'not_validated', 'not_validated']);
    expect(basis(corrected()), 'nobody labelled an answer of nearest').toEqual([
      'not_validated',
      'corrected',
      'corrected',
    ]);
    const mixed = [standing('exact'), standing('linear', { judged: 51 })];
    expect(basis(judged({ standings: mixed, judging: judging({ validation: validation() }) }))).toEqual([
      'exact',
      'validated',
    ]);
  });

  test('corrected figures stand beside the raw ones, and are empty where there are none', () => {
    const [nearest, linear] = read(csv(corrected()));
    expect(linear).toMatchObject({
      quality: '0.8908',
      judged: '128',
      corrected_quality: '0.851',
      corrected_low: '0.7904',
      corrected_high: '0.9116',
      corrected_labels: '50',
    });
    expect(nearest).toMatchObject({
      corrected_quality: '',
      corrected_low: '',
      corrected_high: '',
      corrected_labels: '',
    });
  });

  test('what the judge cost is in no row', () => {
    expect(csv(judged())).not.toContain('0.0123');
    expect(read(csv(judged()))).toHaveLength(3);
  });
});

test('how often resampling leaves a model on the frontier; empty for a model without a place', () => {
  const point = frontierPoint('linear', '0.0000008', 0.89, { pareto_frequency: 0.5535, hull_frequency: 0.41 });
  const rows = read(csv(report({ frontier: { points: [point], pareto: ['linear'], hull: [], aiq: null } })));
  const of = (model: string) => rows.find((row) => row.model === model)!;
  expect(of('linear')).toMatchObject({ pareto_frequency: '0.5535', hull_frequency: '0.41' });
  expect(of('nearest')).toMatchObject({ pareto_frequency: '', hull_frequency: '' });
});
