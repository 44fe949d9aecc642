import { expect, it } from 'vitest';
import type { CascadeShare } from '../../src/analysis/cascade/cascade_types.ts';
import { cascadesTable, whatIfTable } from '../../src/report/cascades_table.ts';
import { cascade, cascadeSet, cascadeShare } from './detail_sample.ts';

const row = (more: Partial<CascadeShare>) =>
  cascadesTable(cascadeSet({ cascades: [cascade('judge', { shares: [cascadeShare(0.02, more)] })] }))!.rows[0]!;

it('certified, tested and not certified, nothing chosen, nothing left to test', () => {
  expect(row({})).toEqual(['judge', '2 points', 'yes', '62 %', '90.8 %', '86.0-94.1', '0.00880', '58 %']);
  expect(row({ certified: false })[2]).toBe('no');
  expect(row({ policy: null, certified: false }).slice(2)).toEqual(['no threshold', '-', '-', '-', '-', '-']);
  expect(row({ policy: null, certified: false, tested: 0 })[2]).toBe('not tested');
});

it('a cost that nobody knows is unknown, never 0; a dearer cascade has a negative saving', () => {
  const { policy } = cascadeShare(0.02);
  expect(row({ policy: { ...policy!, cost_per_task_usd: null, saving: null } }).slice(-2)).toEqual([
    'unknown',
    'unknown',
  ]);
  expect(row({ policy: { ...policy!, saving: -0.12 } }).at(-1)).toBe('-12 %');
});

it('how far a verifier can be trusted', () => {
  expect(cascadesTable(cascadeSet())!.notes).toEqual([
    'judge: read 400 of 412 answers; trusts a right answer more than a wrong one with chance 81 % (a coin: 50 %); figures of 206 tasks that chose nothing',
    'self-consistency: read 400 of 412 answers; figures of 206 tasks that chose nothing',
  ]);
});

it('what verifiers of given error rates would make of it; none without verifiers or with graded scores', () => {
  expect(whatIfTable(cascadeSet())!.rows[1]).toEqual(['90 %', '90 %', '85 %', '91.8 %', '0.00310']);
  expect(whatIfTable(cascadeSet({ what_if: [] }))).toBeNull();
  expect(cascadesTable(cascadeSet({ cascades: [] }))).toBeNull();
});
