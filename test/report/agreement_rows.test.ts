import { expect, test } from 'vitest';
import { AGREEMENT_HEADS, agreementRows } from '../../src/report/agreement_rows.ts';
import { agreement, estimated, validation } from './sample.ts';

test('all labelled answers, then models, then segments: a cell a head, what is unknown says so', () => {
  const rows = agreementRows(
    validation({
      by_model: [{ ...agreement(), model: 'linear' }],
      by_segment: [{ ...agreement({ kappa: estimated(null, null, null), bias: null }), segment: '' }],
    }),
  );
  expect(rows.map(([name]) => name)).toEqual(['all', 'model linear', 'segment (no segment)']);
  for (const row of rows) expect(row).toHaveLength(AGREEMENT_HEADS.length);
  expect(rows[2]!.slice(4, 6)).toEqual(['n/a', 'n/a']);
  expect(rows[2]!.at(-1)).toBe('n/a');
});
