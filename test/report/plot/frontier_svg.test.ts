import { describe, expect, it } from 'vitest';
import { frontierNotes } from '../../../src/report/plot/frontier_model.ts';
import { frontierSvg } from '../../../src/report/plot/frontier_svg.ts';
import { corrected, judging, standing } from '../sample.ts';
import { elements, frontierOf, texts } from './drawn.ts';

const two = frontierOf(
  [
    ['small', '0.001', 0.8],
    ['big', '0.02', 0.9],
  ],
  ['small', 'big'],
);

/** How often a class is used. */
const uses = (svg: string, look: string) =>
  elements(svg).filter(({ attributes }) => attributes.includes(` class="${look}"`)).length;

describe('two models', () => {
  const svg = frontierSvg(two);
  it('both named, the reference as such; axes in dollars per 1,000 and percent', () => {
    expect(texts(svg)).toEqual(expect.arrayContaining(['small', 'big (reference)', '$1', '$20', '84 %', 'quality']));
    expect(texts(svg)).toContain('$ per 1,000 tasks (logarithmic)');
  });
  it('one line of steps, one hull, intervals, a diamond, a point', () => {
    for (const look of ['step', 'hull', 'reference', 'on']) expect(uses(svg, look)).toBe(1);
    // Quality both ways; both costs are known as points, drawn as lines of no length.
    expect(uses(svg, 'interval')).toBe(4);
  });
  it('says in words what it shows', () => {
    const desc = elements(svg).find(({ name }) => name === 'desc')!.text;
    expect(desc).toBe(
      'Quality against cost per 1,000 tasks (logarithmic) of 2 models. On the frontier, cheapest first: small: 80.0 % (78.0-82.0), $1.00 per 1,000 tasks; big: 90.0 % (88.0-92.0), $20.00 per 1,000 tasks.',
    );
  });
  it('the same report gives the same bytes', () => {
    expect(frontierSvg(two)).toBe(svg);
  });
});

it('the step line is level to the dearer model, then upright, then level to the edge', () => {
  const d = /class="step"/.test(frontierSvg(two)) && / d="([^"]*)" class="step"/.exec(frontierSvg(two))![1]!;
  const places = String(d)
    .slice(1)
    .split('L')
    .map((place) => place.split(',').map(Number));
  const [from, corner, up, last] = [places[0]!, places[1]!, places[2]!, places.at(-1)!];
  expect(corner[1]).toBe(from[1]);
  expect(up[0]).toBe(corner[0]);
  expect(up[1]).toBeLessThan(corner[1]!);
  expect(last[0]).toBe(846);
});

it('the hull bends: at the middle of the logarithmic way only a part of the dearer model is paid for', () => {
  const svg = frontierSvg(
    frontierOf(
      [
        ['a', '0.001', 0.5],
        ['b', '0.1', 0.9],
      ],
      ['a', 'b'],
    ),
  );
  const places = / d="M([^"]*)" class="hull"/
    .exec(svg)![1]!
    .split('L')
    .map((place) => place.split(',').map(Number));
  const [first, last] = [places[0]!, places.at(-1)!];
  const x = (first[0]! + last[0]!) / 2;
  const middle = places.reduce((best, place) => (Math.abs(place[0]! - x) < Math.abs(best[0]! - x) ? place : best));
  // $0.01 of $0.001 to $0.1 is 9/99 of the way in dollars.
  expect((first[1]! - middle[1]!) / (first[1]! - last[1]!)).toBeCloseTo(9 / 99, 2);
});

