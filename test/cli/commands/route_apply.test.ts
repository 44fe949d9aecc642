import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppliedRoute } from '../../../src/analysis/routing/applied_route.ts';
import type { SavedRoute } from '../../../src/analysis/routing/saved_route.ts';
import { drawOf } from '../../../src/run/route_draw.ts';
import { vectorReply } from '../../support/embeddings.ts';
import type { Workbench } from '../../support/workbench.ts';
import { importMonth, MONTH, monthOf, onMonth, tasksOf } from './route_bench.ts';

type Applied = Omit<AppliedRoute, 'decisions'> & { readonly format: string };

const read = (bench: Workbench, name: string) => readFileSync(join(bench.folder, name), 'utf8');
const routeIn = (bench: Workbench) => JSON.parse(read(bench, 'route.json')) as SavedRoute;

async function saved(bench: Workbench, ...flags: readonly string[]): Promise<void> {
  const ran = await bench.run('route', '--floor', '5', ...flags, '-o', 'route.json');
  expect(ran.code, ran.err).toBe(0);
}

async function applied(bench: Workbench, ...flags: readonly string[]): Promise<Applied> {
  const ran = await bench.run('route', 'apply', 'route.json', ...flags, '--json');
  expect(ran.code, ran.err).toBe(0);
  return JSON.parse(ran.out) as Applied;
}

const NEXT = { ...MONTH, seed: 2 };

/** The policy worked out by hand from the file alone. */
function expectedModel(route: SavedRoute, { id, segment, input }: { id: string; segment: string; input: string }) {
  const { router, policy } = route;
  const draw = drawOf(policy.seed, id);
  if (router.kind === 'segment') {
    const part = policy.segments!.find((one) => one.segment === segment)?.fraction ?? 0;
    return draw < part ? 'cheap' : 'big';
  }
  if (router.kind !== 'length') throw new Error('not by hand');
  const score = router.intercept + router.slope * input.length;
  if (score === policy.threshold) return draw < policy.fraction ? 'cheap' : 'big';
  return score > policy.threshold ? 'cheap' : 'big';
}

describe('bench route apply --dataset', () => {
  it.each(['segment', 'length'])('decides new tasks as the file says: %s', (router) =>
    onMonth(MONTH, async (bench) => {
      await saved(bench, '--router', router);
      bench.write('new.csv', tasksOf(NEXT));
      const ran = await bench.run('route', 'apply', 'route.json', '--dataset', 'new.csv', '-o', 'decisions.csv');
      expect(ran).toMatchObject({ code: 0, err: 'wrote decisions.csv: 600 decisions\n' });
      const [header, ...rows] = read(bench, 'decisions.csv').trimEnd().split('\n');
      expect(header).toBe('task_id,model,score');
      const route = routeIn(bench);
      const expected = monthOf(NEXT).map((task) => [task.id, expectedModel(route, task)]);
      expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual(expected);
      const cheap = expected.filter(([, model]) => model === 'cheap').length;
      const found = await applied(bench, '--dataset', 'new.csv');
      expect(found).toMatchObject({ tasks: 600, moved_tasks: cheap, unknown_segments: [] });
      expect(found.task_share).toBeCloseTo(cheap / 600, 12);
      // Every answer costs a cent or a tenth of one.
      expect(Number(found.estimate!.cost_after_usd)).toBeCloseTo(0.01 - 0.009 * found.task_share, 9);
      expect(found.estimate!.saving).toBeCloseTo(0.9 * found.task_share, 9);
    }),
  );

  it('needs no labels, takes columns by other names, and says which segments it does not know', () =>
    onMonth(MONTH, async (bench) => {
      await saved(bench);
      bench.write('new.csv', 'id,input,kind\n=1+1,add xxx,=easy\nb,new,new\nc,new,new\n');
      const flags = ['--dataset', 'new.csv', '--segment', 'kind'];
      const found = await applied(bench, ...flags);
      expect(found).toMatchObject({ tasks: 3, moved_tasks: 1, unknown_segments: [{ segment: 'new', tasks: 2 }] });
      const ran = await bench.run('route', 'apply', 'route.json', ...flags, '-o', 'd.csv');
      expect(ran.out).toContain('the route knows nothing of new (2 tasks): these stay');
      expect(read(bench, 'd.csv')).toMatch(/^"?'=1\+1"?,cheap,/m);
    }));

  it('takes only the columns that it looks at: new tasks have no labels, graders and weights', () =>
    onMonth(MONTH, async (bench) => {
      for (const router of ['segment', 'length']) {
        await saved(bench, '--router', router, '--force');
        const route = routeIn(bench);
        const columns = { input: 'text', expected: 'label', scorer: 'how', weight: 'volume', segment: 'kind' };
        const mapped = { ...route, dataset: { ...route.dataset, columns } };
        writeFileSync(join(bench.folder, 'route.json'), JSON.stringify(mapped));
        const kind = router === 'segment' ? 'kind' : 'other';
        bench.write('new.csv', `text,${kind}\nadd xxx,=easy\nprove,new\n`);
        expect(await applied(bench, '--dataset', 'new.csv')).toMatchObject({ tasks: 2 });
        bench.write('new.csv', `text,${kind},volume\nadd xxx,=easy,3\n${'prove '.repeat(20)},new,1\n`);
        expect(await applied(bench, '--dataset', 'new.csv')).toMatchObject({ moved_tasks: 1, task_share: 0.75 });
        bench.write('new.csv', `text,${kind},volume\nadd xxx,=easy,-3\n`);
        const ran = await bench.run('route', 'apply', 'route.json', '--dataset', 'new.csv');
        expect(ran.code).toBe(2);
        expect(ran.err).toContain('must be a number greater than 0, found "-3" (new.csv:2)');
      }
    }));

  it('says what to mend on the command line, where there is no config to mend', () =>
    onMonth(MONTH, async (bench) => {
      await saved(bench);
      bench.write('new.csv', 'text,segment\nx,y\n');
      const other = await bench.run('route', 'apply', 'route.json', '--dataset', 'new.csv');
      expect(other.err).toMatch(/no column "input".*\nhint: .*--id, --input or --segment names another/);
      const gone = await bench.run('route', 'apply', 'route.json', '--dataset', 'gone.csv');
      expect(gone.err).toMatch(/no such file.*\nhint: the path is relative to the folder you are in/);
    }));

  it('by embedding asks for the vectors of new texts alone', () =>
    onMonth({ ...MONTH, tasks: 300 }, async (bench) => {
      bench.server.use(vectorReply);
      bench.configure({ embedding: { model: 'e', base_url: bench.server.url, api_key_env: 'TEST_KEY' } });
      await saved(bench, '--router', 'embedding');
      const before = bench.server.ledger.seen.length;
      bench.write('new.csv', tasksOf({ ...MONTH, tasks: 310 }));
      const found = await applied(bench, '--dataset', 'new.csv');
      expect(found.tasks).toBe(310);
      expect(bench.server.ledger.seen.slice(before).flatMap(({ body }) => body.input)).toHaveLength(10);
      bench.configure({ embedding: { model: 'other', base_url: bench.server.url } });
      const ran = await bench.run('route', 'apply', 'route.json', '--dataset', 'new.csv');
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain('learnt on vectors of e, and bench.yaml has other');
    }));
});

