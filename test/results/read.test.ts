import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeLine } from '../../src/results/line.ts';
import { cutTornTail, openRecords, readJournal, readLines } from '../../src/results/read.ts';
import { all, problemOf, tempFolder, writeJournal } from './temp.ts';

const folder = tempFolder();
const at = (name: string): string => join(folder, name);
const never = (): void => expect.unreachable('nothing is torn');
const read = async (path: string, onTorn: (bytes: number) => void = never): Promise<unknown[]> =>
  (await all(readJournal(path, 'results/x/completions.jsonl', onTorn))).map(({ record }) => record);

describe('lines', () => {
  it('are split on the newline only: U+2028 and a lone CR stay inside', async () => {
    writeJournal(at('u2028'), [{ text: 'a\u2028b\u2029c\u0085d' }, { text: 'e\rf' }]);
    expect(await read(at('u2028'))).toEqual([{ text: 'a\u2028b\u2029c\u0085d' }, { text: 'e\rf' }]);
  });

  it('come with number, offset and wholeness, also over the edge of a read', async () => {
    const long = 'x'.repeat((1 << 20) + 17);
    writeFileSync(at('long'), `ab\n${long}\ncd`);
    const lines = (await all(readLines(at('long')))).flat();
    expect(lines.map(({ number, offset, bytes, whole }) => [number, offset, bytes.length, whole])).toEqual([
      [1, 0, 2, true],
      [2, 3, long.length, true],
      [3, 4 + long.length, 2, false],
    ]);
  });
});

describe('a journal', () => {
  it('that is absent or empty holds nothing', async () => {
    writeFileSync(at('empty'), '');
    expect(await read(at('absent'))).toEqual([]);
    expect(await read(at('empty'))).toEqual([]);
  });

  it('gives each record with a place where it can be read again', async () => {
    writeJournal(at('places'), [{ n: 1, text: 'ä' }, { n: 2 }]);
    const places = await all(readJournal(at('places'), 'p', never));
    const reader = await openRecords(at('places'));
    expect(await Promise.all(places.map(({ offset, length }) => reader.read(offset, length)))).toEqual([
      { n: 1, text: 'ä' },
      { n: 2 },
    ]);
    expect(await reader.read(1, 5)).toBeUndefined();
    await reader.close();
  });

  it.each([
    ['half a line', '{"n":3,"text":"hal'],
    ['a whole line with a wrong checksum', '{"n":3,"crc":"00000000"}\n'],
    ['a block of NULs', '\0\0\0\0'],
  ])('P3, P23: %s at the end is left out and said', async (name, tail) => {
    const torn: number[] = [];
    writeJournal(at(name), [{ n: 1 }, { n: 2 }], tail);
    expect(await read(at(name), (bytes) => torn.push(bytes))).toEqual([{ n: 1 }, { n: 2 }]);
    expect(torn).toEqual([tail.trimEnd().length]);
  });

  it.each([
    ['a flipped bit', (lines: string[]) => lines.with(1, (lines[1] ?? '').replace('2', '3'))],
    ['an inserted line', (lines: string[]) => lines.toSpliced(1, 0, 'hello\n')],
    ['an empty line', (lines: string[]) => lines.toSpliced(1, 0, '\n')],
    ['a block of NULs', (lines: string[]) => lines.with(1, `${'\0'.repeat(64)}\n`)],
    ['two bad lines at the end', (lines: string[]) => [...lines.slice(0, 1), 'x\n', 'y\n']],
  ])('P22: %s before the end is refused with file and line', async (name, damage) => {
    writeFileSync(at(name), damage([{ n: 1 }, { n: 2 }, { n: 4 }].map(encodeLine)).join(''));
    const problem = await problemOf(() => read(at(name)));
    expect(problem.exitCode).toBe(5);
    expect(problem.details[0]).toMatchObject({
      code: 'CORRUPT',
      message: 'results/x/completions.jsonl line 2: checksum mismatch',
      line: 2,
      hint: expect.stringContaining('bench repair'),
    });
  });
});

describe('P3: cutting a torn tail', () => {
  it('cuts at the last newline, keeps what was cut, and says how much', async () => {
    writeJournal(at('tail'), [{ n: 1 }]);
    const good = readFileSync(at('tail'));
    appendFileSync(at('tail'), '{"n":2,"te');
    expect(await cutTornTail(at('tail'))).toBe(10);
    expect(readFileSync(at('tail'))).toEqual(good);
    expect(readFileSync(at('tail.torn'), 'utf8')).toBe('{"n":2,"te');
    expect(await cutTornTail(at('tail'))).toBe(0);
  });

  it('cuts a file that is nothing but a torn line', async () => {
    writeFileSync(at('only'), '{"n"');
    expect(await cutTornTail(at('only'))).toBe(4);
    expect(readFileSync(at('only'), 'utf8')).toBe('');
  });

  it('leaves other damage, and a sound or absent file, alone', async () => {
    writeFileSync(at('worse'), `${encodeLine({ n: 1 })}bad\nbad`);
    writeJournal(at('sound'), [{ n: 1 }]);
    for (const name of ['worse', 'sound', 'nothing']) {
      const before = existsSync(at(name)) ? readFileSync(at(name)) : undefined;
      expect(await cutTornTail(at(name))).toBe(0);
      expect(existsSync(at(name)) ? readFileSync(at(name)) : undefined).toEqual(before);
      expect(existsSync(at(`${name}.torn`))).toBe(false);
    }
  });
});
