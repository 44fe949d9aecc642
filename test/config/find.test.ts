import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findConfig } from '../../src/config/find.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bench-find-'));
  await mkdir(join(root, 'a', 'b'), { recursive: true });
  await writeFile(join(root, 'a', 'bench.yaml'), 'dataset: café.csv\n');
});
afterAll(() => rm(root, { recursive: true }));

describe('findConfig', () => {
  it('looks in the folder and upwards', async () => {
    expect(await findConfig(join(root, 'a'))).toEqual({ file: 'bench.yaml', text: 'dataset: café.csv\n' });
    expect(await findConfig(join(root, 'a', 'b'))).toEqual({ file: '../bench.yaml', text: 'dataset: café.csv\n' });
  });

  it('reads the file that is named, by the name that was given', async () => {
    await writeFile(join(root, 'other.yaml'), 'x');
    expect(await findConfig(join(root, 'a'), '../other.yaml')).toEqual({ file: '../other.yaml', text: 'x' });
  });

  it('takes the nearest of two', async () => {
    await writeFile(join(root, 'a', 'b', 'bench.yaml'), 'near');
    expect((await findConfig(join(root, 'a', 'b'))).text).toBe('near');
    await rm(join(root, 'a', 'b', 'bench.yaml'));
  });

  it('says so when there is none', async () => {
    await expect(findConfig(root)).rejects.toMatchObject({
      exitCode: 2,
      details: [
        {
          code: 'CONFIG',
          message: 'no bench.yaml here or in any folder above',
          hint: expect.stringContaining('bench init'),
        },
      ],
    });
    await expect(findConfig(root, 'no.yaml')).rejects.toMatchObject({
      details: [{ message: 'there is no such config file', file: 'no.yaml' }],
    });
  });

  it('refuses folders, large files and text that is not UTF-8', async () => {
    await expect(findConfig(root, 'a')).rejects.toMatchObject({ details: [{ message: 'this is not a file' }] });
    await writeFile(join(root, 'large.yaml'), 'x'.repeat(1_000_001));
    await expect(findConfig(root, 'large.yaml')).rejects.toMatchObject({
      exitCode: 2,
      details: [{ message: 'the config is larger than 1 MB' }],
    });
    await writeFile(join(root, 'latin.yaml'), Buffer.from([0x63, 0xe9, 0x0a]));
    await expect(findConfig(root, 'latin.yaml')).rejects.toMatchObject({
      details: [{ message: 'the config is not UTF-8 text' }],
    });
  });
});
