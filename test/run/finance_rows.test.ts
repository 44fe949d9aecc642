import { describe, expect, it } from 'vitest';
import type { LineItem, Way } from '../../src/analysis/finance/finance_types.ts';
import { LineAdder } from '../../src/analysis/finance/line_sums.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import type { Payee } from '../../src/run/finance_calls.ts';
import { projectionRows, summaryRow } from '../../src/run/finance_rows.ts';
import { corrected, judged, report } from '../report/sample.ts';

const run = { id: 'r' } as RunFile;
const none = { low: null, base: null, high: null };

/** A routing from `ensemble` to `linear`, by words. */
const route: Way = {
  ...{ strategy: 'route', kind: 'routing', candidate: 'linear', reference: 'ensemble', models: ['ensemble', 'linear'] },
  ...{ decided_by: 'tfidf', floor: 0.02, share_moved: 0.4, basis: 'certified', tasks: 206, successes: null },
  ...{ quality: none, corrected: false, cost_per_task_usd: none, verifier_cost_per_task_usd: null },
  ...{ saving_per_task_usd: none, loss_per_task: none, cost_per_success_usd: null, p50_ms: null, p95_ms: null },
};
const payee = (source: string, elsewhere: boolean) => ({ price: { source_note: source }, elsewhere }) as Payee;
const sums = {
  all: new LineAdder(),
  byModel: new Map([['nearest', unknownCalls(2)]]),
  payees: new Map([
    ['ensemble', payee('contract', false)],
    ['linear', payee('list', false)],
    ['nearest', payee('list', false)],
  ]),
};

function unknownCalls(n: number): LineAdder {
  const adder = new LineAdder();
  const call = { kind: 'answer', line_type: 'call', cost_state: 'unknown', cost_usd: null, paid_usd: null };
  for (let i = 0; i < n; i++) adder.add({ ...call, reused_from: null } as LineItem);
  return adder;
}

describe('what quality rests on', () => {
  const basis = (way: Way, of: Parameters<typeof summaryRow>[1]) => summaryRow(way, of, run, sums).quality_basis;

  it('a policy that is not corrected rests on the judge, though its models are', () => {
    // 50 labels of each model, of 128 judged answers: enough to call the judge validated for both.
    expect(basis(route, corrected())).toBe('validated');
    expect(basis({ ...route, corrected: true }, corrected())).toBe('corrected');
    expect(basis(route, judged())).toBe('not_validated');
    expect(basis(route, report())).toBe('exact');
  });

  it('a portfolio rests on the weakest of its models', () => {
    const several = { ...route, kind: 'portfolio', candidate: null } as const;
    expect(basis({ ...several, models: ['linear', 'ensemble'] }, corrected())).toBe('validated');
    expect(basis({ ...several, models: ['linear', 'ensemble', 'nearest'] }, corrected())).toBe('not_validated');
  });
});

it('a certified policy has no sums of its own, and the prices of every model in it', () => {
  const row = summaryRow({ ...route, models: ['linear', 'nearest', 'ensemble'] }, report(), run, sums);
  expect(row).toMatchObject({ sums: null, price_source: 'list; contract' });
});

it('assumptions count what is unknown of every model in it, and say how policies are certified', () => {
  const inputs = {
    ...{ monthly_tasks: null, volume_source: null, volume_change_percent: null },
    ...{ failure_cost_usd: null, one_off_usd: null },
  };
  const said = (models: readonly string[], more: Partial<Way> = {}) => {
    const row = summaryRow({ ...route, models, ...more }, report(), run, sums);
    return projectionRows([row], inputs, run, sums, undefined)[0]!.assumptions.split('; ');
  };
  const many =
    'each policy is certified by its own test (95 % confidence): the best of several looks better than it is';
  expect(said(['ensemble', 'linear', 'nearest'])).toContain('2 calls of unknown cost are left out');
  expect(said(['ensemble', 'linear']).some((text) => text.includes('unknown cost'))).toBe(false);
  expect(said(['ensemble', 'linear'])).toContain(many);
  expect(said(['linear'], { basis: 'measured' })).not.toContain(many);
});
