import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunFolder, findRun, listRuns, readRunFile, runFolder, writeRunFile } from '../../src/results/folder.ts';
import type { RunFile } from '../../src/results/run_file.ts';
import { problemOf, tempFolder } from './temp.ts';

const cwd = tempFolder();
const at = new Date('2026-11-21T22:44:55.123Z');
const sample = { format: 'bench.run/1', id: 'x', kind: 'run' } as unknown as RunFile;

function makeRun(results: string, id: string): void {
  mkdirSync(join(results, id), { recursive: true });
  writeFileSync(join(results, id, 'run.json'), JSON.stringify(sample));
}

describe('a new run folder', () => {
  it('is named by its UTC second; P21: a second run in that second gets a suffix', () => {
    const results = join(cwd, 'p21');
    const made = [1, 2, 3].map(() => createRunFolder(results, at, cwd));
    expect(made.map(({ id }) => id)).toEqual(['20261121-224455', '20261121-224455-2', '20261121-224455-3']);
    expect(made[0]?.shown).toBe('p21/20261121-224455');
    expect(readdirSync(made[0]?.path ?? '')).toEqual([]);
  });

  it('P18, P19: of two with one name the second is refused, and told how to go on', async () => {
    createRunFolder(join(cwd, 'named'), at, cwd, 'mine');
    const problem = await problemOf(() => createRunFolder(join(cwd, 'named'), at, cwd, 'mine'));
    expect(problem.exitCode).toBe(2);
    expect(problem.details[0]).toMatchObject({
      message: 'run named/mine exists already',
      hint: 'bench resume named/mine',
    });
  });

  it.each([
    ['in its place', 'file', 'EEXIST'],
    ['above it', 'file/results', 'ENOTDIR'],
  ])('P12: a file %s is a Problem of the disk', async (_where, name, code) => {
    writeFileSync(join(cwd, 'file'), '');
    const problem = await problemOf(() => createRunFolder(join(cwd, name), at, cwd));
    expect(problem.exitCode).toBe(5);
    expect(problem.details[0]).toEqual({
      code,
      message: `cannot save results (${name}): a file stands where a folder should be`,
      hint: 'nothing was sent; choose another folder: --results',
    });
  });

  it('P12: so is a folder that may not be written', async () => {
    const results = join(cwd, 'readonly');
    mkdirSync(results, { mode: 0o555 });
    const problem = await asNobody(() => problemOf(() => createRunFolder(results, at, cwd)));
    expect(problem.exitCode).toBe(5);
    expect(problem.details[0]).toMatchObject({
      code: 'EACCES',
      message: 'cannot save results (readonly): permission denied',
    });
  });
});

/** Root may write everywhere, so whoever runs as root does this as somebody else. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('runs', () => {
  const results = join(cwd, 'many');
  for (const id of ['20261121-224455', '20261121-224455-2', '20261121-224455-10', '20261122-000000', 'zz-named'])
    makeRun(results, id);
  mkdirSync(join(results, '20270101-000000'));

  it('are listed newest first; a folder without run.json is none', () => {
    expect(listRuns(results, cwd).map(({ id }) => id)).toEqual([
      'zz-named',
      '20261122-000000',
      '20261121-224455-10',
      '20261121-224455-2',
      '20261121-224455',
    ]);
    expect(listRuns(join(cwd, 'no such folder'), cwd)).toEqual([]);
  });

  it.each([
    ['20261122-000000'],
    ['many/20261122-000000'],
    ['many/20261122-000000/run.json'],
    [join(results, '20261122-000000')],
  ])('are found as %s', (named) => {
    expect(findRun(named, results, cwd).shown).toBe('many/20261122-000000');
  });

  it('that do not exist are a Problem that names some that do', async () => {
    expect((await problemOf(() => findRun('20990101', results, cwd))).details[0]).toMatchObject({
      message: 'no run "20990101": there is no run.json in it',
      hint: expect.stringContaining('20261122-000000'),
    });
    expect((await problemOf(() => findRun(undefined, join(cwd, 'none'), cwd))).details[0]).toMatchObject({
      message: 'no run in none',
      hint: 'bench run',
    });
  });

  it('outside of the working folder are shown with their whole path', () => {
    expect(runFolder('/elsewhere/results/r', '/home').shown).toBe('/elsewhere/results/r');
  });
});

describe('run.json', () => {
  it('is written whole and read back', async () => {
    const folder = createRunFolder(join(cwd, 'whole'), at, cwd);
    await writeRunFile(folder, sample);
    expect(readRunFile(folder)).toEqual(sample);
    expect(readdirSync(folder.path)).toEqual(['run.json']);
  });

  it.each([
    ['empty', '', /is missing or damaged/],
    ['cut', '{"format":"bench.run/1"', /is missing or damaged/],
    ['null', 'null', /is missing or damaged/],
    [
      'of a newer format',
      '{"format":"bench.run/2"}',
      /it was written as bench\.run\/2; this bench reads bench\.run\/1$/,
    ],
  ])('P24: that is %s is refused, and nothing is changed', async (name, text, message) => {
    const folder = createRunFolder(join(cwd, `p24-${name}`), at, cwd);
    writeFileSync(join(folder.path, 'run.json'), text);
    const problem = await problemOf(() => readRunFile(folder));
    expect(problem.exitCode).toBe(5);
    expect(problem.details[0].code).toBe('RUN');
    expect(problem.details[0].message).toMatch(message);
  });

  it('P24: that is missing beside answers is damage, not a run that never was', async () => {
    const folder = createRunFolder(join(cwd, 'p24'), at, cwd);
    writeFileSync(folder.completions, '');
    const problem = await problemOf(() => readRunFile(findRun(folder.id, join(cwd, 'p24'), cwd)));
    expect(problem.exitCode).toBe(5);
    expect(existsSync(join(folder.path, 'run.json'))).toBe(false);
  });
});
