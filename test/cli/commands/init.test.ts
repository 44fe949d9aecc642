import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parse } from 'yaml';
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

it('writes a pipeline too, and beside a config the pipeline alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-init-ci-'));
  const init = async (...argv: readonly string[]) => {
    const io = fakeIo({ cwd: folder });
    return { code: await main(['init', ...argv], io), out: io.out(), err: io.err() };
  };
  try {
    const first = await init('--ci', 'github');
    expect(first.code).toBe(0);
    expect(first.out).toMatch(
      /^wrote bench\.yaml, .*, \.github\/workflows\/bench\.yml\nnext: bench run && bench baseline save, then commit/,
    );
    const config = parse(readFileSync(join(folder, 'bench.yaml'), 'utf8'));
    expect(config.gate).toEqual({ max_quality_drop: 2 });
    const workflow = parse(readFileSync(join(folder, '.github/workflows/bench.yml'), 'utf8'));
    expect(workflow.jobs.bench.env.GATE).toBe('--max-quality-drop 2');
    expect(await init('--ci', 'gitlab')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^wrote \.gitlab-ci\.yml\n/),
    });
    expect(filesUnder(folder)).toHaveLength(6);
    expect(parse(readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8')).bench.variables.GATE).toBe(
      '--max-quality-drop 2',
    );
    expect(parse(readFileSync(join(folder, 'bench.yaml'), 'utf8')), 'a config that is there is left alone').toEqual(
      config,
    );
    const io = fakeIo({ cwd: folder });
    await main(['gate'], io);
    expect(io.err(), 'the config is sound').not.toContain('CONFIG');
    const again = await init('--ci', 'gitlab');
    expect(again.code).toBe(2);
    expect(again.err).toContain(
      'error[INIT] .gitlab-ci.yml: there already, and never overwritten\nhint: add the job of examples/gitlab-ci.yml',
    );
    expect((await init('--ci', 'jenkins')).code).toBe(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
