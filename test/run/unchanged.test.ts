import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { RunFile } from '../../src/results/run_file.ts';
import { identityOf } from '../../src/run/identity.ts';
import { sourceOf } from '../../src/run/spec.ts';
import { refuseChangedModels, refuseChangedScorers } from '../../src/run/unchanged.ts';

const base = mkdtempSync(join(tmpdir(), 'bench-unchanged-'));
afterAll(() => rmSync(base, { recursive: true }));

it('a run is not taken up again with another train file', async () => {
  writeFileSync(join(base, 'train.csv'), 'input,expected\na,x\nb,y\n');
  const spec = { id: 'm', provider: 'classifier', model: 'linear', params: {}, train: 'train.csv' } as const;
  const identity = identityOf(spec, '{{input}}', undefined, await sourceOf(spec, base, 1));
  const run = { id: 'r', models: [{ ...spec, identity }], prompt: '{{input}}', seed: 1 } as unknown as RunFile;
  await expect(refuseChangedModels(run, base)).resolves.toBeUndefined();
  writeFileSync(join(base, 'train.csv'), 'input,expected\na,x\nb,x\n');
  await expect(refuseChangedModels(run, base)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('model m'),
  });
});

it('nor with another scorer', () => {
  const run = { id: 'r', scorers: ['s.js@1'] } as unknown as RunFile;
  expect(() => refuseChangedScorers(run, ['s.js@1'])).not.toThrow();
  expect(() => refuseChangedScorers(run, ['s.js@2'])).toThrow('s.js@1 then, s.js@2 now');
});
