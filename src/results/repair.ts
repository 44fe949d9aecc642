import { copyFileSync, existsSync } from 'node:fs';
import { diskProblem } from './journal.ts';
import { decodeLine } from './line.ts';
import { readLines } from './read.ts';

/** What a repair found in one journal. */
export interface Repaired {
  readonly good: number;
  readonly dropped: number;
}

/** Keeps the lines whose checksum holds; the file as it was is kept beside it as `.damaged`. Does nothing to a sound or absent file. */
export async function repairJournal(path: string, shownPath: string): Promise<Repaired> {
  if (!existsSync(path)) return { good: 0, dropped: 0 };
  const kept: Buffer[] = [];
  let dropped = 0;
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      if (line.whole && decodeLine(line.bytes) !== undefined) kept.push(Buffer.concat([line.bytes, Buffer.from('\n')]));
      else dropped++;
    }
  }
  if (dropped === 0) return { good: kept.length, dropped };
  const { default: writeFileAtomic } = await import('write-file-atomic');
  try {
    copyFileSync(path, `${path}.damaged`);
    await writeFileAtomic(path, Buffer.concat(kept));
  } catch (error) {
    throw diskProblem(error, shownPath);
  }
  return { good: kept.length, dropped };
}
