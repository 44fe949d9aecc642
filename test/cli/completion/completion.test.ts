import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { fakeIo } from '../../support/io.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUNS = ['20261121-224455', '20261122-080000', '$(touch hacked)'];
const HERE = join(folder, 'deep/er');
mkdirSync(HERE, { recursive: true });
writeFileSync(join(folder, 'bench.yaml'), '');
for (const run of RUNS) {
  mkdirSync(join(folder, 'results', run), { recursive: true });
  writeFileSync(join(folder, 'results', run, 'run.json'), '{}');
}

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
  });

  /** What Tab offers behind these words; the last one is being typed. */
  const offers = (...words: readonly string[]): readonly string[] => {
    const code = `source "$1"; shift; COMP_WORDS=(bench "$@"); COMP_CWORD=$#; _bench; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync('bash', ['-c', code, 'bash', path, ...words], { cwd: HERE });
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
    // Readline splits --format=ma at the sign.
    expect(offers('report', '--format', '=', 'ma')).toEqual(['markdown']);
    expect(offers('report', '--format', '=')).toContain('junit');
  });

  it('offers runs from the results beside the nearest bench.yaml; a name is text, never run', () => {
    expect(offers('report', '2026')).toEqual(['20261121-224455', '20261122-080000']);
    expect(offers('report', '')).toContain('\\$\\(touch\\ hacked\\)');
    expect(offers('compare', '2026')).toEqual(['20261121-224455', '20261122-080000']);
    expect(offers('baseline', 'save', '2026')).toEqual(['20261121-224455', '20261122-080000']);
    expect(readdirSync(HERE)).toEqual([]);
  });
});

describe.skipIf(!has('fish'))('completion of fish', () => {
  let path = '';
  beforeAll(async () => {
    path = await script('fish');
  });

  const offers = (line: string): readonly string[] => {
    const ran = spawnSync('fish', ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', path, line], {
      cwd: HERE,
    });
    expect(ran.stderr.toString()).toBe('');
    return ran.stdout
      .toString()
      .split('\n')
      .filter((one) => one !== '')
      .map((one) => one.split('\t')[0] ?? '');
  };

  it('is sound fish', () => {
    expect(spawnSync('fish', ['-n', path]).stderr.toString()).toBe('');
  });

  it('offers commands, subcommands, flags and choices', () => {
    expect(offers('bench re')).toEqual(['repair', 'report', 'reprice', 'rescore', 'resume']);
    expect(offers('bench judge sa')).toEqual(['sample']);
    expect(offers('bench report --fo')).toEqual(['--format']);
    expect(offers('bench report -f ma')).toEqual(['markdown']);
    expect(offers('bench report --format=ma')).toEqual(['--format=markdown']);
    expect(offers('bench import --from open')).toEqual(['openai-batch', 'openai-evals', 'openrouter']);
    // Where a flag has choices a file is none.
    writeFileSync(join(HERE, 'openrouter.csv'), '');
    expect(offers('bench import --from openr')).toEqual(['openrouter']);
    expect(offers('bench report -o openr')).toEqual(['openrouter.csv']);
    rmSync(join(HERE, 'openrouter.csv'));
  });

  it('offers runs from the results beside the nearest bench.yaml; a name is text, never run', () => {
    expect(offers('bench report -f markdown 2026')).toEqual(['20261121-224455', '20261122-080000']);
    expect(offers('bench compare 20261121-224455 2026')).toEqual(['20261121-224455', '20261122-080000']);
    expect(offers('bench report ')).toEqual(expect.arrayContaining(RUNS));
    expect(readdirSync(HERE)).toEqual([]);
  });
});

/** A terminal in which a shell completes with its real completion system; each match is printed between marks. */
const ZSH_TERMINAL = `
zmodload zsh/zpty
zpty -b shell zsh -f -i
typeset -F SECONDS=0
await() {
  local part seen=
  while (( SECONDS < 20 )); do
    if zpty -r -t shell part; then seen+=$part; else sleep 0.02; fi
    [[ $seen == *$1* ]] && break
  done
  print -r -- "$seen"
}
zpty -w shell 'PROMPT=; source '\${(q)1}
await '<ready>' > /dev/null
for line in "\${@:2}"; do
  zpty -n -w shell $'\x15'$line$'\t'
  print -r -- "<line>$(await '<end>')"
done
zpty -d shell
`;

const ZSH_SHELL = `
autoload -Uz compinit && compinit -u -D
eval "$(<BENCH_SCRIPT)"
unsetopt list_beep
compadd() {
  local -a hits
  if [[ " $* " != *' -'[OAD]' '* ]]; then builtin compadd -A hits "$@"; print -rl -- '<hit>'$^hits'</hit>'; fi
  builtin compadd "$@"
}
capture() { _main_complete; print -r -- '<end>' }
zle -C capture complete-word capture
bindkey '^I' capture
print -r -- '<re''ady>'
`;

describe.skipIf(!has('zsh'))('completion of zsh', () => {
  it('is sound zsh', async () => {
    expect(spawnSync('zsh', ['-n', await script('zsh')]).stderr.toString()).toBe('');
  });

  it('offers the same; a name is text, never run', async () => {
    const start = join(folder, 'shell.zsh');
    writeFileSync(start, ZSH_SHELL.replace('BENCH_SCRIPT', await script('zsh')));
    const lines = {
      'bench re': ['repair', 'report', 'reprice', 'rescore', 'resume'],
      'bench judge sa': ['sample'],
      'bench report --fo': ['--format'],
      'bench report -f ma': ['markdown'],
      'bench report --format=ma': ['markdown'],
      'bench import --from open': ['openai-batch', 'openai-evals', 'openrouter'],
      'bench compare 20261121-224455 2026': ['20261121-224455', '20261122-080000'],
      'bench report ': ['20261121-224455', '20261122-080000', '\\$\\(touch\\ hacked\\)'],
    };
    const ran = spawnSync('zsh', ['-f', '-c', ZSH_TERMINAL, 'zsh', start, ...Object.keys(lines)], { cwd: HERE });
    const seen = ran.stdout.toString().split('<line>').slice(1);
    const hits = seen.map((text) => [...text.matchAll(/<hit>(.+?)<\/hit>/g)].map((hit) => hit[1] ?? '').sort());
    expect(Object.fromEntries(Object.keys(lines).map((line, index) => [line, hits[index]]))).toEqual(lines);
    expect(readdirSync(HERE)).toEqual([]);
  }, 30_000);
});

describe('completion of other shells', () => {
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
