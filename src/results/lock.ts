import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../domain/problem.ts';
import type { RunFolder } from './folder.ts';
import { diskProblem } from './journal.ts';

/** Who holds a run. `boot` tells a process of this boot from one with the same pid before a restart. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  readonly started: string;
  readonly since: string;
}

/** Keeps every other process out of the run until released. */
export interface Lock {
  /** Said when a lock of a dead process was taken over. */
  readonly note?: string;
  release(): Promise<void>;
}

const STALE_MS = 60_000;

/** Locks a run folder. Problem (exit 5, LOCKED) while another live process, or one on another host, holds it. */
export async function lockRun(folder: RunFolder, now: Date, force = false): Promise<Lock> {
  const owner = readOwner(folder);
  const dead = owner && isDead(owner);
  // However old its lock is: a machine that slept, or a long computation, does not touch it either.
  if (owner && !force && !dead) throw held(folder, owner);
  if (owner) removeLock(folder);
  const release = await acquire(folder);
  writeFileSync(ownerPath(folder), `${JSON.stringify(thisProcess(now))}\n`);
  return {
    ...(owner && dead ? { note: `removed a stale lock of pid ${owner.pid}` } : {}),
    async release() {
      rmSync(ownerPath(folder), { force: true });
      await release();
    },
  };
}

const ownerPath = (folder: RunFolder): string => join(folder.path, 'lock.json');
const lockPath = (folder: RunFolder): string => join(folder.path, 'lock');

function removeLock(folder: RunFolder): void {
  rmSync(lockPath(folder), { recursive: true, force: true });
  rmSync(ownerPath(folder), { force: true });
}

async function acquire(folder: RunFolder): Promise<() => Promise<void>> {
  const { default: lockfile } = await import('proper-lockfile');
  try {
    return await lockfile.lock(folder.path, {
      lockfilePath: lockPath(folder),
      stale: STALE_MS,
      onCompromised: () => {},
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') throw held(folder, readOwner(folder));
    throw diskProblem(error, folder.shown);
  }
}

function held(folder: RunFolder, owner: Owner | undefined): Problem {
  const who = owner ? `by pid ${owner.pid} on ${owner.host} since ${owner.since}` : 'by another process';
  const elsewhere = owner !== undefined && owner.host !== hostname();
  return new Problem(5, {
    code: 'LOCKED',
    message: `run ${folder.shown} is in use ${who}`,
    hint: elsewhere ? '--force-unlock, if that host is gone' : 'wait for it, or start a new run: bench run',
  });
}

function readOwner(folder: RunFolder): Owner | undefined {
  try {
    return JSON.parse(readFileSync(ownerPath(folder), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function thisProcess(now: Date): Owner {
  return {
    pid: process.pid,
    host: hostname(),
    boot: bootId(),
    started: startOf(process.pid),
    since: now.toISOString(),
  };
}

/** Certain only on this host: another boot, no such process, or the pid belongs to a process that started at another time. */
function isDead(owner: Owner): boolean {
  if (owner.host !== hostname()) return false;
  if (owner.boot !== bootId()) return true;
  return !isAlive(owner.pid) || startOf(owner.pid) !== owner.started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootId(): string {
  return readOr('/proc/sys/kernel/random/boot_id', '').trim();
}

/** Field 22 of /proc/PID/stat: start time in clock ticks since boot; "" where there is no /proc. */
function startOf(pid: number): string {
  const stat = readOr(`/proc/${pid}/stat`, '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function readOr(path: string, otherwise: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : otherwise;
}
