import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../src/cli/main.ts';
import { fakeIo } from './support/io.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

async function help(...command: readonly string[]): Promise<string> {
  const io = fakeIo({ cwd: '/', columns: 1000 });
  expect(await main([...command, '--help'], io)).toBe(0);
  return io.out();
}

/** Command -> description, as `bench --help` lists them; or the commands of a command. */
async function commands(...of: readonly string[]): Promise<Map<string, string>> {
  const list = (await help(...of)).split('Commands:')[1]?.split('Examples:')[0] ?? '';
  const lines = [...list.matchAll(/^ {2}(\S+)(?: [^ ]+)* {2,}(.+)$/gm)].map(
    (match) => [match[1] ?? '', match[2] ?? ''] as const,
  );
  return new Map(lines.filter(([name]) => name !== 'help'));
}

/** Every command, and every command of a command. */
async function paths(): Promise<readonly (readonly string[])[]> {
  const names = [...(await commands()).keys()];
  const nested = await Promise.all(
    names.map(async (name) => [...(await commands(name)).keys()].map((sub) => [name, sub])),
  );
  return [...names.map((name) => [name]), ...nested.flat()];
}

describe('README', () => {
  it('lists every command with the words of its help', async () => {
    const table = [...README.matchAll(/^\| `bench (\S+)[^`]*` \| ([^:|]+)/gm)].map((row) => [
      row[1] ?? '',
      (row[2] ?? '').trim(),
    ]);
    expect(new Map(table as [string, string][])).toEqual(await commands());
  });

  it('names only flags that exist', async () => {
    const texts = await Promise.all((await paths()).map((path) => help(...path)));
    const known = new Set(texts.join('\n').match(/--[a-z-]+/g));
    const named = README.match(/(?<=`[^`\n]*)--[a-z-]+/g) ?? [];
    // Of npm, in install commands.
    const others = new Set(['--save-dev']);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((flag) => !known.has(flag) && !others.has(flag))).toEqual([]);
  });

  it('every command has examples in its help', async () => {
    for (const name of (await commands()).keys()) {
      if (['init', 'exit-codes'].includes(name)) continue;
      expect(await help(name), name).toMatch(/Examples?:\n {2}(bench|cat) /);
    }
  });
});
