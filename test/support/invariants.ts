import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import type { Score } from '../../src/domain/completion.ts';
import { decodeLine } from '../../src/results/line.ts';
import type { Loopback } from './loopback.ts';

/** The key that every test bench uses; it must turn up nowhere. */
export const KEY = 'sk-test-0123456789abcdefghij';

/** How a command ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const EXIT_CODES = [0, 2, 3, 4, 5, 129, 130, 143];

/** INV1, 2, 7 over what a command printed. */
export function checkOutput({ code, out, err }: Ran): void {
  const said = `${out}\n${err}`;
  expect(EXIT_CODES, said).toContain(code);
  expect(said).not.toMatch(/\n\s+at .*\d+:\d+|\[object Object\]|\bundefined\b|\bNaN\b/);
  expect(said.includes(KEY), 'the key was printed').toBe(false);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(said, 'INV O1: nothing that acts on a terminal').not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)/);
}

/** Every file under a folder, relative to it. */
export function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

const EXPECTED_FILE =
  /^([^/]+\/(run\.json|(completions|scores|labels|judgements)\.jsonl(\.torn|\.damaged)?|dataset)|\.embeddings\/[0-9a-f]{16}\.jsonl(\.torn)?)$/;

/** INV4-7 over the results folder of a bench whose commands have ended: whole files, sound lines, no left-overs, no key. */
export function checkResults(results: string): void {
  for (const file of filesUnder(results)) {
    expect(file, 'INV6: a left-over').toMatch(EXPECTED_FILE);
    const bytes = readFileSync(join(results, file));
    expect(bytes.includes(KEY), `INV7: the key is in ${file}`).toBe(false);
    if (file.endsWith('run.json')) expect(JSON.parse(bytes.toString())).toMatchObject({ format: 'bench.run/1' });
    if (file.endsWith('.jsonl')) expect(damagedLines(bytes), `INV4: ${file}`).toEqual([]);
    if (file.endsWith('scores.jsonl')) checkVerdicts(bytes);
  }
}

/** J4: every vote is a score or says why it is none; without a single vote there is no verdict, and a verdict has no reason not to be one. */
function checkVerdicts(bytes: Buffer): void {
  for (const line of splitLines(bytes)) {
    const { verdict, judged } = (decodeLine(line) ?? {}) as Partial<Score>;
    if (!verdict || !judged) continue;
    for (const { score, why } of judged.votes) expect([score === undefined, why === undefined]).toContain(true);
    for (const { score, why } of judged.votes) expect([score === undefined, why === undefined]).toContain(false);
    const scores = judged.votes.flatMap(({ score }) => score ?? []);
    if (verdict.state === 'unscored') expect(verdict.why).toMatch(/^judge: /);
    else expect(scores.length, 'a verdict of nobody').toBeGreaterThan(0);
    for (const score of scores) expect(score >= 0 && score <= 1, `score ${score}`).toBe(true);
  }
}

/** Numbers of the lines whose checksum does not hold, except the last. */
function damagedLines(bytes: Buffer): readonly number[] {
  const lines = splitLines(bytes);
  return lines.slice(0, -1).flatMap((line, i) => (decodeLine(line) === undefined ? [i + 1] : []));
}

/** The bytes between newlines; what follows the last newline is the last entry ("" for a sound file). */
export function splitLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

/** INV9, 10 over the server's books. */
export function checkLedger(server: Loopback, concurrency: number): void {
  expect(server.ledger.maxInFlight, 'INV9').toBeLessThanOrEqual(concurrency);
  expect(server.ledger.keysSeen.size, 'INV10: one key').toBeLessThanOrEqual(1);
  expect(server.ledger.retryAfterViolations, 'INV10').toEqual([]);
}

/** The JSON report's figures that the tests look at. */
export interface JsonReport {
  readonly format: string;
  readonly run: Readonly<Record<string, unknown>> & { readonly tasks: number; readonly repeats: number };
  readonly standings: readonly Readonly<Record<string, number | string | null>>[];
}

/** INV3: the counts of each model add up to tasks x repeats. */
export function checkCounts(report: JsonReport): void {
  for (const row of report.standings) {
    const sum = [row.scored, row.unscored, row.failed, row.not_run, row.spared ?? 0].reduce<number>(
      (a, b) => a + Number(b),
      0,
    );
    expect(sum, `INV3: ${row.model}`).toBe(report.run.tasks * report.run.repeats);
  }
}
