import { appendFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type OpenBytes, Origin } from '../../src/datasets/bytes.ts';
import { all, problemOf, tempFolder } from './temp.ts';

const { write } = tempFolder();
const whole = (bytes: OpenBytes): AsyncIterable<Buffer> => bytes.chunks();

test('reads any number of times, with the size and hash of what was read', async () => {
  const origin = new Origin(write('a', 'abc'), 'a');
  for (let time = 0; time < 2; time++) {
    const versions = await all(
      origin.read(async function* (bytes) {
        expect(Buffer.concat(await all(bytes.chunks())).toString()).toBe('abc');
        yield bytes.version();
      }),
    );
    // sha256 of "abc": FIPS 180-4, example 1
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(versions).toMatchObject([{ size: 3, sha256 }]);
  }
});

test.each<[string, (path: string) => void]>([
  ['longer', (path) => appendFileSync(path, 'more')],
  ['shorter', (path) => writeFileSync(path, 'x'.repeat(300_000))],
])('D24 a file that gets %s while it is read is refused', async (_, change) => {
  const path = write('b', 'x'.repeat(1_000_000));
  const read = async () => {
    let first = true;
    for await (const _chunk of new Origin(path, 'b').read(whole)) {
      if (first) change(path);
      first = false;
    }
  };
  expect((await problemOf(read())).message).toBe('the file changed while it was read');
});

test('readings that are left early close their own descriptors, and no others', async () => {
  const path = write('c', 'x'.repeat(1_000_000));
  const leave = async () => {
    for await (const _chunk of new Origin(path, 'c').read(whole)) break;
    return (await all(new Origin(path, 'c').read(whole))).reduce((sum, { length }) => sum + length, 0);
  };
  for (let time = 0; time < 5; time++) {
    expect(await Promise.all(Array.from({ length: 20 }, leave))).toEqual(Array(20).fill(1_000_000));
  }
});
