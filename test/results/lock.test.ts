import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunFolder, runFolder } from '../../src/results/folder.ts';
import { lockRun } from '../../src/results/lock.ts';
import { problemOf, tempFolder } from './temp.ts';

const cwd = tempFolder();
const now = new Date('2026-11-21T22:44:55Z');
let runs = 0;

function newRun(): RunFolder {
  const folder = runFolder(join(cwd, `run${runs++}`), cwd);
  mkdirSync(folder.path);
  return folder;
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  readonly started: string;
  readonly since: string;
}

/** A lock as this process would leave it when it was killed, with some of it changed. */
async function leftBehind(change: Partial<Owner>): Promise<RunFolder> {
  const folder = newRun();
  const lock = await lockRun(folder, now);
  const owner = JSON.parse(readFileSync(join(folder.path, 'lock.json'), 'utf8')) as Owner;
  await lock.release();
  mkdirSync(join(folder.path, 'lock'));
  writeFileSync(join(folder.path, 'lock.json'), JSON.stringify({ ...owner, ...change }));
  return folder;
}

/** The pid of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('a lock', () => {
  it('P19: keeps everybody else out and says who holds it', async () => {
    const folder = newRun();
    const lock = await lockRun(folder, now);
    const problem = await problemOf(() => lockRun(folder, now));
    expect(problem.exitCode).toBe(5);
    expect(problem.details[0]).toMatchObject({
      code: 'LOCKED',
      message: `run ${folder.shown} is in use by pid ${process.pid} on ${hostname()} since 2026-11-21T22:44:55.000Z`,
    });
    await lock.release();
    expect(readdirSync(folder.path)).toEqual([]);
    await (await lockRun(folder, now)).release();
  });

  it.skipIf(!existsSync('/proc/self/stat')).each([
    ['its process is dead', () => ({ pid: deadPid() })],
    ['its pid belongs to another program now', () => ({ started: '1' })],
    ['the machine was started again', () => ({ boot: 'another boot' })],
  ])('P20: is taken over when %s', async (_why, change) => {
    const changed: Partial<Owner> = change();
    const folder = await leftBehind(changed);
    const lock = await lockRun(folder, now);
    expect(lock.note).toBe(`removed a stale lock of pid ${changed.pid ?? process.pid}`);
    await lock.release();
  });

  it.each([
    ['just now', true],
    ['long ago', false],
  ])('P20: of another host is respected, however old (%s), until it is forced', async (_when, held) => {
    const folder = await leftBehind({ host: 'elsewhere', pid: deadPid() });
    if (!held) spawnSync('rmdir', [join(folder.path, 'lock')]);
    const problem = await problemOf(() => lockRun(folder, now));
    expect(problem.exitCode).toBe(5);
    expect(problem.details[0]).toMatchObject({ code: 'LOCKED', hint: '--force-unlock, if that host is gone' });
    expect(problem.details[0].message).toContain('on elsewhere');
    await (await lockRun(folder, now, true)).release();
  });

  it('without an owner is respected too', async () => {
    const folder = newRun();
    mkdirSync(join(folder.path, 'lock'));
    expect((await problemOf(() => lockRun(folder, now))).details[0].message).toBe(
      `run ${folder.shown} is in use by another process`,
    );
  });
});
