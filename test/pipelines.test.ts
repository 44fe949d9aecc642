import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { main } from '../src/cli/main.ts';
import { fakeIo } from './support/io.ts';

const ROOT = new URL('../', import.meta.url).pathname;
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const github = parse(read('examples/github-action.yml'));
const gitlab = parse(read('examples/gitlab-ci.yml'));
const action = parse(read('action.yml'));
const actionSteps = action.runs.steps as readonly Step[];
const script = actionSteps.find(({ id }) => id === 'bench')!;

/** Commands of a pipeline in their order, with the variables of its job put in. */
const PIPELINES: readonly (readonly [file: string, commands: readonly string[]])[] = [
  [
    'github-action.yml',
    commandsOf(
      github.jobs.bench.steps.flatMap(({ run }: Step) => run ?? []),
      github.jobs.bench.env,
    ),
  ],
  ['gitlab-ci.yml', commandsOf([...gitlab.bench.script, ...gitlab.bench.after_script], gitlab.bench.variables)],
];

function commandsOf(lines: readonly string[], variables: Readonly<Record<string, string>>): readonly string[] {
  const filled = lines.map((line) => line.replace(/\$(\w+)/g, (_, name) => variables[name] ?? `$${name}`));
  return filled.filter((line) => line.startsWith('bench ')).map((line) => line.replace(/ \|\| true$/, ''));
}

let folder: string;

