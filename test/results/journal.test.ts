import { ftruncateSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Disk, diskProblem, openJournal } from '../../src/results/journal.ts';
import { decodeLine, encodeLine } from '../../src/results/line.ts';
import { splitLines } from '../support/invariants.ts';
import { systemError } from '../support/io.ts';
import { problemOf, tempFolder } from './temp.ts';

const folder = tempFolder();
let files = 0;
const fresh = (): string => join(folder, `${files++}.jsonl`);
const text = (path: string): string => readFileSync(path, 'utf8');

/** A disk that works, except where it is told otherwise; `writes` are the byte counts that were asked for. */
function disk(change: Partial<Disk> = {}): Disk & { readonly writes: string[] } {
  const writes: string[] = [];
  return {
    writes,
    write: (fd, bytes) => {
      writes.push(bytes.toString());
      return writeSync(fd, bytes);
    },
    truncate: ftruncateSync,
    sync: () => {},
    ...change,
  };
}

/** Fails the n-th write (from 1) and every later one, after half of its bytes. */
function fullAt(n: number): Disk {
  let writes = 0;
  return disk({
    write: (fd, bytes) => {
      writes++;
      if (writes < n) return writeSync(fd, bytes);
      if (writes === n) return writeSync(fd, bytes.subarray(0, bytes.length >> 1));
      throw systemError('ENOSPC');
    },
  });
}

describe('a journal', () => {
  it('gives any records back in order', async () => {
    const records = fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue(), { minKeys: 1 }), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(records, async (list) => {
        const path = fresh();
        const journal = openJournal(path, 'shown');
        await Promise.all(list.map((record) => journal.append(record)));
        await journal.close();
        expect(splitLines(readFileSync(path)).slice(0, -1).map(decodeLine)).toEqual(JSON.parse(JSON.stringify(list)));
      }),
      { numRuns: 40 },
    );
  });

  it('never splits a line over two writes, and joins the lines of one turn', async () => {
    const [path, spy] = [fresh(), disk()];
    const journal = openJournal(path, 'shown', spy);
    await Promise.all([journal.append({ n: 1 }), journal.append({ n: 2, text: 'x'.repeat(200_000) })]);
    await journal.append({ n: 3 });
    await journal.close();
    expect(spy.writes).toHaveLength(2);
    for (const write of spy.writes) expect(write.endsWith('\n')).toBe(true);
  });

  it('resolves only when the record is in the file', async () => {
    const path = fresh();
    const journal = openJournal(path, 'shown');
    const saved = journal.append({ n: 1 });
    expect(text(path)).toBe('');
    await saved;
    expect(text(path)).toBe(encodeLine({ n: 1 }));
    await journal.close();
  });

  it('appends to what is there, and writes what is pending when it closes', async () => {
    const path = fresh();
    writeFileSync(path, encodeLine({ n: 1 }));
    const journal = openJournal(path, 'shown');
    void journal.append({ n: 2 });
    await journal.close();
    expect(text(path)).toBe(encodeLine({ n: 1 }) + encodeLine({ n: 2 }));
  });

  it('P10: a write that takes one byte at a time is repeated until all are out', async () => {
    const path = fresh();
    const journal = openJournal(path, 'shown', disk({ write: (fd, bytes) => writeSync(fd, bytes.subarray(0, 1)) }));
    await journal.append({ n: 1, text: 'käse' });
    await journal.close();
    expect(text(path)).toBe(encodeLine({ n: 1, text: 'käse' }));
  });
});

describe('a disk that fails', () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown): void => void unhandled.push(reason);
  beforeEach(() => {
    unhandled.length = 0;
    process.on('unhandledRejection', listen);
  });
  afterEach(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });

  it.each([1, 2, 3])(
    'P8: full at write %d: whole lines stay, the half one is cut, and it never recovers',
    async (n) => {
      const path = fresh();
      const journal = openJournal(path, 'results/r', fullAt(n));
      for (let i = 1; i < n; i++) await journal.append({ i });
      const problem = await problemOf(() => journal.append({ i: n }));
      expect(problem.exitCode).toBe(5);
      expect(problem.details[0]).toMatchObject({
        code: 'ENOSPC',
        message: 'cannot save results (results/r): disk full',
        hint: expect.stringContaining('bench resume'),
      });
      expect(await problemOf(() => journal.append({ i: 99 }))).toBe(problem);
      expect(await problemOf(() => journal.close())).toBe(problem);
      expect(text(path)).toBe(Array.from({ length: n - 1 }, (_, i) => encodeLine({ i: i + 1 })).join(''));
    },
  );

  it('P8: of the lines of one write those that are whole stay', async () => {
    const path = fresh();
    const journal = openJournal(path, 'r', fullAt(1));
    const saved = [journal.append({ n: 1 }), journal.append({ n: 2 }), journal.append({ n: 3 })];
    expect((await Promise.allSettled(saved)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(journal.close()).rejects.toThrow('disk full');
    expect(text(path)).toBe(encodeLine({ n: 1 }));
  });

  it('P8: nobody has to wait for a failed append: it crashes nothing', async () => {
    const journal = openJournal(fresh(), 'r', fullAt(1));
    void journal.append({ n: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    void journal.append({ n: 2 });
    await expect(journal.close()).rejects.toThrow('disk full');
  });

  it('P11: success is never reported after a failed fsync', async () => {
    const sync = (): void => {
      throw systemError('EIO');
    };
    const journal = openJournal(fresh(), 'results/r', disk({ sync }));
    await journal.append({ n: 1 });
    const problem = await problemOf(() => journal.close());
    expect(problem.details[0]).toMatchObject({
      code: 'EIO',
      message: 'cannot save results (results/r): the disk reports an input/output error',
    });
  });

  it('a folder in its place is a Problem', async () => {
    expect((await problemOf(() => openJournal(folder, 'results/r'))).details[0].code).toBe('EISDIR');
  });
});

describe('diskProblem', () => {
  it.each([
    ['EROFS', 'the file system is read-only'],
    ['EACCES', 'permission denied'],
    ['ENOTDIR', 'a file stands where a folder should be'],
    ['EMFILE', 'too many open files'],
    ['EFBIG', 'the file would be larger than the limit of this process'],
    ['EDQUOT', 'disk quota reached'],
    ['EXYZ', 'EXYZ'],
  ])('P12, P29, P30: %s is %s', (code, why) => {
    const problem = diskProblem(systemError(code), 'results/r');
    expect(problem.exitCode).toBe(5);
    expect(problem.details[0]).toMatchObject({ code, message: `cannot save results (results/r): ${why}` });
  });

  it('lets a bug through as it is', () => {
    expect(() => diskProblem(new TypeError('oops'), 'r')).toThrow(TypeError);
  });
});
