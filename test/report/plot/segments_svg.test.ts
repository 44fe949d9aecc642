import { describe, expect, it } from 'vitest';
import type { SegmentDetail, SegmentStanding } from '../../../src/analysis/detail_types.ts';
import { segmentsNotes, segmentsSvg } from '../../../src/report/plot/segments_svg.ts';
import { report } from '../sample.ts';
import { elements, texts } from './drawn.ts';

const row = (model: string, quality: number | null): SegmentStanding => ({
  ...{ model, scored: quality === null ? 0 : 40, quality, quality_method: null, cost_per_task_usd: null },
  quality_low: quality === null ? null : quality - 0.1,
  quality_high: quality === null ? null : quality + 0.1,
});
const segment = (name: string, tasks = 40): SegmentDetail => ({
  ...{ segment: name, tasks },
  models: [row('nearest', 0.7), row('linear', null), row('ensemble', 0.8)],
});
const of = (...segments: SegmentDetail[]) => report({ detail: { curves: [], segments } });

describe('small multiples', () => {
  const svg = segmentsSvg(of(segment('plain'), segment(''), segment('</text><script>')));
  it('a panel for each segment, a row for each model, the reference first', () => {
    const shown = texts(svg);
    expect(shown).toEqual(expect.arrayContaining(['plain', '(no segment)', '40 tasks', '0 %', '60 %', '100 %']));
    expect(shown.slice(0, 3)).toEqual(['ensemble', 'linear', 'nearest']);
    expect(elements(svg).map(({ name }) => name)).not.toContain('script');
  });
  it('unknown is said, never drawn at 0', () => {
    expect(texts(svg).filter((text) => text === 'no verdict')).toHaveLength(3);
    expect(elements(svg).filter(({ name }) => name === 'circle')).toHaveLength(3);
  });
  it('says in words what it shows', () => {
    expect(elements(svg).find(({ name }) => name === 'desc')!.text).toContain(
      'plain (40 tasks): nearest 70.0 %, ensemble 80.0 %; (no segment) (40 tasks):',
    );
  });
});

it('of many segments the largest, in their order; the rest is counted', () => {
  const made = of(...Array.from({ length: 30 }, (_, i) => segment(`s${i}`, i + 1)));
  expect(texts(segmentsSvg(made)).filter((text) => /^s\d+$/.test(text))).toEqual(
    Array.from({ length: 24 }, (_, i) => `s${i + 6}`),
  );
  expect(segmentsNotes(made)).toContain('6 smaller segments are not shown.');
});

it('the models that are asked for', () => {
  const made = of(segment('plain'));
  expect(texts(segmentsSvg(made, { models: ['nearest'] }))[0]).toBe('nearest');
  expect(segmentsNotes(made, { models: ['nearest'] })).toContain('2 more models not shown.');
});

it('nothing without detail or segments', () => {
  expect([segmentsSvg(report()), segmentsSvg(of())]).toEqual(['', '']);
  expect([segmentsNotes(report()), segmentsNotes(of())]).toEqual([[], []]);
});
