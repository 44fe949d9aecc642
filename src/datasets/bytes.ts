import { createHash } from 'node:crypto';
import {
  close as closeCallback,
  createReadStream,
  createWriteStream,
  fstat as fstatCallback,
  open as openCallback,
  read as readCallback,
  type Stats,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { Problem } from '../domain/problem.ts';
import { fatal } from './fault.ts';

const openFile = promisify(openCallback);
const closeFile = promisify(closeCallback);
const statFile = promisify(fstatCallback);
const readFile = promisify(readCallback);

const CHUNK_BYTES = 64 * 1024;
const HEAD_BYTES = 4096;
const CHANGED = 'the file changed while it was read';
const RUN_AGAIN = 'run again when nothing writes to it';

/** What identifies the content of a file: equal versions hold equal bytes. */
export interface Version {
  readonly size: number;
  readonly mtime_ms: number;
  readonly inode: number;
  /** sha256 (hex) of the bytes that were read. */
  readonly sha256: string;
}

/** One opened file. `chunks` may be called once; `version` is known when they are exhausted. */
export interface OpenBytes {
  readonly head: Buffer;
  chunks(): AsyncIterable<Buffer>;
  version(): Version;
}

/** A file that can be read any number of times; a pipe is copied once to a temporary file that has no name, so that nothing is left behind. */
export class Origin {
  readonly path: string;
  /** The path as the user wrote it. */
  readonly file: string;
  #spooled: number | undefined;

  constructor(path: string, file: string) {
    this.path = path;
    this.file = file;
  }

  /** Opens, runs `use` and closes. With `expected`, a file that is no longer the same is refused (exit 2), before and after reading. */
  async *read<T>(use: (bytes: OpenBytes) => AsyncIterable<T>, expected?: Version): AsyncGenerator<T> {
    const fd = this.#spooled ?? (await this.#open());
    try {
      const before = await statFile(fd);
      if (expected && !sameFile(before, expected)) throw fatal(this.file, undefined, CHANGED, RUN_AGAIN);
      yield* use(await this.#bytes(fd, before, expected));
    } finally {
      if (fd !== this.#spooled) await closeFile(fd);
    }
  }

  async #open(): Promise<number> {
    try {
      const fd = await openFile(this.path, 'r');
      const stats = await statFile(fd);
      if (stats.isFile()) return fd;
      if (stats.isDirectory()) {
        await closeFile(fd);
        throw fatal(this.file, undefined, 'this is a folder, not a file', 'name the CSV or JSONL file in it');
      }
      this.#spooled = await spoolUnnamed(fd);
      return this.#spooled;
    } catch (error) {
      throw unreadable(error, this.file);
    }
  }

  async #bytes(fd: number, before: Stats, expected?: Version): Promise<OpenBytes> {
    const { file } = this;
    const head = Buffer.alloc(Math.min(HEAD_BYTES, before.size));
    await readFile(fd, head, 0, head.length, 0);
    let version: Version | undefined;
    async function* chunks(): AsyncGenerator<Buffer> {
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of bytesOf(fd, file)) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
      version = { size, mtime_ms: before.mtimeMs, inode: before.ino, sha256: hash.digest('hex') };
      const same = sameFile(await statFile(fd), version) && (!expected || expected.sha256 === version.sha256);
      if (!same) throw fatal(file, undefined, CHANGED, RUN_AGAIN);
    }
    return {
      head,
      chunks,
      version: () => {
        if (!version) throw new Error('the version of a file is known only after reading all of it');
        return version;
      },
    };
  }
}

/** No ReadStream: one that is left early closes the descriptor behind its owner's back, whatever `autoClose` says. */
async function* bytesOf(fd: number, file: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await readFile(fd, Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position).catch(
      (error: unknown) => {
        throw unreadable(error, file);
      },
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function sameFile(stats: Stats, version: Omit<Version, 'sha256'>): boolean {
  return stats.size === version.size && stats.mtimeMs === version.mtime_ms && stats.ino === version.inode;
}

/** Copies a pipe into a temporary file that is unlinked while open. The descriptor stays open until the process ends. */
async function spoolUnnamed(pipe: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const path = join(folder, 'spool');
    await pipeline(createReadStream('', { fd: pipe }), createWriteStream(path, { flags: 'wx' }));
    return await openFile(path, 'r');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const REASONS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: ['no such file', 'paths are relative to the folder of bench.yaml'],
  ENOTDIR: ['no such file: a part of the path is not a folder', 'check the path'],
  EACCES: ['no permission to read the file', 'check its permissions'],
  EPERM: ['no permission to read the file', 'check its permissions'],
  EISDIR: ['this is a folder, not a file', 'name the CSV or JSONL file in it'],
  ENAMETOOLONG: ['the path is too long to exist', 'check the path'],
  ELOOP: ['the path is a loop of symbolic links', 'check the path'],
  ENXIO: ['the path is a socket or device that cannot be read', 'name a file'],
};

/** What went wrong with the file as a Problem: exit 2 where another path or permission helps, exit 5 where the machine is at fault. */
function unreadable(error: unknown, file: string): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  const known = REASONS[code ?? ''];
  if (known) return fatal(file, undefined, known[0], known[1]);
  if (!code || !syscall) return error;
  return new Problem(5, { code, message: `cannot read the file: ${message}`, file, hint: 'check the disk' });
}
