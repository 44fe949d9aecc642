import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Report } from '../../../src/analysis/report_types.ts';
import type { RouteComparison } from '../../../src/analysis/routing/comparison.ts';
import type { SavedRoute } from '../../../src/analysis/routing/saved_route.ts';
import { vectorReply } from '../../support/embeddings.ts';
import { failure } from '../../support/loopback.ts';
import type { Workbench } from '../../support/workbench.ts';
import { MONTH, onMonth } from './route_bench.ts';

type Document = RouteComparison & { readonly format: string; readonly run: string; readonly sentence: string };

const EMBEDDING = { model: 'e-small', api_key_env: 'TEST_KEY', price: { input: 2 } };

function configure(bench: Workbench, embedding: object = EMBEDDING): void {
  bench.configure({ embedding: { base_url: bench.server.url, ...embedding } });
}

async function documentOf(bench: Workbench, ...flags: readonly string[]): Promise<Document> {
  const ran = await bench.run('route', ...flags, '--json');
  expect(ran.code, ran.err).toBe(0);
  return JSON.parse(ran.out) as Document;
}

const read = (bench: Workbench, name: string) => readFileSync(join(bench.folder, name), 'utf8');

describe('bench route', () => {
  it('puts every way to route beside the others, and writes nothing', () =>
    onMonth(MONTH, async (bench) => {
      const ran = await bench.run('route', '--floor', '2');
      expect(ran).toMatchObject({ code: 0, err: '' });
      const names = ran.out.match(/^(always \w+|random|length|segment|tfidf|oracle) /gm)!.map((name) => name.trim());
      expect(names).toEqual(['always reference', 'random', 'length', 'segment', 'tfidf', 'oracle', 'always candidate']);
      expect(ran.out).toMatch(/^segment .* ◂$/m);
      expect(ran.out).toMatch(/^Routed by segment: cheap can take \d+ % of tasks from big within 2 points .* less\.$/m);
      for (const line of ran.out.split('\n').slice(0, -2)) expect(line.length).toBeLessThanOrEqual(80);
    }));

  it('by segment is what the report certifies, to the last digit', () =>
    onMonth(MONTH, async (bench) => {
      const { shares } = JSON.parse((await bench.run('report', '--json')).out) as Report;
      for (const share of shares) {
        const found = await documentOf(bench, '--floor', String(share.floor * 100));
        expect(found).toMatchObject({ format: 'bench.routing/1', candidate: 'cheap', reference: 'big' });
        expect(found.certified).toEqual(share.certified);
        expect(found.oracle).toBe(share.oracle);
        const random = found.orderings.find(({ ordering }) => ordering === 'random')!;
        expect(random).toMatchObject({ apgr: 0.5, cpt50: 0.5, cpt80: 0.8 });
        expect(random.certified!.task_share).toBe(share.certified_random!.task_share);
        const ends = found.orderings.filter(({ ordering }) => ordering.startsWith('always'));
        expect(ends.map(({ certified }) => certified!.task_share)).toEqual([0, 0]);
        const oracle = found.orderings.find(({ ordering }) => ordering === 'oracle')!;
        expect(oracle.certified).toBeNull();
      }
    }));

  it('writes the router of the learning half with its certificate: sorted, plain, and as the table said', () =>
    onMonth(MONTH, async (bench, run) => {
      for (const router of ['segment', 'length', 'tfidf']) {
        const flags = ['--router', router, '--floor', '5'];
        const ran = await bench.run('route', ...flags, '-o', `${router}.json`);
        expect(ran).toMatchObject({ code: 0, err: `wrote ${router}.json\n` });
        const text = read(bench, `${router}.json`);
        expect(text).not.toMatch(/[:[,] -?[\d.]+e/);
        const route = JSON.parse(text) as SavedRoute;
        expect(Object.keys(route)).toEqual(Object.keys(route).toSorted());
        expect(route).toMatchObject({ format: 'bench.route/1', run, floor: 0.05, router: { kind: router } });
        expect(route.dataset.sha256).toMatch(/^[0-9a-f]{64}$/);
        const { certified } = await documentOf(bench, ...flags);
        const { order, segments: _, ...promised } = certified!;
        expect(order).toBe(router);
        expect(route.certified).toEqual({ confidence: 0.95, basis: 'exact', ...promised });
      }
      const route = JSON.parse(read(bench, 'segment.json')) as SavedRoute;
      expect(route.policy.segments![0]).toMatchObject({ segment: '=easy', fraction: 1 });
    }));

  it('overwrites nothing, unless told to', () =>
    onMonth(MONTH, async (bench) => {
      bench.write('route.json', 'mine');
      const refused = await bench.run('route', '-o', 'route.json');
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('error[EXISTS]');
      expect(read(bench, 'route.json')).toBe('mine');
      expect((await bench.run('route', '--floor', '5', '-o', 'route.json', '--force')).code).toBe(0);
      expect(read(bench, 'route.json')).toContain('bench.route/1');
    }));

  it('where nothing is certified says so and exits 0; a file is refused, with how many tasks it would take', () =>
    onMonth({ tasks: 60, lost: 0.5, seed: 3 }, async (bench) => {
      const ran = await bench.run('route', '--candidate', 'cheap');
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toMatch(/Routed by segment: 60 tasks are too few to certify anything/);
      const refused = await bench.run('route', '--candidate', 'cheap', '-o', 'route.json', '--json');
      expect(refused.code).toBe(2);
      expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'NOT_CERTIFIED' } });
      expect(refused.err).toMatch(/an estimated [\d,]+ tasks would show it if cheap is as good/);
      expect(() => read(bench, 'route.json')).toThrow('ENOENT');
    }));

  it('refuses texts of another dataset, and does without them where segments are enough', () =>
    onMonth(MONTH, async (bench) => {
      bench.write('month1.csv', 'id,input,expected\na,b,c\n');
      const refused = await bench.run('route', '--router', 'length');
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('month1.csv changed since run');
      const ran = await bench.run('route');
      expect(ran.code).toBe(0);
      expect(ran.out).toContain('segments only: month1.csv changed since run');
      expect(ran.out).not.toMatch(/^(length|tfidf) /m);
    }));

  it('refuses what it cannot do, before anything is sent', () =>
    onMonth({ ...MONTH, tasks: 100 }, async (bench) => {
      const refused: readonly (readonly [readonly string[], string])[] = [
        [['--router', 'magic'], 'USAGE'],
        [['--floor', 'two'], 'USAGE'],
        [['--floor', '2,5'], 'USAGE'],
        [['--candidate', 'nobody'], 'MODEL'],
        [['--candidate', 'big'], 'CANDIDATE'],
        [['--as', 'litellm'], 'USAGE'],
        [['--as', 'litellm', '--router', 'tfidf', '-o', 'x.yaml'], 'FORMAT'],
        [['--as', 'openrouter', '-o', 'x.json'], 'FORMAT'],
        [['--dry-run'], 'USAGE'],
        [['--router', 'embedding'], 'CONFIG'],
      ];
      expect((await bench.run('route', '-o', 'no/such/folder.json')).code).toBe(5);
      for (const [flags, code] of refused) {
        const ran = await bench.run('route', ...flags);
        expect(ran, flags.join(' ')).toMatchObject({ code: 2, out: '' });
        expect(ran.err).toContain(`error[${code}]`);
      }
      expect(bench.server.ledger.seen).toEqual([]);
    }));

  it('--as litellm writes tags that LiteLLM can match: certain segments whole, the last one by weight', () =>
    onMonth(MONTH, async (bench) => {
      const ran = await bench.run('route', '--floor', '5', '--as', 'litellm', '-o', 'litellm.yaml');
      expect(ran.code, ran.err).toBe(0);
      const { certified } = await documentOf(bench, '--floor', '5');
      const { model_list, router_settings } = parse(read(bench, 'litellm.yaml')) as {
        model_list: { model_name: string; litellm_params: { model: string; tags: string[]; weight?: number } }[];
        router_settings: object;
      };
      expect(router_settings).toEqual({ enable_tag_filtering: true, routing_strategy: 'simple-shuffle' });
      // What a request with one tag can reach, as LiteLLM matches: any deployment with that tag, else the default.
      const reached = (tag: string) => {
        const all = model_list.map(({ litellm_params }) => litellm_params);
        const matching = all.filter(({ tags }) => tags.includes(tag));
        return matching.length > 0 ? matching : all.filter(({ tags }) => tags.includes('default'));
      };
      for (const { segment, fraction } of certified!.segments) {
        const found = reached(`segment:${segment}`);
        const weight = (one: { weight?: number }) => one.weight ?? 1;
        const total = found.reduce((sum, one) => sum + weight(one), 0);
        const cheap = found.filter(({ model }) => model === 'cheap').reduce((sum, one) => sum + weight(one), 0);
        expect(cheap / total).toBeCloseTo(fraction, 3);
      }
      expect(reached('segment:new').map(({ model }) => model)).toEqual(['big']);
      expect(new Set(model_list.map(({ model_name }) => model_name))).toEqual(new Set(['routed']));
    }));
});

