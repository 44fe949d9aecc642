import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onBench } from '../../support/workbench.ts';

describe('bench plot', () => {
  it('draws the newest run, to stdout or to a file; every kind', () =>
    onBench({ tasks: 24 }, async (bench) => {
      await bench.run('run');
      const { code, out, err } = await bench.run('plot');
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^<\?xml .*\n<svg .*<title id="plot-title">Cost and quality of 2 models<\/title>/);
      expect(out).toContain('>big (reference)</text>');
      const written = await bench.run('plot', '-o', 'frontier.svg');
      expect([written.code, written.out]).toEqual([0, '']);
      expect(readFileSync(join(bench.folder, 'frontier.svg'), 'utf8')).toBe(out);
      expect((await bench.run('plot', '--kind', 'segments')).out).toContain('Quality by segment, 2 segments');
      expect((await bench.run('plot', '--kind', 'share', '--floors', '5,20')).out).toMatch(
        /What can move from big to cheap, within (5|20) points/,
      );
    }));
  it('another reference, another candidate, another width', () =>
    onBench({ tasks: 8 }, async (bench) => {
      await bench.run('run');
      const { out } = await bench.run(
        'plot',
        '--kind',
        'share',
        '--reference',
        'cheap',
        '--candidate',
        'big',
        '--width',
        '400',
      );
      expect(out).toContain('What can move from cheap to big');
      expect(out).toContain('viewBox="0 0 400 ');
    }));
  it('what cannot be drawn is an input error that says why', () =>
    onBench({ tasks: 8 }, async (bench) => {
      await bench.run('run');
      for (const [argv, message] of [
        [['--kind', 'pie'], 'Allowed choices are frontier, share, segments'],
        [['--candidate', 'nobody', '--kind', 'share'], 'has no model "nobody"'],
        [['--candidate', 'big', '--kind', 'share'], 'big is the reference: nothing moves to it'],
        [['--width', 'wide'], '--width takes a whole number'],
        [['no-such-run'], 'no-such-run'],
      ] as const) {
        const { code, out, err } = await bench.run('plot', ...argv);
        expect([code, out]).toEqual([2, '']);
        expect(err).toContain(message);
      }
    }));
});
