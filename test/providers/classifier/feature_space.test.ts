import { describe, expect, it } from 'vitest';
import { openBreath } from '../../../src/providers/classifier/breath.ts';
import { learnFeatures, vectorsOf } from '../../../src/providers/classifier/feature_space.ts';

const split = (text: string) => text.split(' ');
const learn = (texts: readonly string[]) => learnFeatures(texts, split, openBreath());

describe('learnFeatures', () => {
  // by hand: idf(a) = ln(3/3) + 1, idf(b) = ln(3/2) + 1, tf(b) = 1 + ln 2
  it('weights by sublinear tf and smoothed idf, length 1', async () => {
    const { index, value } = (await learn(['a', 'a b'])).vector('b a b unseen');
    const b = (1 + Math.LN2) * (Math.log(3 / 2) + 1);
    const length = Math.sqrt(1 + b * b);
    expect([...index]).toEqual([0, 1]);
    expect(value[0]).toBeCloseTo(1 / length, 12);
    expect(value[1]).toBeCloseTo(b / length, 12);
  });

  it('gives a text without known grams no features', async () => {
    expect((await learn(['a', 'b'])).vector('z').index).toHaveLength(0);
  });

  it('keeps the 20,000 grams that stand in most texts, however often in one', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => `g${at}`).join(' ');
    const space = await learn([`${many} g29998 g29998`, 'g29999']);
    expect(space.size).toBe(20_000);
    expect(space.vector('g29999').index).toHaveLength(1);
    expect(space.vector('g29998').index).toHaveLength(0);
  });

  it('takes hostile grams as data', async () => {
    const space = await learn(['__proto__', 'constructor']);
    expect([...space.vector('constructor __proto__').index]).toEqual([0, 1]);
  });
});

it('makes the vectors of many texts in their order', async () => {
  const vectors = await vectorsOf(await learn(['a b']), ['b', 'a'], openBreath());
  expect(vectors.map(({ index }) => index[0])).toEqual([1, 0]);
});
