import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { KEY } from '../support/invariants.ts';
import { chat } from '../support/loopback.ts';
import { onBench } from '../support/workbench.ts';

const analysed = vi.hoisted(() => ({ times: 0 }));

vi.mock('../../src/analysis/report.ts', async (original) => {
  const { analyse } = await original<typeof import('../../src/analysis/report.ts')>();
  const counting: typeof analyse = (...given) => {
    analysed.times++;
    return analyse(...given);
  };
  return { analyse: counting };
});

it('makes a page of a run, and of what it says on stdout and in a file the same', () =>
  onBench({ tasks: 40 }, async (bench) => {
    const ran = await bench.run('run', '-f', 'html', '-o', 'report.html');
    expect(ran).toMatchObject({ code: 0, out: '' });
    const page = readFileSync(join(bench.folder, 'report.html'), 'utf8');
    expect((await bench.run('report', '-f', 'html')).out).toBe(page);
    expect(page).not.toContain(KEY);
    // 4 of 40 tasks end in 0: `cheap` answers `wrong` there.
    expect(page).toContain('Tasks on which a candidate scores lower than big (cheap 4): all are shown.');
    expect(page.match(/<pre tabindex="0">wrong<\/pre>/g)).toHaveLength(4);
    expect(page).toContain('<pre tabindex="0">task 10</pre>');
    // 40 answers of 10 input tokens at $2 and 5 output tokens at $8 a million.
    expect(page).toMatch(/<td class="n">0\.000800<br><small>400 tokens<\/small><\/td><td class="n">0\.00160<|0\.0016/);
  }));

it('takes floors as every other format does', () =>
  onBench({ tasks: 8 }, async (bench) => {
    await bench.run('run');
    const { code, out } = await bench.run('report', '-f', 'html', '--floors', '10');
    expect(code).toBe(0);
    expect(out).toContain('10 points');
  }));

it('is analysed once for its page', () =>
  onBench({ tasks: 8 }, async (bench) => {
    await bench.run('run');
    for (const format of ['table', 'html']) {
      analysed.times = 0;
      expect((await bench.run('report', '-f', format)).code).toBe(0);
      expect(analysed.times, format).toBe(1);
    }
  }));

it('begins no workflow command of GitHub with what a model said, in the log of a job', () => {
  const evil = '::error::pwned\n::stop-commands::t\n  ##[error]x';
  return onBench(
    {
      tasks: 8,
      script: ({ model, prompt }) => ({
        body: chat(model === 'cheap' ? evil : `answer ${prompt.slice(5)}`, { model }),
      }),
    },
    async (bench) => {
      await bench.run('run');
      const { code, out } = await bench.start(['report', '-f', 'html'], { env: { GITHUB_ACTIONS: 'true' } }).done;
      expect(code).toBe(0);
      expect(out).toContain('&#58;:error::pwned\n&#58;:stop-commands::t');
      expect(out).not.toMatch(/^\s*::|##\[/m);
    },
  );
});
