import { expect, test } from 'vitest';
import { standingsLines } from '../../src/report/standings_table.ts';
import { at, beaten, corrected, frontierPoint, judged, judging, report, run, standing, validation } from './sample.ts';

const frontier = { points: [], pareto: ['worst'], hull: [], aiq: null };

test('best quality first, no verdict last, equals in the order of the configuration', () => {
  const standings = [
    standing('none', { quality: null }),
    standing('b'),
    standing('a'),
    standing('top', { quality: 1 }),
  ];
  const names = standingsLines(report({ standings }), at(80))
    .slice(2, 6)
    .map((line) => line.split(' ')[0]);
  expect(names).toEqual(['top', 'b', 'a', 'none']);
});

test('of many models the reference and the frontier are always shown', () => {
  const crowd = Array.from({ length: 30 }, (_, i) => standing(`m${i}`));
  const standings = [...crowd, standing('ref', { quality: 0.1 }), standing('worst', { quality: 0 })];
  const lines = standingsLines(report({ standings, frontier, run: run({ reference: 'ref' }) }), at(80));
  expect(lines).toHaveLength(2 + 12 + 2);
  expect(lines.filter((line) => /^(ref +\*|worst +◆)/.test(line))).toHaveLength(2);
  expect(lines.join(' ')).toContain('20 more models: bench report --full');
});

test('no success is n/a, no price is unknown, a part of the costs is a lower bound', () => {
  const standings = [
    standing('a', { cost_per_success_usd: null }),
    standing('b', { cost_usd: null, cost_per_task_usd: null, cost_per_success_usd: null, cost_unknown: 412 }),
    standing('c', { cost_unknown: 3 }),
  ];
  const [a, b, c] = standingsLines(report({ standings }), at(200)).slice(2);
  expect(a).toMatch(/0\.0210 +n\/a +0\.00865/);
  expect(b).toMatch(/unknown +unknown +unknown/);
  expect(c).toMatch(/0\.0000230 +>0\.00865/);
});

test('missing verdicts are counted together, and apart where there is room', () => {
  const standings = [standing('a', { scored: 400, unscored: 3, failed: 4, not_run: 5 })];
  expect(standingsLines(report({ standings }), at(80))[2]).toMatch(/ 12$/);
  expect(standingsLines(report({ standings }), at(200))[2]).toMatch(/400 +12 +3 +4 +5$/);
});

test('the interval outlives $ per success, p50 and the marks, and marks that are gone are not explained', () => {
  const lines = (width: number) => standingsLines(report({ standings: [standing('a-model-of-long-name')] }), at(width));
  expect(lines(80).join('\n')).toMatch(/interval.*success +p50.*\* reference/s);
  expect(lines(40)[2]).toBe('a-mod…name   91.3 %  88.1-93.7    0.0210');
  expect(lines(40)).toHaveLength(4);
  expect(lines(40)[3]).toBe('shortened names: see -f csv');
});

test('quality that rests on a judge whom nobody checked is marked, and only that', () => {
  const standings = [standing('a', { judged: 9 }), standing('b'), standing('c', { judged: 9, quality: null })];
  for (const width of [40, 80]) {
    const lines = standingsLines(judged({ standings }), at(width));
    expect(lines[2]).toMatch(/^a .* 91\.3 % j {2}88\.1-93\.7/);
    expect(lines[3]).toMatch(/^b .* 91\.3 % {4}88\.1-93\.7/);
    expect(lines[4]).toMatch(/^c .* n\/a {4}/);
    expect(lines.slice(5).join(' ')).toContain('j judge not validated');
  }
});

test('labels validate the models that they are of', () => {
  const standings = [standing('linear', { judged: 9 }), standing('nearest', { judged: 9 })];
  const lines = standingsLines(judged({ standings, judging: judging({ validation: validation() }) }), at(80));
  expect(lines[2]).toMatch(/^linear .* 91\.3 % {4}88/);
  expect(lines[3]).toMatch(/^nearest .* 91\.3 % j {2}88/);
  expect(lines.slice(4).join(' ')).toContain('j judge not validated on this model');
  const only = judged({ standings: standings.slice(0, 1), judging: judging({ validation: validation() }) });
  expect(standingsLines(only, at(80)).join('\n')).not.toMatch(/ j |not validated/);
});

test('corrected quality stands beside the raw one; the raw interval leaves first', () => {
  const lines = (width: number) => standingsLines(corrected(), at(width));
  expect(lines(80).slice(1, 5)).toEqual([
    'model          quality   interval  corrected   interval  1k tasks  verdict',
    'ensemble  *◆  91.3 %    88.1-93.7     89.9 %  85.0-94.8   0.02100        0',
    'linear     ◆  89.1 %    85.6-91.8     85.1 %  79.0-91.2   0.00080        0',
    'nearest       84.0 % j  80.1-87.3        n/a        n/a   0.02100        0',
  ]);
  expect(lines(80).join(' ')).toContain('corrected: by human labels');
  expect(lines(53)[2]).toBe('ensemble  91.3 %       89.9 %  85.0-94.8   0.02100');
  expect(lines(40)[2]).toBe('ensemble  91.3 %       89.9 %   0.02100');
});

test('tiny costs keep two significant digits, and 80 columns hold them beside everything else', () => {
  const standings = [
    standing('ensemble', { cost_per_task_usd: '0.0000000131568', cost_per_success_usd: '0.000000019423' }),
    standing('majority', {
      cost_per_task_usd: '0.0000000000057',
      cost_per_success_usd: '0.000000000069',
      quality: 0.076,
    }),
  ];
  const lines = standingsLines(report({ standings }), at(80));
  expect(lines.find((line) => line.startsWith('ensemble'))).toMatch(/0\.0000131568 +0\.000000019423 +\S+s +0$/);
  expect(lines.find((line) => line.startsWith('majority'))).toMatch(/0\.0000000057 +0\.000000000069 +\S+s +0$/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

test('a place on the frontier that resampling does not keep is never shown without its percentage', () => {
  const points = [
    frontierPoint('linear', '0.0000008', 0.89, { pareto_frequency: 0.5534 }),
    frontierPoint('ensemble', '0.000021', 0.91),
    frontierPoint('nearest', '0.000021', 0.84, { pareto_frequency: 0.4, beaten_by: beaten('ensemble') }),
  ];
  const made = report({ frontier: { points, pareto: ['linear', 'ensemble'], hull: [], aiq: null } });
  const lines = standingsLines(made, at(80));
  expect(lines.find((line) => line.startsWith('linear'))).toMatch(/^linear +◆ 55 % +89\.1 %/);
  expect(lines.find((line) => line.startsWith('ensemble'))).toMatch(/^ensemble +\*◆ +91\.3 %/);
  expect(lines.join(' ')).toContain('◆ %: on it in so many of 2,000 resamples of the tasks');
  expect(lines.join(' ')).not.toContain('ahead');
  expect(standingsLines(made, at(80, { full: true })).at(-1)).toBe(
    'nearest: ensemble is cheaper, quality not distinguishable (-0.4 to 4.4 points)',
  );
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
