import { fork, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = (file) => new URL(file, import.meta.url).pathname;

/** A folder that is removed after `work`. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-benchmark-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Wall seconds and peak memory (MB) of a script as a whole process. */
export function whole(script, args, cwd) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [here('child.js'), script, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.stdout.resume();
    child.on('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, peak_mb: Number(/peak_mb ([\d.]+)/.exec(said)?.[1]) });
      else reject(new Error(`${script} exited ${code}: ${said.slice(-500)}`));
    });
  });
}

/** Milliseconds of a bare command. */
export function commandMs(args) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args);
  if (status !== 0) throw new Error(`node ${args.join(' ')} exited ${status}`);
  return performance.now() - started;
}

/** A server that answers after `delay` milliseconds, while `work` runs. */
export async function withServer(delay, work) {
  const server = fork(here('server.js'), [], { env: { ...process.env, DELAY_MS: String(delay) } });
  const port = await new Promise((resolve) => server.once('message', resolve));
  try {
    return await work(`http://127.0.0.1:${port}/v1`);
  } finally {
    server.disconnect();
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs A and B in turn, so that a noisy machine is noisy for both; medians, and the median of the ratios pair by pair. */
export async function inTurn(times, a, b) {
  const pairs = [];
  for (let i = 0; i < times; i++) pairs.push([await a(), await b()]);
  const of = (side, field) => median(pairs.map((pair) => pair[side][field]));
  return {
    a: { seconds: of(0, 'seconds'), peak_mb: of(0, 'peak_mb') },
    b: { seconds: of(1, 'seconds'), peak_mb: of(1, 'peak_mb') },
    ratio: median(pairs.map(([x, y]) => x.seconds / y.seconds)),
  };
}
