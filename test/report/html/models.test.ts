import { expect, test } from 'vitest';
import { modelsTable } from '../../../src/report/html/models.ts';
import { beaten, frontierPoint, report } from '../sample.ts';

test('an uncertain place on the frontier carries its percentage; who is ahead of the others stands in a column', () => {
  const points = [
    frontierPoint('linear', '0.0000008', 0.89, { pareto_frequency: 0.55 }),
    frontierPoint('ensemble', '0.000021', 0.91),
    frontierPoint('nearest', '0.000021', 0.84, { beaten_by: beaten('<linear>') }),
  ];
  const frontier = { points, pareto: ['linear', 'ensemble'], hull: [], aiq: null };
  const made = modelsTable(report({ frontier })).text;
  expect(made).toContain('<span class="mark">frontier 55 %</span>');
  expect(made).toContain('<span class="mark">frontier</span>');
  expect(made).toContain('ahead of it');
  expect(made).toContain('&lt;linear&gt; is cheaper, quality not distinguishable (-0.4 to 4.4 points)');
  expect(made).toContain('fewer than 95 % of 2,000 resamples');
});

test('where no model is behind another, the column is left out', () => {
  expect(modelsTable(report()).text).not.toContain('ahead of it');
});
