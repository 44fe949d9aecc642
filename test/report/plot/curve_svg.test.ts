import { describe, expect, it } from 'vitest';
import type { CurveSet } from '../../../src/analysis/detail_types.ts';
import { curveNotes, curveSvg } from '../../../src/report/plot/curve_svg.ts';
import { moved, share } from '../sample.ts';
import { elements, texts } from './drawn.ts';

const curve = (order: 'segment' | 'random' | 'oracle', quality: (share: number) => number) => ({
  ...{ order, tested: 206 },
  points: Array.from({ length: 101 }, (_, i) => ({
    share: i / 100,
    quality: quality(i / 100),
    cost_per_task_usd: null,
  })),
});
const set: CurveSet = {
  candidate: 'linear',
  reference: 'ensemble',
  curves: [
    curve('segment', (x) => 0.91 - 0.02 * x ** 2),
    curve('random', (x) => 0.91 - 0.02 * x),
    curve('oracle', (x) => 0.91 + 0.05 * Math.min(x, 1 - x) - 0.02 * x),
  ],
};
const all = (svg: string, look: string) =>
  elements(svg).filter(({ attributes }) => attributes.includes(` class="${look}"`));

describe('the share curve', () => {
  const svg = curveSvg(set, share('linear'));
  it('three lines with a legend, the floor, the certified share', () => {
    for (const look of ['segment', 'random', 'oracle']) expect(all(svg, look)).toHaveLength(2);
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        ...['by segment, safest first', 'at random (expected)', 'oracle: outcomes known'],
        ...['2 points below the reference', 'certified 41 %', 'share of tasks moved'],
      ]),
    );
    expect(all(svg, 'floor')).toHaveLength(1);
  });
  it('the certified point stands at its share, on the curve', () => {
    const [, x, y] = / cx="([^"]*)" cy="([^"]*)"/.exec(svg)!;
    // From 56 to 838 px is 0 to 100 %.
    expect(Number(x)).toBeCloseTo(56 + 0.41 * 782, 1);
    const line = / d="M([^"]*)" class="segment"/
      .exec(svg)![1]!
      .split('L')
      .map((place) => place.split(',').map(Number));
    expect(Number(y)).toBeCloseTo(line[41]![1]!, 1);
  });
  it('says in words what it shows', () => {
    expect(elements(svg).find(({ name }) => name === 'desc')!.text).toBe(
      'Quality as more tasks move from ensemble to linear, on 206 tasks that the order was not learnt on: 91.0 % with none, 89.0 % with all. Certified within 2 points: 41 % of tasks, quality 90.5 % (88.0-93.0).',
    );
  });
});

it('the name of the floor stands where no curve runs through it', () => {
  const at = (fall: number) => {
    const curves = [curve('segment', (x) => 0.91 - fall * x), curve('random', (x) => 0.91 - fall * x)];
    const name = elements(curveSvg({ ...set, curves }, share('linear'))).find(({ text }) => text.includes('below'))!;
    return Number(/ x="([^"]*)"/.exec(name.attributes)![1]);
  };
  expect(at(0.005)).toBe(62);
  // A steep curve crosses the floor at the left: the name moves to the right half.
  expect(at(0.6)).toBeGreaterThan(447);
});

it('further lines join: routers and cascades, each with its own dashes', () => {
  const more = ['router', 'cascade'].map((name, i) => ({
    name,
    points: [
      { share: 0, quality: 0.91 },
      { share: 1, quality: 0.92 + i / 100 },
    ],
  }));
  const svg = curveSvg(set, share('linear'), { more });
  expect(texts(svg)).toEqual(expect.arrayContaining(['router', 'cascade']));
  expect([all(svg, 'more-1').length, all(svg, 'more-2').length]).toEqual([2, 2]);
});

it('nothing certified is said, not drawn', () => {
  const svg = curveSvg(set, share('linear', { certified: moved({ task_share: 0 }) }));
  expect(texts(svg)).toContain('nothing certified');
  expect(all(svg, 'certified')).toHaveLength(0);
});

it('a corrected share is on raw lines: said so, without an interval that belongs to other numbers', () => {
  const corrected = {
    delta: 0,
    delta_low: 0,
    delta_high: 0,
    noninferior_p: 0,
    labels: 9,
    certified: moved({ task_share: 0.3 }),
  };
  const svg = curveSvg(set, share('linear', { corrected }));
  expect(texts(svg)).toContain('certified 30 %');
  expect(all(svg, 'whisker')).toHaveLength(0);
  expect(curveNotes(set, share('linear', { corrected })).join(' ')).toContain("judge's raw verdicts");
});

it('without a pair: a sentence', () => {
  expect(texts(curveSvg({ ...set, curves: [] }, share('linear', { certified: null })))).toEqual([
    'No task has a verdict of both models.',
  ]);
});

it('a floor of nothing, and one below zero', () => {
  expect(texts(curveSvg(set, share('linear', { floor: 0 })))).toContain('no loss allowed');
  expect(all(curveSvg(set, share('linear', { floor: 1 })), 'floor')).toHaveLength(0);
});