describe('bench route apply --run', () => {
  it("tests last month's policy on this month's tasks: it holds where nothing changed", () =>
    onMonth(MONTH, async (bench) => {
      await saved(bench, '--router', 'length');
      const run = await importMonth(bench, NEXT);
      const { test, task_share } = await applied(bench, '--run', run);
      const route = routeIn(bench);
      // By hand: the mean loss of the tasks that move.
      const loss = monthOf(NEXT).reduce((sum, task) => {
        return sum + (expectedModel(route, task) === 'cheap' ? 1 - task.cheap : 0);
      }, 0);
      expect(test).toMatchObject({ run, verdict: 'holds', basis: 'exact', same_dataset: false, missing_pairs: 0 });
      expect(test!.delta).toBeCloseTo(-loss / 600, 12);
      expect(test!.moved.quality_before).toBe(1);
      expect(test!.moved.quality).toBeCloseTo(1 - loss / 600, 12);
      expect(test!.moved.task_share).toBeCloseTo(task_share, 12);
      expect(test!.moved.saving).toBeCloseTo(0.9 * task_share, 9);
      const ran = await bench.run('route', 'apply', 'route.json', '--run', run);
      expect(ran.out).toMatch(/^The route holds on run .* within 5 points: quality 100\.0 % -> .* less\.$/m);
    }));

  it('says so where it no longer does', () =>
    onMonth(MONTH, async (bench) => {
      await saved(bench);
      // The names of the segments have changed hands: what was easy is hard now.
      const swapped = tasksOf(NEXT)
        .replaceAll('"hard: ""!&"', 'X')
        .replaceAll('"=easy"', '"hard: ""!&"')
        .replaceAll(',X', ',"=easy"');
      bench.write('swapped.csv', swapped);
      const rows = monthOf(NEXT).flatMap(({ id, cheap }) => [`${id},big,1,0.01`, `${id},cheap,${cheap},0.001`]);
      bench.write('o.csv', `task_id,model,score,cost_usd\n${rows.join('\n')}\n`);
      expect((await bench.run('import', 'o.csv', '--dataset', 'swapped.csv', '--reference', 'big')).code).toBe(0);
      const run = bench.runs().at(-1)!;
      const { test } = await applied(bench, '--run', run);
      expect(test).toMatchObject({ verdict: 'does_not', noninferior_p: expect.closeTo(1, 2) });
    }));

  it('warns where half of the tasks taught the route, and refuses a run without the models', () =>
    onMonth(MONTH, async (bench, run) => {
      await saved(bench);
      const ran = await bench.run('route', 'apply', 'route.json', '--run', run);
      expect(ran.out).toContain('this is no\nindependent test');
      expect(ran.out).toMatch(/^The route holds .*; no independent test: half of these tasks taught it\.$/m);
      bench.write('o.csv', 'task_id,model,score,cost_usd\na,other,1,1\na,big,1,2\n');
      await bench.run('import', 'o.csv');
      const refused = await bench.run('route', 'apply', 'route.json', '--run', bench.runs().at(-1)!);
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('has no model "cheap"');
    }));
});

it('bench route apply refuses what it cannot do', () =>
  onMonth({ ...MONTH, tasks: 300 }, async (bench) => {
    await saved(bench);
    const refused: readonly (readonly [readonly string[], string])[] = [
      [['route.json'], 'USAGE'],
      [['route.json', '--dataset', 'month1.csv', '--run', 'x'], 'USAGE'],
      [['route.json', '--dataset', 'month1.csv', '--floor', '2'], 'USAGE'],
      [['nothing.json', '--dataset', 'month1.csv'], 'ROUTE'],
      [['month1.csv', '--dataset', 'month1.csv'], 'ROUTE'],
      [['route.json', '--dataset', 'nothing.csv'], ''],
      [['route.json', '--dataset', 'month1.csv', '-o', 'route.json'], 'EXISTS'],
    ];
    for (const [argv, code] of refused) {
      const ran = await bench.run('route', 'apply', ...argv);
      expect(ran, argv.join(' ')).toMatchObject({ code: 2, out: '' });
      expect(ran.err).toContain(`error[${code}`);
    }
  }));