it('what is free has a place of its own, before a cut in the axis', () => {
  const svg = frontierSvg(
    frontierOf(
      [
        ['local', '0', 0.7],
        ['big', '0.02', 0.9],
      ],
      ['local', 'big'],
    ),
  );
  expect(texts(svg)).toContain('free');
  expect(texts(svg)).toContain('local');
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

it('everything free, a single model, no model: still pictures', () => {
  expect(
    texts(
      frontierSvg(
        frontierOf(
          [
            ['a', '0', 0.7],
            ['b', '0', 0.9],
          ],
          ['b'],
        ),
      ),
    ),
  ).toContain('free');
  expect(texts(frontierSvg(frontierOf([['only', '0.01', 1]], ['only'])))).toContain('only (reference)');
  expect(texts(frontierSvg(frontierOf([['only', '0.01', 1]], ['only'], { standings: [] })))).toEqual([
    'No model has both a known cost and a known quality.',
  ]);
});

it('models without a place are named in the notes, with the reason', () => {
  const unknown = { cost_per_task_usd: null, cost_low_usd: null, cost_high_usd: null };
  const more = [standing('mystery', unknown), standing('mute', { quality: null }), standing('patchy')];
  const notes = frontierNotes({ ...two, standings: [...two.standings, ...more] });
  expect(notes).toEqual(
    expect.arrayContaining([
      'Not drawn, cost unknown: mystery.',
      'Not drawn, quality unknown: mute.',
      'Not drawn, too few known costs or verdicts: patchy.',
    ]),
  );
});

it('what only a judge says is marked, and so is what labels correct', () => {
  const raw = frontierOf(
    [
      ['a', '0.001', 0.8, { judged: 9 }],
      ['b', '0.02', 0.9],
    ],
    ['a', 'b'],
    { judging: judging() },
  );
  expect(texts(frontierSvg(raw))).toEqual(expect.arrayContaining(['a j', 'b (reference)']));
  expect(frontierNotes(raw)).toContain('j: judge not validated.');
  const labelled = { quality: 0.7, quality_low: 0.6, quality_high: 0.8, labels: 50, lambda: 0.5 };
  const own = { judged: 9, corrected: labelled };
  const fixed = frontierOf(
    [
      ['a', '0.001', 0.8, own],
      ['b', '0.02', 0.9],
    ],
    ['a', 'b'],
    { judging: corrected().judging },
  );
  expect(uses(frontierSvg(fixed), 'corrected')).toBe(2);
  expect(frontierNotes(fixed)).toContain('Cross bar: quality corrected by human labels.');
});

it('hostile names are inert, in a file of its own as well', () => {
  const evil = '</style></svg><script>alert(1)</script>" onload="x\u202e\x1b[31m';
  const svg = frontierSvg(
    frontierOf(
      [
        [evil, '0.001', 0.8],
        ['big', '0.02', 0.9],
      ],
      [evil, 'big'],
    ),
    { standalone: true },
  );
  expect(elements(svg).map(({ name }) => name)).not.toContain('script');
  expect(svg).not.toContain('\u202e');
  expect(elements(svg).some(({ attributes }) => attributes.includes('onload='))).toBe(false);
});

describe('43 models', () => {
  const many = Array.from(
    { length: 43 },
    (_, i) => [`model-number-${i}`, String(0.001 * 1.2 ** i), 0.5 + 0.01 * ((i * 7) % 43)] as const,
  );
  const report = frontierOf(
    many.map(([m, c, q]) => [m, Number(c).toFixed(9), q]),
    ['model-number-0', 'model-number-6'],
  );
  it('each is drawn, the frontier and the reference are named, and what is left out is counted', () => {
    const svg = frontierSvg(report);
    expect(uses(svg, 'off') + uses(svg, 'on') + uses(svg, 'reference')).toBe(43);
    const names = texts(svg).filter((text) => text.startsWith('model-number-'));
    expect(names).toEqual(expect.arrayContaining(['model-number-0', 'model-number-6', 'model-number-42 (reference)']));
    expect(names.length).toBeGreaterThan(25);
    const left = texts(svg).find((text) => text.endsWith('left out for lack of room'));
    expect(left === undefined ? 0 : Number(left.split(' ')[0])).toBe(43 - names.length);
  });
  it('fits a phone', () => {
    const svg = frontierSvg(report, { width: 360 });
    expect(svg).toContain('viewBox="0 0 360 ');
    for (const { attributes } of elements(svg)) {
      const x = / x="([^"]*)"/.exec(attributes);
      if (x) expect(Number(x[1])).toBeLessThanOrEqual(360);
    }
  });
});

it('an uncertain place on the frontier is told at the name, in the description and below', () => {
  const doubtful = {
    ...two,
    frontier: {
      ...two.frontier,
      points: two.frontier.points.map((point) =>
        point.model === 'small' ? { ...point, pareto_frequency: 0.55 } : point,
      ),
    },
  };
  expect(texts(frontierSvg(doubtful))).toContain('small 55 %');
  expect(frontierSvg(doubtful)).toContain('$1.00 per 1,000 tasks, on the frontier in 55 % of resamples');
  expect(frontierNotes(doubtful).join(' ')).toContain('Percent behind a name');
  expect(frontierNotes(two).join(' ')).not.toContain('Percent');
});
