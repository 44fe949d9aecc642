import { describe, expect, it } from 'vitest';
import { costAxis, fractionAxis, tickDollars } from '../../../src/report/plot/scales.ts';

describe('dollars', () => {
  it('equal ratios are equally far apart', () => {
    const { at } = costAxis([1, 10, 100], 0, 800);
    expect(at(10) - at(1)).toBeCloseTo(at(100) - at(10), 9);
    expect(at(1)).toBeGreaterThan(0);
    expect(at(100)).toBeLessThan(800);
  });
  it('what is free stands left of everything that is paid for', () => {
    const axis = costAxis([0, 5, 50], 0, 800);
    expect(axis.at(0)).toBe(axis.free);
    expect(axis.at(0)).toBeLessThan(axis.left);
    expect(axis.at(5)).toBeGreaterThan(axis.left);
    expect(axis.ticks[0]!.text).toBe('free');
    expect(costAxis([5, 50], 0, 800).ticks.map(({ text }) => text)).not.toContain('free');
  });
  it('everything free: one place, no dollars', () => {
    expect(costAxis([0, 0], 0, 800).ticks.map(({ text }) => text)).toEqual(['free']);
  });
  it('a single cost has ticks around it', () => {
    const { ticks, least, most } = costAxis([0.003], 0, 800);
    expect(ticks.length).toBeGreaterThan(1);
    expect(least).toBeLessThan(0.003);
    expect(most).toBeGreaterThan(0.003);
  });
  it('labels keep apart, however small the dollars: 9 px a digit is more than any font takes', () => {
    for (const costs of [
      [1e-9, 1e-5],
      [39, 4152],
      [0.5, 0.6],
      [1e-8, 1e4],
    ]) {
      const { ticks } = costAxis(costs, 56, 346);
      // 12 px text of digits is about 7 px a character; the paper ends 14 px behind the axis.
      for (const { at, text } of ticks) expect(at + (text.length * 7) / 2).toBeLessThanOrEqual(346 + 14 + 3);
      expect(ticks.length).toBeGreaterThan(1);
      for (const [i, { at, text }] of ticks.entries()) {
        const before = ticks[i - 1];
        if (before) expect(at - before.at).toBeGreaterThan(((text.length + before.text.length) / 2) * 6);
      }
    }
  });
  it.each([
    [1e-7, '$0.0000001'],
    [0.005, '$0.005'],
    [0.3, '$0.3'],
    [1, '$1'],
    [5000, '$5,000'],
  ])('%f is %s', (value, text) => {
    expect(tickDollars(value)).toBe(text);
  });
});

describe('fractions', () => {
  it('begins near the lowest value, not at 0', () => {
    const { at, ticks } = fractionAxis([0.7, 0.9], 400, 0);
    expect(at(0.7)).toBeLessThan(400);
    expect(at(0.7)).toBeGreaterThan(320);
    expect(ticks.map(({ text }) => text)).toEqual(['70 %', '75 %', '80 %', '85 %', '90 %']);
  });
  it('never leaves 0..100 %', () => {
    const { ticks } = fractionAxis([0, 1], 0, 100, 2);
    expect(ticks.map(({ text }) => text)).toEqual(['0 %', '50 %', '100 %']);
  });
  it('equal values have room around them', () => {
    const { at, ticks } = fractionAxis([1, 1], 400, 0);
    expect(at(1)).toBe(0);
    expect(ticks.length).toBeGreaterThan(2);
    expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
  });
});
