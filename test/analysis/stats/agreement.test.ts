import { describe, expect, it } from 'vitest';
import {
  cohenKappa,
  crosstab,
  kappaInterval,
  roganGladen,
  roganGladenRaw,
} from '../../../src/analysis/stats/agreement.ts';
import { wilson } from '../../../src/analysis/stats/rates.ts';
import { noShared, reference } from '../shared.ts';
import { uniform } from '../trials.ts';

const values = reference('stat_reference_values');

describe.skipIf(noShared)('agreement against the reference (skipped without ../shared)', () => {
  const tables = Object.entries<number>(values.kappa ?? {}).filter(([key]) => key !== '[[10,0],[0,0]]');
  it.each(tables)('kappa of %s', (key, kappa) => expect(cohenKappa(JSON.parse(key))).toBeCloseTo(kappa, 12));
  it('three tables were compared', () => expect(tables).toHaveLength(3));
  it('Rogan-Gladen: rate, standard error, and a rate below 0 that is clipped', () => {
    const { 'p=.8,se=.9,sp=.8': rate, 'sd(n=500,nse=80,nsp=20)': sd } = values.rogan_gladen;
    const made = roganGladenRaw({ rate: 0.8, n: 500 }, { rate: 0.9, n: 80 }, { rate: 0.8, n: 20 });
    expect(made.rate).toBeCloseTo(rate, 12);
    expect(made.standard_error).toBeCloseTo(sd, 12);
    const below = [
      { rate: 0.1, n: 500 },
      { rate: 0.9, n: 80 },
      { rate: 0.8, n: 20 },
    ] as const;
    expect(roganGladenRaw(...below).rate).toBeCloseTo(values.rogan_gladen['p=.1,se=.9,sp=.8 (clip to 0)'], 12);
    expect(roganGladen(...below)).toMatchObject({ value: 0, low: 0 });
  });
});

describe("Cohen's kappa", () => {
  it.each([
    [
      '90 % agreement with a 90 % pass rate',
      [
        [85, 5],
        [5, 5],
      ],
      0.4444,
    ],
    [
      '90 % agreement with a 50 % pass rate',
      [
        [45, 5],
        [5, 45],
      ],
      0.8,
    ],
    // Fleiss, Cohen & Everitt 1969, table 1 (three diagnoses, 200 patients): kappa .429, standard error .054.
    [
      'three classes',
      [
        [106, 10, 4],
        [22, 28, 10],
        [2, 12, 6],
      ],
      0.429,
    ],
  ])('%s', (_, table, kappa) => expect(cohenKappa(table)).toBeCloseTo(kappa, 3));
  it('undefined, not 1 or 0, where a side used one class only', () => {
    for (const table of [
      [
        [10, 0],
        [0, 0],
      ],
      [
        [6, 4],
        [0, 0],
      ],
      [
        [6, 0],
        [4, 0],
      ],
      [[0]],
      [],
    ])
      expect([cohenKappa(table), kappaInterval(table)]).toEqual([null, null]);
  });
  it('the large-sample interval of a large table is the published one', () => {
    const [n, se] = [1000, 0.054 / Math.sqrt(1000)];
    const table = [
      [106, 10, 4],
      [22, 28, 10],
      [2, 12, 6],
    ].map((row) => row.map((count) => count * n));
    const { low, high } = kappaInterval(table)!;
    expect((high - low) / (2 * 1.959964 * se)).toBeCloseTo(1, 1);
  });
  it('an interval without a single disagreement still has a width, and holds its value', () => {
    const { value, low, high } = kappaInterval([
      [10, 0],
      [0, 10],
    ])!;
    expect([value, high]).toEqual([1, 1]);
    expect(low).toBeGreaterThan(0.5);
    expect(low).toBeLessThan(0.8);
  });
  it('classes of either list count, by their text', () => {
    expect(crosstab([1, 2, 2], ['2', 'x', '2'])).toEqual([
      [0, 1, 0],
      [0, 1, 1],
      [0, 0, 0],
    ]);
  });
});

describe('intervals cover (seeded simulation)', () => {
  /** One labelled answer: what people say, what the judge says. */
  function tables(seed: number, [good, se, sp]: readonly number[], n: number, times: number) {
    const draw = uniform(seed);
    return Array.from({ length: times }, () => {
      const table: [[number, number], [number, number]] = [
        [0, 0],
        [0, 0],
      ];
      for (let i = 0; i < n; i++) {
        const people = draw() < good! ? 1 : 0;
        const judge = draw() < (people === 1 ? se! : 1 - sp!) ? 1 : 0;
        table[judge][people]++;
      }
      return table;
    });
  }
  function trueKappa([good, se, sp]: readonly number[]): number {
    const [g, b] = [good!, 1 - good!];
    return cohenKappa([
      [b * sp!, g * (1 - se!)],
      [b * (1 - sp!), g * se!],
    ])!;
  }
  const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / hits.length;

  it.each([
    [[0.7, 0.86, 0.86], 50],
    [[0.9, 0.95, 0.8], 100],
    [[0.7, 0.98, 0.95], 50],
    [[0.5, 0.7, 0.6], 30],
  ])('good, sensitivity, specificity %j with %i labels', (truth, n) => {
    const [kappa, made] = [trueKappa(truth), tables(n, truth, n, 2000)];
    const within = (value: number, { low, high }: { low: number; high: number }) => low <= value && value <= high;
    const intervals = made.map(kappaInterval).filter((one) => one !== null);
    expect(share(intervals.map((one) => within(kappa, one)))).toBeGreaterThan(0.92);
    const sensitivity = made.map(([bad, good]) => wilson(good[1] / (good[1] + bad[1]), good[1] + bad[1]));
    expect(share(sensitivity.map((one) => within(truth[1]!, one)))).toBeGreaterThan(0.92);
  });

  it('Rogan-Gladen carries the calibration error; a plain interval of the judged rate covers next to never', () => {
    const truth = [0.8, 0.9, 0.75] as const;
    const calibration = tables(5, truth, 150, 1000);
    const judged = tables(6, truth, 1000, 1000);
    const hits = calibration.map(([bad, good], i) => {
      const rate = (judged[i]![1][0] + judged[i]![1][1]) / 1000;
      const [goods, bads] = [good[1] + bad[1], good[0] + bad[0]];
      const made = roganGladen(
        { rate, n: 1000 },
        { rate: good[1] / goods, n: goods },
        { rate: bad[0] / bads, n: bads },
      );
      const naive = wilson(rate, 1000);
      return [made !== null && made.low <= 0.8 && 0.8 <= made.high, naive.low <= 0.8 && 0.8 <= naive.high] as const;
    });
    expect(share(hits.map(([one]) => one))).toBeGreaterThan(0.93);
    expect(share(hits.map(([one]) => one))).toBeLessThan(0.98);
    expect(share(hits.map(([, naive]) => naive))).toBeLessThan(0.5);
  });
  it('refused where sensitivity + specificity say nothing', () => {
    const at = (se: number) => roganGladen({ rate: 0.5, n: 100 }, { rate: se, n: 50 }, { rate: 0.5, n: 50 });
    expect(at(0.59)).toBeNull();
    expect(at(0.3)).toBeNull();
    expect(at(0.61)).toMatchObject({ value: 0 });
  });
});
