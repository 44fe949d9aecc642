import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../domain/problem.ts';

/**
 * Copies a stream that can be read only once (standard input) to a new file, which is then opened as a dataset; its format is found by its
 * first bytes when the name has no extension. Throws a Problem (exit 5) when the file cannot be written; then nothing of it is left.
 */
export async function spoolStdin(stream: Readable, targetPath: string): Promise<void> {
  try {
    await pipeline(stream, createWriteStream(targetPath, { flags: 'wx' }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    if (code !== 'EEXIST') await rm(targetPath, { force: true });
    const message = `cannot keep the dataset read from standard input: ${(error as Error).message}`;
    throw new Problem(5, { code, message, file: targetPath, hint: 'check free space and permissions of the folder' });
  }
}
