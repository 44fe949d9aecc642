import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findNamedRun, resultsOf } from '../../src/cli/find_run.ts';
import { main } from '../../src/cli/main.ts';
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

it('the config that is named says where its runs are, and has to be there', () =>
  onBench({ tasks: 2 }, async (bench) => {
    mkdirSync(join(bench.folder, 'other'));
    bench.write('other/bench.yaml', 'results: kept');
    const io = fakeIo({ cwd: bench.folder });
    expect(await resultsOf(io)).toBe(bench.results);
    expect(await resultsOf(io, 'other/bench.yaml')).toBe(join(bench.folder, 'other/kept'));
    await expect(resultsOf(io, 'none.yaml')).rejects.toMatchObject({ exitCode: 2 });
  }));

it('the gate of -c FILE looks at the runs of that config, not at those of the nearest', () =>
  onBench({ tasks: 2, config: { gate: { max_quality_drop: 5, underpowered: 'warn' } } }, async (bench) => {
    await bench.run('run', '--run-id', 'near');
    mkdirSync(join(bench.folder, 'other'));
    const config = readFileSync(join(bench.folder, 'bench.yaml'), 'utf8');
    bench.write('other/bench.yaml', config);
    bench.write('other/tasks.csv', readFileSync(join(bench.folder, 'tasks.csv')));
    const there = ['-c', 'other/bench.yaml'];
    await bench.run('run', '--run-id', 'there', '--fresh', ...there);
    await bench.run('baseline', 'save', ...there);
    expect(existsSync(join(bench.folder, 'other/baselines/main.json'))).toBe(true);
    const { out } = await bench.run('gate', '--json', ...there);
    expect(JSON.parse(out)).toMatchObject({ run: 'there', baseline: 'main' });
  }));

it('an import is kept where the other commands look for runs', () =>
  onBench({ tasks: 2 }, async (bench) => {
    mkdirSync(join(bench.folder, 'a'));
    bench.write('a/outcomes.csv', 'task_id,model,score\n1,x,1\n1,y,0\n');
    const io = fakeIo({ cwd: join(bench.folder, 'a') });
    expect(await main(['import', 'outcomes.csv', '--reference', 'x'], io)).toBe(0);
    expect((await findNamedRun(undefined, undefined, io)).path).toBe(join(bench.results, bench.runs()[0]!));
  }));
