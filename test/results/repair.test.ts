import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodeLine } from '../../src/results/line.ts';
import { repairJournal } from '../../src/results/repair.ts';
import { tempFolder, writeJournal } from './temp.ts';

const folder = tempFolder();

it('P22: keeps every line whose checksum holds and a copy of the file as it was', async () => {
  const path = join(folder, 'damaged.jsonl');
  const [one, two] = [encodeLine({ n: 1 }), encodeLine({ n: 2, text: '\u2028' })];
  const before = `${one}hello\n${two}\0\0\n${two.slice(0, 9)}`;
  writeFileSync(path, before);
  expect(await repairJournal(path, 'shown')).toEqual({ good: 2, dropped: 3 });
  expect(readFileSync(path, 'utf8')).toBe(one + two);
  expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(before);
});

it('does nothing to a sound or absent file', async () => {
  const path = join(folder, 'sound.jsonl');
  writeJournal(path, [{ n: 1 }]);
  expect(await repairJournal(path, 'shown')).toEqual({ good: 1, dropped: 0 });
  expect(existsSync(`${path}.damaged`)).toBe(false);
  expect(await repairJournal(join(folder, 'absent'), 'shown')).toEqual({ good: 0, dropped: 0 });
});
