import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenRules } from './support/floors.ts';

const SRC = new URL('../src/', import.meta.url).pathname;

function sources(): readonly string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'));
}

describe('floors', () => {
  it('hold in every source file', () => {
    expect(sources().length).toBeGreaterThan(50);
    expect(sources().flatMap((path) => brokenRules(path, readFileSync(join(SRC, path), 'utf8')))).toEqual([]);
  });

  it.each([
    ['upward import', 'analysis/x.ts', "import { run } from '../run/run.ts';"],
    ['neighbour import', 'scorers/x.ts', "import { load } from '../config/load.ts';"],
    ['side-effect import', 'domain/x.ts', "import '../results/line.ts';"],
    ['export from', 'datasets/x.ts', "export { load } from '../config/load.ts';"],
    ['export star', 'datasets/x.ts', "export * from '../config/load.ts';"],
    ['type import', 'report/x.ts', "import type { RunFile } from '../results/run_file.ts';"],
    ['import() type', 'report/x.ts', "type R = import('../results/run_file.ts').RunFile;"],
    ['dynamic import', 'results/x.ts', "const m = await import('../cli/main.ts');"],
    ['multi-line import', 'providers/x.ts', "import {\n  a,\n  b,\n} from '../prices/cost.ts';"],
    ['import of the entrance', 'cli/x.ts', "import { all } from '../index.ts';"],
    ['node: on floor 0', 'domain/x.ts', "import { hash } from 'node:crypto';"],
    ['node: on floor 1', 'analysis/stats/x.ts', "import { readFileSync } from 'node:fs';"],
    ['Date.now', 'analysis/x.ts', 'const now = Date.now();'],
    ['new Date()', 'domain/x.ts', 'const now = new Date();'],
    ['performance', 'analysis/x.ts', 'const now = performance.now();'],
    ['Math.random', 'analysis/x.ts', 'const die = Math.random();'],
    ['process', 'domain/x.ts', 'const env = process.env.HOME;'],
    ['console on a low floor', 'analysis/x.ts', "console.log('x');"],
    ['console on a high floor', 'run/x.ts', "console.error('x');"],
    ['a timer', 'analysis/x.ts', 'setTimeout(f, 1);'],
    ['process.exit', 'cli/x.ts', 'process.exit(1);'],
    ['package behind another door', 'run/x.ts', "import OpenAI from 'openai';"],
    ['package without a door', 'cli/x.ts', "import chalk from 'chalk';"],
    ['dynamic import of a package behind another door', 'cli/x.ts', "await import('undici');"],
  ])('a planted %s is found', (_name, path, source) => {
    expect(brokenRules(path, source)).toHaveLength(1);
  });

  it.each([
    ['own room', 'scorers/exact.ts', "import { scored } from './kind.ts';"],
    ['lower floor', 'run/run.ts', "import { analyse } from '../analysis/report.ts';"],
    ['a comment', 'domain/x.ts', '// Date.now() and Math.random() are not used here\n/* process.exit() */'],
    ['a word inside text', 'analysis/x.ts', "const why = 'the process, the console';"],
    ['a package', 'domain/money.ts', "import Big from 'big.js';"],
  ])('%s is allowed', (_name, path, source) => {
    expect(brokenRules(path, source)).toEqual([]);
  });
});
