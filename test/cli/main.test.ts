import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { checkOutput } from '../support/invariants.ts';
import { type FakeIoOptions, fakeIo, systemError } from '../support/io.ts';
import { onBench } from '../support/workbench.ts';

async function say(argv: readonly string[], options: Partial<FakeIoOptions> = {}) {
  const io = fakeIo({ cwd: '/', ...options });
  const code = await main(argv, io);
  return { code, out: io.out(), err: io.err() };
}

const COMMANDS = ['run', 'resume', 'report', 'rescore', 'import', 'prices', 'init', 'repair', 'exit-codes'];

describe('help', () => {
  it('is what bench alone prints, on stdout, with every command and examples', async () => {
    const alone = await say([]);
    expect(alone).toMatchObject({ code: 0, err: '' });
    expect(alone.out).toBe((await say(['--help'])).out);
    for (const command of COMMANDS) expect(alone.out).toMatch(new RegExp(`^  ${command}[ \\n]`, 'm'));
    expect(alone.out).toContain('Examples:\n  bench init');
  });

  it.each(COMMANDS.filter((name) => !['init', 'exit-codes'].includes(name)))(
    'of %s has an example',
    async (command) => {
      const { code, out, err } = await say([command, '--help']);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(new RegExp(`^Usage: bench ${command} `));
      expect(out).toMatch(new RegExp(`Examples?:\\n  (cat .*\\| )?bench ${command}`));
    },
  );

  it.each([
    ['baseline', 'save'],
    ['export', 'finance'],
    ['export', 'parquet'],
    ['export', 'trials'],
    ['judge', 'sample'],
    ['judge', 'label'],
    ['judge', 'check'],
  ])('of %s %s has an example', async (...command) => {
    const { out } = await say([...command, '--help']);
    expect(out).toMatch(new RegExp(`Examples?:\\n  bench ${command.join(' ')}`));
  });

  it('of bench alone is one screen: 40 lines of 80 columns', async () => {
    const lines = (await say([])).out.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('fits the width it is shown at', async () => {
    const { out } = await say(['run', '--help'], { columns: 200, tty: true });
    expect(out.length).toBeGreaterThan(500);
    expect(out).not.toMatch(/^.{201,}$/m);
  });

  it.each([['exit-codes'], ['help', 'exit-codes']])('%s %s lists every exit code', async (...argv) => {
    const { code, out } = await say(argv.filter(Boolean));
    expect(code).toBe(0);
    for (const number of ['0 ', '1 ', '2 ', '3 ', '4 ', '5 ', '70 ', '129, 130, 143 '])
      expect(out).toContain(`\n  ${number}`);
  });

  it.each([['--version'], ['-V']])('%s prints the version', async (flag) => {
    expect((await say([flag])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a wrong command line', () => {
  it.each([
    ['a command that does not exist', ['rum'], /unknown command 'rum'.*Did you mean run\?/],
    [
      'a flag that does not exist',
      ['run', '--concurency', '3'],
      /unknown option '--concurency'.*Did you mean --concurrency\?/,
    ],
    ['an argument too many', ['report', 'a', 'b'], /too many arguments/],
    ['a format that does not exist', ['report', '-f', 'pdf'], /argument 'pdf' is invalid.*table, json, csv, markdown/],
    ['a missing value', ['run', '--seed'], /argument missing/],
    ['a count that is none', ['run', '--allow-missing', 'two'], /--allow-missing takes a whole number, not "two"/],
    ['floors that are none', ['report', '--floors', '2,x'], /--floors takes points from 0 to 100, not "x"|no run in/],
  ])('%s exits 2, never 1, with a hint', async (_what, argv, message) => {
    const ran = await say(argv, { cwd: '/nonexistent' });
    checkOutput(ran);
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('');
    expect(ran.err).toMatch(/^error\[[A-Z]+\] /);
    expect(ran.err).toMatch(message);
  });

  it('a number that is none is refused together with all else that is wrong', () =>
    onBench({ tasks: 2 }, async (bench) => {
      const ran = await bench.run(
        'run',
        '--repeats',
        'x',
        '--concurrency',
        '0',
        '--models',
        'bgi',
        '--reference',
        'nobody',
      );
      expect(ran.code).toBe(2);
      expect(ran.err.match(/^error\[CONFIG\]/gm)?.length).toBeGreaterThanOrEqual(4);
      expect(bench.server.ledger.seen).toEqual([]);
    }));

  it.each([['--json'], ['-f json'], ['--format json'], ['--format=json'], ['-fjson']])(
    'O12: with %s the error is one JSON document on stdout',
    async (flags) => {
      const { code, out, err } = await say(['report', 'nothing', ...flags.split(' ')], { cwd: '/nonexistent' });
      expect(code).toBe(2);
      expect(JSON.parse(out)).toEqual({
        error: { code: 'RUN', message: expect.stringContaining('no run "nothing"'), hint: expect.any(String) },
      });
      expect(err).toMatch(/^error\[RUN\]/);
    },
  );

  it('a command called json is not a wish for JSON', async () => {
    expect((await say(['json'])).out).toBe('');
  });
});

describe('an output that cannot be written', () => {
  it('P14: of a pipe that was closed is no failure', async () => {
    expect(await say(['--version'], { stdoutError: systemError('EPIPE') })).toEqual({ code: 0, out: '', err: '' });
    expect(await say(['exit-codes'], { stdoutError: systemError('EPIPE') })).toEqual({ code: 0, out: '', err: '' });
  });

  it('P13: because the disk is full exits 5 and says so, also where JSON was asked for', async () => {
    const ran = await say(['exit-codes', '--json'].slice(0, 1), { stdoutError: systemError('ENOSPC') });
    expect(ran.code).toBe(5);
    expect(ran.err).toContain('error[ENOSPC] cannot write the report to stdout: disk full');
  });
});

it('P31: a bug exits 70 with a line and a file; with --debug it shows its stack', async () => {
  const broken = { stdoutError: new TypeError('a bug') as NodeJS.ErrnoException };
  const quiet = await say(['exit-codes'], broken);
  expect(quiet.code).toBe(70);
  expect(quiet.err).toMatch(
    /^error\[BUG\] internal error: this is a bug of bench, please report it\nhint: details in (\/.*bench-crash-[0-9a-f]{12}\.txt)\n$/,
  );
  const { readFileSync, rmSync, statSync } = await import('node:fs');
  const file = /details in (.*)\n/.exec(quiet.err)?.[1] ?? '';
  expect(readFileSync(file, 'utf8')).toContain('TypeError: a bug\n    at ');
  expect(statSync(file).mode & 0o077, 'X16: nobody else reads it').toBe(0);
  rmSync(file);
  expect((await say(['exit-codes'], { ...broken, env: { BENCH_DEBUG: '1' } })).err).toContain(
    'TypeError: a bug\n    at ',
  );
});
