import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { filesUnder } from '../../support/invariants.ts';
import { fakeIo } from '../../support/io.ts';

const cwd = mkdtempSync(join(tmpdir(), 'bench-init-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function bench(...argv: readonly string[]) {
  const io = fakeIo({ cwd });
  return { code: await main(argv, io), out: io.out(), err: io.err() };
}

it('writes what a first run needs, and never overwrites', async () => {
  expect(await bench('init')).toEqual({
    code: 0,
    out: 'wrote bench.yaml, bench.schema.json, datasets/support-desk.csv, datasets/support-desk.train.csv\nnext: bench run\n',
    err: '',
  });
  const before = filesUnder(cwd).map((file) => readFileSync(join(cwd, file), 'utf8'));
  expect(before).toHaveLength(4);
  const dry = await bench('run', '--dry-run', '--models', 'majority', '--reference', 'majority');
  expect(dry.err).toBe('training majority\n');
  expect(dry.code).toBe(0);
  const again = await bench('init');
  expect(again.code).toBe(2);
  expect(again.err).toContain(
    'error[INIT] bench.yaml, bench.schema.json, datasets/support-desk.csv, datasets/support-desk.train.csv: there already',
  );
  rmSync(join(cwd, 'bench.yaml'));
  expect((await bench('init')).code, 'one of the files is enough').toBe(2);
  expect(filesUnder(cwd)).toHaveLength(3);
});
