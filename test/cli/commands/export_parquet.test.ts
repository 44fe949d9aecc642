import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { onBench } from '../../support/workbench.ts';

const OUTCOMES =
  'task_id,segment,weight,model,score,cost_usd,input_tokens,output_tokens,latency_ms\n' +
  'a,=1+1,2,big,1,0.1,10,5,12.5\n' +
  'b,x,1,big,0.5,0.0000002,20,6,\n' +
  'a,=1+1,2,cheap,0,0.01,10,4,3\n' +
  'b,x,1,cheap,,,,,\n';

describe('bench export parquet', () => {
  it('writes typed trials that another library reads back: money exact, unknown null', () =>
    onBench({}, async (bench) => {
      bench.write('o.csv', OUTCOMES);
      expect((await bench.run('import', 'o.csv')).code).toBe(0);
      const ran = await bench.run('export', 'parquet', '-o', 'trials.parquet');
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toMatch(/^wrote trials.parquet: 4 trials of /);
      const file = await asyncBufferFromFile(join(bench.folder, 'trials.parquet'));
      const metadata = await parquetMetadataAsync(file);
      expect(Number(metadata.num_rows)).toBe(4);
      const types = new Map(parquetSchema(metadata).children.map(({ element }) => [element.name, element.type]));
      expect(Object.fromEntries(types)).toMatchObject({
        task_id: 'BYTE_ARRAY',
        weight: 'DOUBLE',
        repeat: 'INT64',
        score: 'DOUBLE',
        cost_usd: 'BYTE_ARRAY',
        cost_usd_double: 'DOUBLE',
        input_tokens: 'INT64',
        reused: 'BOOLEAN',
      });
      const rows = await parquetReadObjects({ file });
      expect(rows).toMatchObject([
        {
          task_id: 'a',
          segment: '=1+1',
          weight: 2,
          model: 'big',
          repeat: 0n,
          score: 1,
          cost_usd: '0.1',
          latency_ms: 12.5,
        },
        { task_id: 'a', model: 'cheap', score: 0, cost_usd: '0.01', cost_usd_double: 0.01 },
        { task_id: 'b', model: 'big', score: 0.5, cost_usd: '0.0000002', input_tokens: 20n, latency_ms: null },
        { task_id: 'b', model: 'cheap', score: null, cost_usd: null, cost_usd_double: null, input_tokens: null },
      ]);
      expect(rows[3]).toMatchObject({ why: 'no score recorded', cost_unknown_why: 'not recorded' });
    }));

  it('says where it cannot write, and leaves nothing behind', () =>
    onBench({}, async (bench) => {
      bench.write('o.csv', OUTCOMES);
      await bench.run('import', 'o.csv');
      const ran = await bench.run('export', 'parquet', '-o', 'no/such/folder.parquet');
      expect(ran.code).toBe(5);
      expect(ran.err).toContain('there is no such folder');
    }));
});

describe('bench export trials', () => {
  it('writes the same as CSV, where no text is a formula and no number has an exponent, and as JSON', () =>
    onBench({}, async (bench) => {
      bench.write('o.csv', OUTCOMES);
      await bench.run('import', 'o.csv');
      await bench.run('export', 'trials', '-o', 'trials.csv');
      const [header, first, , third, fourth] = readFileSync(join(bench.folder, 'trials.csv'), 'utf8').split('\n');
      expect(header).toBe(
        'run_id,task_id,segment,weight,model,repeat,status,score,why,scorer,cost_usd,cost_usd_double,cost_source,cost_unknown_why,input_tokens,cached_tokens,cache_write_tokens,output_tokens,reasoning_tokens,latency_ms,reused,judged,label',
      );
      expect(first).toContain(`,"'=1+1",2,big,0,ok,1,`);
      expect(third).toContain(',0.0000002,0.0000002,');
      expect(fourth).toContain(',,,,not recorded,,,,,,,false,false,');
      const ran = await bench.run('export', 'trials', '-f', 'json');
      const rows = JSON.parse(ran.out) as { model: string; cost_usd: string | null }[];
      expect(rows.map(({ cost_usd }) => cost_usd)).toEqual(['0.1', '0.01', '0.0000002', null]);
    }));
});
