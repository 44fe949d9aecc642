import { expect, it } from 'vitest';
import { candidateCurves } from '../../../src/report/plot/curve_lines.ts';
import { curveNotes, curveSvg } from '../../../src/report/plot/curve_svg.ts';
import { cascade, cascadeSet, cascadeShare, detail, router, routerSet } from '../detail_sample.ts';
import { share } from '../sample.ts';
import { elements, texts } from './drawn.ts';

const of = (own: Parameters<typeof detail>[0] = {}) => candidateCurves(detail(own), 'linear')!;
const names = (own: Parameters<typeof detail>[0]) => of(own).more.map(({ name }) => name);

it('with routers all lines are over all pairs: none beside one of the half that tests', () => {
  const { set, more, cross_fitted } = of();
  expect(cross_fitted).toBe(true);
  expect(set.curves.map(({ order, tested }) => [order, tested])).toEqual([
    ['segment', 412],
    ['random', 412],
    ['oracle', 412],
  ]);
  // Every line begins with everything at the reference and ends with everything at the candidate.
  for (const { points } of [...set.curves, ...more]) {
    expect(points[0]!.quality).toBeCloseTo(0.912, 12);
    expect(points.at(-1)!.quality).toBeCloseTo(0.89, 12);
  }
});

it('without routers the lines are those of the half that tests', () => {
  const { routers: _, ...plain } = detail();
  const { set, more, cross_fitted } = candidateCurves(plain, 'linear')!;
  expect([set.curves.map(({ tested }) => tested), more, cross_fitted]).toEqual([[206, 206, 206], [], false]);
  expect(candidateCurves(detail(), 'nearest')).toMatchObject({ more: [], cross_fitted: false });
  expect(candidateCurves(detail(), 'nobody')).toBeUndefined();
});

it('with repeats it is said why a cascade can run above the oracle', () => {
  expect(of().notes.join()).toMatch(/^A cascade accepts one answer of the repeats/);
  expect([of({ noise: null }).notes, of({ cascades: [] }).notes]).toEqual([[], []]);
});

it('six lines at most: length goes first, the best cascade stays', () => {
  expect(names({})).toEqual(['by length of the prompt', 'by its words', 'cascade by judge']);
  const routers = [routerSet('linear', { routers: [...routerSet('linear').routers, router('embedding', 0.5)] })];
  expect(names({ routers })).toEqual(['by its words', 'by its embedding', 'cascade by judge']);
  expect(names({ routers, cascades: [] })).toEqual(['by length of the prompt', 'by its words', 'by its embedding']);
});

it('the best cascade saves most where it is certified; without any, its verifier knows most', () => {
  const uncertified = [cascadeShare(0.05, { certified: false })];
  const cascades = (...all: Parameters<typeof cascade>[]) => [
    cascadeSet({ cascades: all.map((one) => cascade(...one)) }),
  ];
  expect(names({ cascades: cascades(['a', { shares: uncertified, auc: 0.9 }], ['b', { auc: 0.6 }]) })[2]).toBe(
    'cascade by b',
  );
  expect(
    names({
      cascades: cascades(['a', { shares: uncertified, auc: 0.6 }], ['b', { shares: uncertified, auc: 0.7 }]),
    })[2],
  ).toBe('cascade by b');
});

it('a long name of a verifier is shortened in the legend', () => {
  const [, , name] = names({ cascades: [cascadeSet({ cascades: [cascade('x'.repeat(300))] })] });
  expect(name!.length).toBeLessThan(40);
});

it.each([360, 860])('drawn %i px wide: six lines, a legend without collisions, no interval of other tasks', (width) => {
  const { set, ...lines } = of();
  const svg = curveSvg(set, share('linear'), { ...lines, width });
  const all = elements(svg);
  const paths = all.filter(({ name }) => name === 'path');
  expect(paths).toHaveLength(6);
  expect(new Set(paths.map(({ attributes }) => / class="([^"]*)"/.exec(attributes)![1])).size).toBe(6);
  expect(texts(svg)).toEqual(
    expect.arrayContaining(['by segment, safest first', 'cascade by judge', 'certified 41 %']),
  );
  expect(all.filter(({ attributes }) => attributes.includes('class="whisker"'))).toEqual([]);
  const legend = all.filter(({ name, text }) => name === 'text' && /^(by |at random|oracle|cascade)/.test(text));
  const places = legend.map(({ attributes }) => / x="([^"]*)" y="([^"]*)"/.exec(attributes)!.slice(1).map(Number));
  expect(places).toHaveLength(6);
  for (const [x] of places) expect(x).toBeLessThan(width - 60);
  expect(new Set(places.map(String)).size).toBe(6);
  expect(all.find(({ name }) => name === 'desc')!.text).toContain(
    'over 412 tasks, each in the place that an order learnt without it gives it: 91.2 % with none, 89.0 % with all.',
  );
});

it('the caption says which tasks the lines and the certified share are of', () => {
  expect(curveNotes(of().set, share('linear'), true)).toEqual([
    'Over 412 tasks, each in the place that an order learnt without it gives it. Dotted: the least acceptable quality, 2 points below the reference.',
    'The certified share was tested on 206 of them.',
  ]);
});
