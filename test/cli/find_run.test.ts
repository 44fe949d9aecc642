import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findNamedRun } from '../../src/cli/find_run.ts';
import { fakeIo } from '../support/io.ts';
import { onBench } from '../support/workbench.ts';

it('the newest run is found from any folder below the config, by $BENCH_RESULTS, or in the folder named', () =>
  onBench({ tasks: 2 }, async (bench) => {
    await bench.run('run', '--run-id', 'first');
    const below = join(bench.folder, 'a/b');
    mkdirSync(below, { recursive: true });
    expect((await findNamedRun(undefined, undefined, fakeIo({ cwd: below }))).id).toBe('first');
    const elsewhere = fakeIo({ cwd: below, env: { BENCH_RESULTS: '../../results' } });
    expect((await findNamedRun('first', undefined, elsewhere)).path).toBe(join(bench.results, 'first'));
    await expect(findNamedRun(undefined, 'none', fakeIo({ cwd: below }))).rejects.toMatchObject({ exitCode: 2 });
  }));