/** Keeps the first lines of a file: what is tested here are commands, not models. */
function shorten(file: string, lines: number): void {
  const path = join(folder, file);
  writeFileSync(path, `${readFileSync(path, 'utf8').split('\n').slice(0, lines).join('\n')}\n`);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-pipelines-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bench(line: string) {
  const io = fakeIo({ cwd: folder });
  return { code: await main(line.split(/\s+/).slice(1), io), out: io.out(), err: io.err() };
}

describe('examples', () => {
  it('install the version of this package', () => {
    const [major, minor] = JSON.parse(read('package.json')).version.split('.');
    for (const file of ['examples/github-action.yml', 'examples/gitlab-ci.yml'])
      expect(read(file)).toContain(`npm install --global frontier-bench@${major}.${minor}\n`);
  });

  it('run as they stand on what `bench init` writes, once a baseline is saved', async () => {
    expect((await bench('bench init')).code).toBe(0);
    shorten('datasets/support-desk.csv', 80);
    shorten('datasets/support-desk.train.csv', 200);
    expect((await bench('bench run')).code).toBe(0);
    expect((await bench('bench gate --max-quality-drop 2')).code, 'without a baseline').toBe(2);
    expect((await bench('bench baseline save')).code).toBe(0);
    for (const [file, commands] of PIPELINES) {
      expect(commands.length, file).toBeGreaterThanOrEqual(3);
      for (const command of commands) {
        const { code, err } = await bench(command);
        expect(code, `${file}: ${command}: ${err}`).toBe(0);
      }
    }
    for (const made of ['gate.xml', 'gl-code-quality-report.json', 'report.html'])
      expect(existsSync(join(folder, made)), made).toBe(true);
  }, 60_000);

  it('GitLab: every report is made although the gate says no, and the script ends with its exit code', () => {
    const stub = 'bench() { echo "$*"; [ "$1" != gate ]; }';
    const shell = (lines: readonly string[]) =>
      spawnSync('bash', ['-e', '-c', [stub, ...lines].join('\n')], { encoding: 'utf8' });
    const { script: asked, after_script: reports } = gitlab.bench;
    expect(shell(asked).status).toBe(1);
    const after = shell(reports);
    expect(after.status).toBe(0);
    expect(after.stdout.match(/(?<=-o )\S+/g)).toEqual(['gate.xml', 'gl-code-quality-report.json', 'report.html']);
  });

  it('keep what they make', () => {
    const { reports, paths } = gitlab.bench.artifacts;
    expect([reports.junit, reports.codequality, ...paths].sort()).toEqual([
      'gate.xml',
      'gl-code-quality-report.json',
      'report.html',
    ]);
    const kept = github.jobs.bench.steps.at(-1).with.path.trim().split('\n');
    expect(kept).toEqual(['report.html', 'gate.xml']);
    expect(github.permissions).toEqual({ contents: 'read' });
  });
});

describe('action.yml', () => {
  it('has a description and a default for every input, and reads no input as a command', () => {
    expect(Object.keys(action.inputs).slice(0, 4)).toEqual(['config', 'baseline', 'max-cost', 'fail-on']);
    for (const input of Object.values(action.inputs))
      expect(input).toMatchObject({ description: expect.any(String), default: expect.any(String) });
    for (const { run = '' } of actionSteps) expect(run).not.toContain('${{');
    expect(read('action.yml')).not.toMatch(/secrets\.|printenv|set -x|\benv$/m);
  });

  it('its commands have the flags it gives them', async () => {
    const lines = script.run!.split('\n').filter((line) => /^\s*bench \w/.test(line));
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      const [, command = '', flags = ''] = /bench (\w+) (.*)/.exec(line) ?? [];
      const { out } = await bench(`bench ${command} --help`);
      for (const flag of flags.match(/(?<=\s|^)--?[a-z][a-z-]*/g) ?? [])
        expect(out).toMatch(new RegExp(`(^|\\s)${flag}[ ,]`, 'm'));
    }
  });

  /** The script of the action in bash, with a stand-in for the command that notes what it was asked and ends as it is told. */
  function act(env: Readonly<Record<string, string>>, codes: Readonly<Record<string, number>> = {}) {
    const place = mkdtempSync(join(folder, 'action-'));
    const calls = join(place, 'calls');
    writeFileSync(
      join(place, 'cli.cjs'),
      `require('fs').appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(' ') + '\\n'); process.exitCode = ${JSON.stringify(codes)}[process.argv[2]] ?? 0;`,
    );
    const inputs = { CONFIG: '', BASELINE: '', MAX_COST: '', FAIL_ON: 'gate', ...env };
    const output = join(place, 'output');
    const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script.run!], {
      cwd: place,
      env: { PATH: process.env.PATH, CLI: join(place, 'cli.cjs'), GITHUB_OUTPUT: output, ...inputs },
    });
    const asked = existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : [];
    return { status, asked, output: existsSync(output) ? readFileSync(output, 'utf8') : '' };
  }

  const REPORTS = ['report -f junit -o bench-report/run.xml', 'report -f html -o bench-report/report.html'];

  it("runs, reports, gates; the exit code is the gate's", () => {
    const gate = 'gate -f junit -o bench-report/gate.xml';
    expect(act({})).toEqual({ status: 0, asked: ['run --fresh', ...REPORTS, gate], output: 'exit-code=0\n' });
    expect(act({}, { gate: 1 })).toMatchObject({ status: 1, output: 'exit-code=1\n' });
    expect(act({ FAIL_ON: 'never' }, { gate: 1 })).toMatchObject({ status: 0, output: 'exit-code=1\n' });
    const given = act({ CONFIG: 'a b.yaml; exit 0', BASELINE: '$(id)', MAX_COST: '5' });
    expect(given.asked[0]).toBe('run --fresh -c a b.yaml; exit 0 --max-cost 5');
    expect(given.asked.at(-1)).toBe('gate -c a b.yaml; exit 0 --baseline $(id) -f junit -o bench-report/gate.xml');
  });

  it('gates nothing after a run that is incomplete, and fails', () => {
    expect(act({}, { run: 3 })).toEqual({ status: 3, asked: ['run --fresh', ...REPORTS], output: 'exit-code=3\n' });
    expect(act({}, { run: 2 })).toEqual({ status: 2, asked: ['run --fresh'], output: 'exit-code=2\n' });
    expect(act({ FAIL_ON: 'run' }, { gate: 1 })).toMatchObject({ status: 0, asked: ['run --fresh', ...REPORTS] });
    expect(act({ FAIL_ON: 'maybe' })).toMatchObject({ status: 2, asked: [] });
  });
});
