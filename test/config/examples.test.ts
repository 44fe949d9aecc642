import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const examples = readdirSync(`${root}examples`)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => `examples/${name}`);

function read(file: string) {
  return loadConfig(readFileSync(`${root}${file}`, 'utf8'), file, { flags: {}, env: {}, cwd: root });
}

describe.each(['bench.yaml', ...examples])('%s', (file) => {
  it('loads without a warning', () => {
    expect(read(file).warnings).toEqual([]);
  });

  it('names files that exist', () => {
    const { folder, dataset, models } = read(file);
    const paths = [dataset.path, ...models.flatMap(({ path, train }) => [path, train])].filter(
      (path) => path !== undefined,
    );
    expect(paths.filter((path) => !existsSync(resolve(folder, path)))).toEqual([]);
  });

  it('points editors to the schema', () => {
    const first = readFileSync(`${root}${file}`, 'utf8').split('\n')[0] ?? '';
    const schema = /^# yaml-language-server: \$schema=(.+)$/.exec(first)?.[1] ?? 'none';
    expect(resolve(root, dirname(file), schema)).toBe(resolve(root, 'bench.schema.json'));
  });
});

describe('bench.yaml', () => {
  it('benchmarks the four classifiers against the ensemble', () => {
    const { models, reference, quality_floors, dataset } = read('bench.yaml');
    expect(models.map(({ id }) => id)).toEqual(['majority', 'nearest', 'linear', 'ensemble']);
    expect(new Set(models.map(({ provider }) => provider))).toEqual(new Set(['classifier']));
    expect({ reference, quality_floors, segment: dataset.columns.segment }).toEqual({
      reference: 'ensemble',
      quality_floors: [0.02, 0.05],
      segment: 'difficulty',
    });
  });

  it('prices an hour as the sum that its comment gives', () => {
    for (const { price } of read('bench.yaml').models) {
      expect(price?.per_hour).toBeCloseTo(1 * 0.04048 + 2 * 0.004445, 12);
      expect(price).toMatchObject({
        source: expect.stringContaining('https://'),
        date: expect.stringMatching(/^\d{4}-/),
      });
    }
  });
});
