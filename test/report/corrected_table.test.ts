import { expect, test } from 'vitest';
import { correctedLines } from '../../src/report/corrected_table.ts';
import { at, corrected, judged, standing } from './sample.ts';

test('quality as judged beside quality corrected, of models with judged answers', () => {
  const { standings } = corrected();
  expect(correctedLines(corrected({ standings: [...standings, standing('exact')] }), at(80))).toEqual([
    'quality, and corrected by human labels',
    '                                95 %                  95 %',
    'model     judged  quality   interval  corrected   interval   labels',
    'nearest      128   84.0 %  80.1-87.3        n/a        n/a  too few',
    'linear       128   89.1 %  85.6-91.8     85.1 %  79.0-91.2       50',
    'ensemble     128   91.3 %  88.1-93.7     89.9 %  85.0-94.8       50',
  ]);
});

test('at 40 columns both qualities stay', () => {
  const lines = correctedLines(corrected(), at(40));
  expect(lines.at(-1)).toMatch(/^ensemble +91\.3 % +89\.9 %/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
});

test('without labels: nothing', () => {
  expect(correctedLines(judged(), at(80))).toEqual([]);
});
