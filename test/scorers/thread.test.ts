import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';

/** Only a process of its own shows whether the thread lets it end; `npm test` builds first. */
const BUILT = fileURLToPath(new URL('../../dist/scorers/thread.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'bench-thread-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.skipIf(!existsSync(BUILT))(
  'keeps no process alive, and leaves stdout to the result (skipped before a build)',
  () => {
    const chatty = 'console.log("loaded"); setInterval(() => {}, 1000); export default () => 1;';
    writeFileSync(join(folder, 'chatty.mjs'), chatty);
    const program = `
    import { ScorerThread } from ${JSON.stringify(pathToFileURL(BUILT).href)};
    const thread = new ScorerThread(new URL('./chatty.mjs', import.meta.url).href);
    await thread.load();
    process.stdout.write(JSON.stringify(await thread.grade('x', {}, 5000)));`;
    writeFileSync(join(folder, 'program.mjs'), program);
    const ran = spawnSync(process.execPath, [join(folder, 'program.mjs')], { encoding: 'utf8', timeout: 20_000 });
    expect([ran.status, ran.stdout]).toEqual([0, '{"kind":"returned","value":1}']);
    expect(ran.stderr).toContain('loaded');
  },
);