describe('bench route --router embedding', () => {
  const flags = ['--router', 'embedding', '--floor', '5'];

  it('says what would be sent, sends it once, and never again', () =>
    onMonth({ ...MONTH, tasks: 300 }, async (bench) => {
      configure(bench);
      bench.server.use(vectorReply);
      const dry = await bench.run('route', ...flags, '--dry-run');
      expect(dry.out).toMatch(
        /^127\.0\.0\.1:\d+ would be sent 300 texts for e-small, about [\d,]+ tokens, about \$0\.\d+\. Nobody was asked\.\n$/,
      );
      expect(bench.server.ledger.seen).toEqual([]);
      const ran = await bench.run('route', ...flags, '-o', 'route.json');
      expect(ran.code, ran.err).toBe(0);
      expect(ran.err).toMatch(/^calls 127\.0\.0\.1:\d+: 300 texts for e-small, about [\d,]+ tokens, about \$/m);
      // A word a token, at 2 dollars a million: "add xxx 12" has three.
      expect(ran.err).toContain('embedded 900 tokens: $0.0018');
      expect(ran.out).toMatch(/^embedding .* ◂$/m);
      expect(bench.server.ledger.seen).toHaveLength(5);
      const route = JSON.parse(read(bench, 'route.json')) as SavedRoute;
      expect(route.router).toMatchObject({ kind: 'embedding', model: 'e-small' });
      const again = await bench.run('route', ...flags);
      expect(again).toMatchObject({ code: 0, out: ran.out, err: '' });
      expect((await bench.run('route', ...flags, '--dry-run')).out).toBe(
        'Nothing would be sent: all 300 vectors of e-small are there.\n',
      );
      expect(bench.server.ledger.seen).toHaveLength(5);
    }));

  it('keeps what came before it failed, and asks for the rest alone', () =>
    onMonth({ ...MONTH, tasks: 300 }, async (bench) => {
      configure(bench);
      bench.server.use((seen) => (seen.n < 2 ? vectorReply(seen) : failure(401, 'no more')));
      const ran = await bench.run('route', ...flags);
      expect(ran).toMatchObject({ code: 4, out: '' });
      bench.server.use(vectorReply);
      const before = bench.server.ledger.seen.length;
      expect((await bench.run('route', ...flags)).code).toBe(0);
      const sent = bench.server.ledger.seen.slice(before).flatMap(({ body }) => body.input as string[]);
      expect(sent.length).toBeLessThan(300);
      expect(sent.length).toBeGreaterThanOrEqual(300 - 2 * 64);
    }));

  it('stops with Ctrl-C and goes on where it was', () =>
    onMonth({ ...MONTH, tasks: 300 }, async (bench) => {
      configure(bench);
      bench.server.use((seen) => (seen.n === 0 ? vectorReply(seen) : { fault: 'silent' }));
      const { io, done } = bench.start(['route', ...flags]);
      // All that is asked at a time: none of it may arrive later, and count for the second run.
      while (bench.server.ledger.seen.length < 1 + 4) await new Promise((resolve) => setTimeout(resolve, 5));
      io.interrupt('SIGINT');
      expect((await done).code).toBe(130);
      bench.server.use(vectorReply);
      const before = bench.server.ledger.seen.length;
      expect((await bench.run('route', ...flags)).code).toBe(0);
      const sent = bench.server.ledger.seen.slice(before).flatMap(({ body }) => body.input as string[]);
      expect(sent).toHaveLength(300 - 64);
    }));

  it('refuses a key in the block, an unknown field, and a key that is not set', () =>
    onMonth({ ...MONTH, tasks: 100 }, async (bench) => {
      const refused = [
        [{ api_key_env: 'sk-0123456789abcdefghijkl' }, 'CONFIG'],
        [{ modle: 'x' }, 'CONFIG'],
        [{ api_key_env: 'NO_SUCH_KEY', base_url: 'https://api.example.com/v1' }, 'KEY'],
      ] as const;
      for (const [change, code] of refused) {
        configure(bench, { ...EMBEDDING, ...change });
        const ran = await bench.run('route', ...flags);
        expect(ran).toMatchObject({ code: 2, out: '' });
        expect(ran.err).toContain(`error[${code}`);
        expect(ran.err).not.toContain('sk-0123456789abcdefghijkl');
      }
    }));
});

it('a route file does not depend on when or where it was made', () =>
  onMonth(MONTH, async (bench) => {
    await bench.run('route', '--floor', '5', '-o', 'a.json');
    await bench.run('route', '--floor', '5', '-o', 'b.json');
    const timeless = (name: string) => read(bench, name).replace(/"created_at": ".*?"/, '');
    expect(timeless('a.json')).toBe(timeless('b.json'));
    writeFileSync(join(bench.folder, 'a.json'), '');
    expect(read(bench, 'b.json')).not.toContain(bench.folder);
  }));
