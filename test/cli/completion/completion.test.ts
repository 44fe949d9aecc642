import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { fakeIo } from '../../support/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

async function script(shell: string): Promise<string> {
  const io = fakeIo({ cwd: folder });
  expect(await main(['completion', shell], io)).toBe(0);
  const path = join(folder, `bench.${shell}`);
  writeFileSync(path, io.out());
  return path;
}

describe.skipIf(!has('bash'))('completion of bash', () => {
  let path = '';
  beforeAll(async () => {
    path = await script('bash');
    for (const run of ['20261121-224455', '20261122-080000', '$(touch hacked)']) {
      mkdirSync(join(folder, 'results', run), { recursive: true });
      writeFileSync(join(folder, 'results', run, 'run.json'), '{}');
    }
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    writeFileSync(join(folder, 'bench.yaml'), '');
  });

  /** What Tab offers behind these words; the last one is being typed. */
  const offers = (...words: readonly string[]): readonly string[] => {
    const code = `source "$1"; shift; COMP_WORDS=(bench "$@"); COMP_CWORD=$#; _bench; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['-c', code, 'bash', path, ...words], { cwd: join(folder, 'deep/er') });
    return out.toString().trim().split('\n');
  };

  it('is sound bash', () => {
    expect(spawnSync('bash', ['-n', path]).stderr.toString()).toBe('');
  });

  it('offers commands, subcommands, flags and choices', () => {
    expect(offers('re')).toEqual(expect.arrayContaining(['report', 'resume', 'rescore', 'repair']));
    expect(offers('judge', 'sa')).toEqual(['sample']);
    expect(offers('report', '--fo')).toEqual(['--format']);
    expect(offers('report', '-f', 'ma')).toEqual(['markdown']);
    expect(offers('import', '--from', 'open')).toEqual(['openai-batch', 'openai-evals', 'openrouter']);
    expect(offers('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('offers runs from the results beside the nearest bench.yaml; a name is text, never run', () => {
    expect(offers('report', '2026')).toEqual(['20261121-224455', '20261122-080000']);
    expect(offers('report', '')).toContain('\\$\\(touch\\ hacked\\)');
    expect(spawnSync('ls', [join(folder, 'deep/er')]).stdout.toString()).toBe('');
  });
});

describe('completion of other shells', () => {
  it.skipIf(!has('zsh'))('is sound zsh', async () => {
    expect(spawnSync('zsh', ['-n', await script('zsh')]).stderr.toString()).toBe('');
  });

  it.skipIf(!has('fish'))('is sound fish', async () => {
    expect(spawnSync('fish', ['-n', await script('fish')]).stderr.toString()).toBe('');
  });

  it('names every command and flag in each', async () => {
    for (const shell of ['zsh', 'fish']) {
      const io = fakeIo({ cwd: folder });
      await main(['completion', shell], io);
      for (const word of ['rescore', 'baseline', 'quality-drop', 'openai-batch', 'exit-codes'])
        expect(io.out(), shell).toContain(word);
    }
  });

  it('refuses another shell', async () => {
    const io = fakeIo({ cwd: folder });
    expect(await main(['completion', 'tcsh'], io)).toBe(2);
    expect(io.err()).toContain('tcsh');
  });
});
