import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../src/analysis/report_types.ts';
import { main } from '../src/cli/main.ts';
import { fakeIo } from './support/io.ts';

/** Public recorded outcomes, through the command line as a user would take them. */
const SHARED = fileURLToPath(new URL('../../shared/', import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), 'bench-recorded-'));
afterAll(() => rmSync(cwd, { recursive: true }));

async function bench(...argv: string[]): Promise<Report> {
  const io = fakeIo({ cwd });
  const code = await main([...argv, '--json'], io);
  expect([code, io.err()]).toEqual([0, expect.not.stringContaining('error')]);
  return JSON.parse(io.out()) as Report;
}

function standing(report: Report, model: string): Report['standings'][number] {
  const row = report.standings.find((one) => one.model === model);
  if (!row) throw new Error(`no standing of ${model}`);
  return row;
}

interface Index {
  readonly pareto: readonly string[];
  readonly hull: readonly string[];
  readonly models: readonly { model: string; mean_cost: number; n_cost: number; accuracy: number }[];
  readonly pairs: Readonly<
    Record<string, { both_right: number; strong_only: number; cheap_only: number; both_wrong: number }>
  >;
}

function reference<T>(name: string): T {
  return JSON.parse(readFileSync(join(SHARED, 'reference', `${name}.json`), 'utf8'));
}

describe.skipIf(!existsSync(SHARED))('recorded outcomes (skipped without ../shared)', () => {
  it('openhands: frontier, mean costs and paired cells; a cost of 0 for every task is unknown', async () => {
    const index = reference<{ 'swe-bench': Index }>('openhands_swe_bench')['swe-bench'];
    const file = join(SHARED, 'data/openhands/outcomes.csv');
    const report = await bench('import', file, '--where', 'benchmark=swe-bench', '--reference', 'GPT-5.5');
    expect(report.run.tasks).toBe(500);
    expect(report.frontier.pareto).toEqual(index.pareto);
    expect(report.frontier.hull).toEqual(index.hull);
    for (const expected of index.models) {
      const row = standing(report, expected.model);
      expect(Number(row.cost_per_task_usd)).toBeCloseTo(expected.mean_cost, 9);
      expect(row.cost_unknown).toBe(500 - expected.n_cost);
      if (row.unscored === 0) expect(row.quality).toBeCloseTo(expected.accuracy, 12);
    }
    expect(standing(report, 'acp-codex:GPT-5.5')).toMatchObject({ cost_usd: null, cost_unknown: 500 });
    for (const [pair, cells] of Object.entries(index.pairs)) {
      const [candidate, strong] = pair.split(' vs ');
      if (strong !== 'GPT-5.5') continue;
      expect(report.shares.find((share) => share.candidate === candidate)).toMatchObject({
        both_right: cells.both_right,
        losses: cells.strong_only,
        gains: cells.cheap_only,
        both_wrong: cells.both_wrong,
      });
    }
    expect((await bench('report')).headline).toEqual(report.headline);
  });

  it('gsm8k: outputs graded by numeric', async () => {
    const [outputs, tasks] = ['recordings', 'tasks'].map((name) => join(SHARED, `data/gsm8k/${name}.csv`)) as [
      string,
      string,
    ];
    const report = await bench(
      'import',
      outputs,
      '--dataset',
      tasks,
      '--scorer',
      'numeric',
      '--reference',
      'gpt-4-1106-preview',
    );
    expect(standing(report, 'gpt-4-1106-preview').quality).toBeGreaterThanOrEqual(0.888);
    expect(standing(report, 'Mixtral-8x7B-Instruct-v0.1').quality).toBeGreaterThanOrEqual(0.639);
  });

  it('mmlu-pro: choice agrees with what the publisher extracted', async () => {
    const file = join(SHARED, 'data/mmlu-pro/outputs.jsonl');
    const report = await bench('import', file, '--scorer', 'choice', '--reference', 'gemini-1.5-pro-002');
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const row of report.standings) {
      const own = rows.filter((one) => one.model === row.model);
      const right = own.filter((one) => one.published_extracted_answer === one.expected).length;
      expect(row.scored).toBe(own.filter((one) => one.published_extracted_answer).length);
      expect((row.quality ?? 0) * row.scored).toBeCloseTo(right, 9);
    }
  });

  it('routerarena: costs to 1e-12; the one score outside 0..1 has no verdict', async () => {
    const file = join(SHARED, 'data/routerarena/outcomes.csv');
    const expected = reference<Record<string, { total_cost: number; accuracy: number }>>('routerarena_sub10');
    const report = await bench('import', file, '--reference', 'claude-3-haiku-20240307');
    for (const row of report.standings) {
      expect(Math.abs(Number(row.cost_usd) - (expected[row.model]?.total_cost ?? 0))).toBeLessThan(1e-12);
      const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
      const own = rows.filter((one) => one.model === row.model);
      expect(row.input_tokens).toBe(own.reduce((sum, one) => sum + Number(one.prompt_tokens), 0));
    }
    expect(standing(report, 'gemini-2.0-flash-001').quality).toBeCloseTo(
      expected['gemini-2.0-flash-001']?.accuracy ?? 0,
      12,
    );
    expect(standing(report, 'claude-3-haiku-20240307')).toMatchObject({ scored: 808, unscored: 1 });
  });
});
