import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Ran } from '../support/invariants.ts';
import { KEY } from '../support/invariants.ts';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

/** The tests of the real process need `dist/`, which `npm test` builds first. */
export const isBuilt = existsSync(CLI);

/** A command that runs as a process of its own. */
export interface Spawned {
  readonly child: ChildProcess;
  /** Exit code, or 128 + the signal that killed it; what it wrote to the pipes it was given. */
  readonly done: Promise<Ran>;
}

/** Starts `bench` with the test key in its environment. */
export function spawnBench(cwd: string, argv: readonly string[], options: SpawnOptions = {}): Spawned {
  return watch(
    spawn(process.execPath, [CLI, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...options, env: environment() }),
  );
}

/** Starts a line of shell in which `$BENCH` is the command. */
export function spawnShell(cwd: string, line: string): Spawned {
  const env = { ...environment(), BENCH: `${process.execPath} ${CLI}` };
  return watch(spawn('bash', ['-c', line], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env }));
}

function environment(): NodeJS.ProcessEnv {
  const { CI: _ci, GITHUB_ACTIONS: _github, FORCE_COLOR: _colour, VITEST: _vitest, ...env } = process.env;
  return { ...env, TEST_KEY: KEY };
}

const NUMBERS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGPIPE: 13, SIGTERM: 15 };

function watch(child: ChildProcess): Spawned {
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    texts.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    texts.err += chunk;
  });
  const done = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? 128 + (NUMBERS[signal ?? ''] ?? 0), ...texts }));
  });
  return { child, done };
}
