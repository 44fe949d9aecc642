import { closeSync, fstatSync, fsync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { Problem } from '../domain/problem.ts';
import { encodeLine } from './line.ts';

/** The disk operations a journal needs; tests pass one that fails on purpose. */
export interface Disk {
  write(fd: number, bytes: Buffer): number;
  truncate(fd: number, size: number): void;
  sync(fd: number): void;
}

const realDisk: Disk = { write: (fd, bytes) => writeSync(fd, bytes), truncate: ftruncateSync, sync: fsyncSync };
const SYNC_EVERY_MS = 1000;

/** An append-only file of checksummed lines. */
export interface Journal {
  /**
   * Resolves when the record is in the file (handed to the kernel: a killed process loses nothing). Records of one turn of the event loop
   * share a write; a line is never split over two writes. Rejects with a Problem (exit 5) once the disk has failed, and for ever after.
   */
  append(record: object): Promise<void>;
  /** Writes what is pending, syncs and closes. */
  close(): Promise<void>;
}

interface Pending {
  readonly lines: string[];
  readonly done: Promise<void>;
  readonly settle: (error?: Problem) => void;
}

/** Opens (or creates) a journal for appending; whatever a killed process left torn must have been cut before. */
export function openJournal(path: string, shownPath: string, disk: Disk = realDisk): Journal {
  const fd = guarded(shownPath, () => openSync(path, 'a'));
  let size = fstatSync(fd).size;
  let failure: Problem | undefined;
  let pending: Pending | undefined;
  let dirty = false;

  const flush = (): void => {
    const batch = pending;
    pending = undefined;
    if (!batch) return;
    try {
      if (failure) throw failure;
      size = writeWhole(fd, Buffer.from(batch.lines.join('')), size, disk);
      dirty = true;
      batch.settle();
    } catch (error) {
      failure ??= diskProblem(error, shownPath);
      batch.settle(failure);
    }
  };

  const timer = setInterval(() => {
    if (!dirty || failure) return;
    dirty = false;
    fsync(fd, (error) => {
      if (error && error.code !== 'EBADF') failure ??= diskProblem(error, shownPath);
    });
  }, SYNC_EVERY_MS);
  timer.unref();

  return {
    append(record) {
      if (failure) return handled(Promise.reject(failure));
      if (!pending) {
        pending = openBatch();
        setImmediate(flush);
      }
      pending.lines.push(encodeLine(record));
      return pending.done;
    },
    async close() {
      clearInterval(timer);
      flush();
      try {
        if (!failure) guarded(shownPath, () => disk.sync(fd));
      } finally {
        closeSync(fd);
      }
      if (failure) throw failure;
    },
  };
}

function openBatch(): Pending {
  let settle: Pending['settle'] = () => {};
  const done = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  return { lines: [], done: handled(done), settle };
}

/** Whoever appended hears of a failure; one that nobody awaits, or not yet, must not crash the process. */
function handled(saved: Promise<void>): Promise<void> {
  saved.catch(() => {});
  return saved;
}

/** Loops over short writes. After a failure the file is cut back to whole lines, which works on a full disk too. */
function writeWhole(fd: number, bytes: Buffer, size: number, disk: Disk): number {
  let written = 0;
  try {
    while (written < bytes.length) written += disk.write(fd, bytes.subarray(written));
  } catch (error) {
    const whole = bytes.subarray(0, written).lastIndexOf(0x0a) + 1;
    if (whole < written) disk.truncate(fd, size + whole);
    throw error;
  }
  return size + written;
}

function guarded<T>(shownPath: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw diskProblem(error, shownPath);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'disk full',
  EDQUOT: 'disk quota reached',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a file stands where a folder should be',
  EEXIST: 'a file stands where a folder should be',
  EMFILE: 'too many open files',
  EFBIG: 'the file would be larger than the limit of this process',
  EIO: 'the disk reports an input/output error',
};

const SAVED = 'everything answered before is saved; mend the disk, then: bench resume';

/** Any failure of the local disk as a Problem (exit 5) that names the path as the user knows it. */
export function diskProblem(error: unknown, shownPath: string, hint = SAVED): Problem {
  if (error instanceof Problem) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  return new Problem(5, {
    code,
    message: `cannot save results (${shownPath}): ${WHY[code] ?? code}`,
    hint,
  });
}
