import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fair, onBench } from '../support/workbench.ts';

describe('how a report is shown', () => {
  it('as table, JSON, CSV or Markdown, on stdout or into a file', () =>
    onBench({ tasks: 8 }, async (bench) => {
      const ran = await bench.run('run');
      expect((await bench.run('report')).out, 'the same as at the end of the run').toBe(ran.out);
      expect(ran.out.trimEnd().split('\n').at(-1)).toMatch(/^Nothing to save/);
      expect(JSON.parse((await bench.run('report', '-f', 'json')).out)).toMatchObject({ format: 'bench.report/1' });
      expect((await bench.run('report', '-f', 'csv')).out).toMatch(
        /^schema_version,run_id,dataset,model,.*,quality,.*\r\n1,/,
      );
      expect((await bench.run('report', '-f', 'markdown')).out).toMatch(/^\|.*model.*\|$/m);
      const filed = await bench.run('report', '--json', '-o', 'out.json');
      expect(filed.out).toBe('');
      expect(readFileSync(`${bench.folder}/out.json`, 'utf8')).toBe((await bench.run('report', '--json')).out);
    }));

  it('into a folder that does not exist exits 5 before anything is sent, and leaves nothing', () =>
    onBench({ tasks: 2 }, async (bench) => {
      const ran = await bench.run('run', '-o', 'nowhere/report.txt');
      expect(ran.code).toBe(5);
      expect(ran.err).toContain(
        'error[ENOENT] cannot write nowhere/report.txt: there is no such folder\nhint: nothing was sent; name another file with -o\n',
      );
      expect(existsSync(`${bench.folder}/nowhere`)).toBe(false);
      expect(existsSync(`${bench.folder}/results`)).toBe(false);
      expect(bench.server.ledger.seen).toEqual([]);
    }));

  it('with other floors and another reference', () =>
    onBench({ tasks: 8 }, async (bench) => {
      await bench.run('run', '--floors', '1,10');
      expect((await bench.report('report')).run.quality_floors).toEqual([0.01, 0.1]);
      const other = await bench.report('report', '--floors', '3', '--floors', '0.7', '--reference', 'cheap');
      expect(other.run).toMatchObject({ quality_floors: [0.007, 0.03], reference: 'cheap' });
      const wrong = await bench.run('report', '--reference', 'nobody');
      expect(wrong.code).toBe(2);
      expect(wrong.err).toContain('has no model "nobody"\nhint: it has big, cheap\n');
    }));

  it('one section of a report, whole, also where a run has just ended', () =>
    onBench({ tasks: 60, script: fair }, async (bench) => {
      const full = await bench.run('run', '--full');
      expect((await bench.run('report', '--full')).out, 'the same as at the end of the run').toBe(full.out);
      expect((await bench.run('report')).out).not.toContain('APGR');
      const { out } = await bench.run('report', '--section', 'share');
      for (const part of [
        'which tasks move first from big to cheap',
        'by words',
        'APGR',
        '\nArmstrong, 80 %',
        '\nHarvey, 3x',
      ])
        expect(out).toContain(part);
      expect(out).not.toContain('frontier');
      expect(full.out).toContain('which tasks move first from big to cheap');
      expect((await bench.run('report', '-f', 'markdown', '--section', 'share')).out).toMatch(
        /^\| by length \| 2 points \|/m,
      );
    }));

  it('JSON has the detail where all of it, or its section, is asked for', () =>
    onBench({ tasks: 6, script: fair }, async (bench) => {
      await bench.run('run');
      const detail = async (...flags: string[]) =>
        JSON.parse((await bench.run('report', '--json', ...flags)).out).detail;
      for (const flags of [['--full'], ['--section', 'share']])
        expect(await detail(...flags)).toMatchObject({ claims: {}, routers: [{}], noise: null });
      expect(await detail()).toBeUndefined();
    }));

  it('a section that is none, and a format that has none', () =>
    onBench({ tasks: 2, script: fair }, async (bench) => {
      await bench.run('run');
      const unknown = await bench.run('report', '--section', 'everything');
      expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('Allowed choices are share.')]);
      for (const format of ['csv', 'html', 'junit', 'codequality']) {
        const refused = await bench.run('report', '--section', 'share', '-f', format);
        expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(`-f ${format} has no sections`)]);
      }
    }));

  it('O2: in colour only where a person looks', () =>
    onBench({ tasks: 4 }, async (bench) => {
      await bench.run('run');
      const colourOf = async (env: Record<string, string>, argv: readonly string[] = [], tty = true) =>
        (await bench.start(['report', ...argv], { tty, columns: 80, env }).done).out.includes('\u001b[');
      expect(await colourOf({})).toBe(true);
      expect(await colourOf({}, [], false)).toBe(false);
      expect(await colourOf({ FORCE_COLOR: '1' }, [], false)).toBe(true);
      for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }, { CI: 'true' }, { FORCE_COLOR: '0' }] as const)
        expect(await colourOf(env)).toBe(false);
      expect(await colourOf({ FORCE_COLOR: '1' }, ['--no-color'])).toBe(false);
      expect(await colourOf({ FORCE_COLOR: '1' }, ['-o', 'plain.txt'])).toBe(false);
      expect(readFileSync(`${bench.folder}/plain.txt`, 'utf8')).not.toContain('\u001b');
    }));

  it('O2: progress in a log is a few plain lines on stderr', () =>
    onBench({ tasks: 40, script: fair }, async (bench) => {
      const ran = await bench.run('run');
      const lines = ran.err.trimEnd().split('\n');
      expect(lines.at(-1)).toBe('80/80  big 100 %  cheap 100 %  $0.00480');
      expect(lines.length).toBeLessThanOrEqual(5);
    }));
});
