import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { tempFolder } from '../../results/temp.ts';
import { type FakeIoOptions, fakeIo } from '../../support/io.ts';

async function run(argv: readonly string[], options: Partial<FakeIoOptions> = {}) {
  const io = fakeIo({ cwd: tempFolder(), ...options });
  const code = await main(['judge', ...argv], io);
  return { code, out: io.out(), err: io.err() };
}

describe('bench judge', () => {
  it('shows its commands and an example when none is named', async () => {
    const { code, out } = await run([]);
    expect(code).toBe(0);
    expect([...out.split('Commands:')[1]!.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name)).toEqual([
      'check',
      'sample',
      'label',
    ]);
    expect(out).toContain('bench judge check --labels labels.csv');
  });

  it('knows which command was meant', async () => {
    const { code, err } = await run(['chek']);
    expect(code).toBe(2);
    expect(err).toBe('error[USAGE] there is no command "bench judge chek"\nhint: did you mean check?\n');
  });

  it('has its own words for a wrong flag', async () => {
    const { code, err } = await run(['sample', '--sed', '1']);
    expect(code).toBe(2);
    expect(err).toContain("error[USAGE] unknown option '--sed'");
  });

  it.each(['check', 'sample', 'label'])('%s has help with examples', async (name) => {
    const { code, out } = await run([name, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Examples:\n  bench judge ${name}`);
  });

  it.each(['check', 'sample'])('%s without a run says so', async (name) => {
    const { code, err } = await run([name]);
    expect(code).toBe(2);
    expect(err).toContain('error[RUN] no run in results');
  });

  it('label without a run says so', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
    const { code, err } = await run(['label'], { stdin, tty: true, env: { NO_COLOR: '1' } });
    expect(code).toBe(2);
    expect(err).toContain('error[RUN] no run in results');
  });
});
