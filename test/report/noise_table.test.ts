import { expect, it } from 'vitest';
import { flakyTable, noiseLegend, noiseTable } from '../../src/report/noise_table.ts';
import { noise } from './detail_sample.ts';

it('one column for one answer, two for several; n/a where a model has too few', () => {
  const [one, two] = noise().models;
  const table = noiseTable(noise({ models: [{ ...one!, pass: one!.pass.slice(0, 1) }, two!] }), 'ensemble');
  expect(table.columns.slice(6).map(({ head }) => head)).toEqual(['pass@1', 'pass@2', 'pass^2', 'pass@3', 'pass^3']);
  expect(table.rows[0]!.slice(6)).toEqual(['89.1 %', 'n/a', 'n/a', 'n/a', 'n/a']);
});

it('with graded scores there is no pass@k, and nothing is said about it', () => {
  const graded = noise({ models: noise().models.map((one) => ({ ...one, pass: [] })) });
  expect(noiseTable(graded, 'ensemble').columns).toHaveLength(6);
  expect(noiseLegend(graded, 'ensemble').join()).not.toContain('pass@');
});

it('the oracle share of the reference against itself, where it has repeats', () => {
  expect(noiseLegend(noise(), 'ensemble').at(-1)).toContain('would have an oracle share of 95.6 %');
  expect(noiseLegend(noise({ reference_oracle: null }), 'ensemble').join()).not.toContain('oracle');
});

it('flaky tasks with their scores, and how many are not shown', () => {
  expect(flakyTable(noise())).toMatchObject({
    caption: 'flaky tasks, the most divided first; 2 of 108 are shown',
    rows: [
      ['t17', 'linear', '1 0 1'],
      ['t3', 'ensemble', '0 0.5 1'],
    ],
  });
  expect(flakyTable(noise({ flaky_count: 2 })).caption).toBe('flaky tasks, the most divided first');
  expect(noiseTable(noise({ flaky: [], flaky_count: 0 }), 'ensemble').notes.join()).not.toContain('flaky');
});
