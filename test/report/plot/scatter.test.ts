import { expect, it } from 'vitest';
import { displayWidth } from '../../../src/report/measure.ts';
import { scatterLines } from '../../../src/report/plot/scatter.ts';
import { type Drawn, frontierOf } from './drawn.ts';

const three = frontierOf(
  [
    ['small', '0.001', 0.5],
    ['middle', '0.01', 0.6],
    ['big', '0.1', 0.9],
  ],
  ['small', 'big'],
);

it('the frontier as steps, models by name', () => {
  // $0.01 is half-way from $0.001 to $0.1 in logarithms: column 21 of 0..42; 60 % is a quarter up: row 5 of 0..7.
  expect(scatterLines(three, 50, false)).toEqual([
    ' 90 % |                                      big *',
    '      |                                          |',
    '      |                                          |',
    '      |                                          |',
    '      |                                          |',
    '      |                     o middle             |',
    '      |                                          |',
    ' 50 % |+ small ----------------------------------|',
    '      +-------------------------------------------',
    '       $1.00  $ per 1k tasks, logarithmic  $100.00',
  ]);
});

it('braille where the terminal has it', () => {
  const lines = scatterLines(three, 50, true);
  expect(lines[7]).toMatch(/^ 50 % │◆ small ⠤+⠼$/);
  expect(lines[0]).toMatch(/big \*$/);
});

it('names that find no room become letters with a legend', () => {
  const near: Drawn[] = [0, 1, 2].map((i) => [`a-rather-long-name-${i}`, `0.0${i + 1}`, 0.8 + i / 1000] as const);
  const lines = scatterLines(
    frontierOf(
      [['x', '0.001', 0.1], ...near],
      near.map(([model]) => model),
    ),
    44,
    true,
  );
  expect(lines.join('\n')).toContain('A a-rather-long-name-');
});

it('what is free stands first', () => {
  const lines = scatterLines(
    frontierOf(
      [
        ['local', '0', 0.5],
        ['big', '0.1', 0.9],
      ],
      ['local', 'big'],
    ),
    60,
    true,
  );
  expect(lines[7]).toContain('│◆ local ⠤');
  expect(lines[9]).toMatch(/^ {7}free .*\$100/);
});

it('at most 12 lines, none too wide, with 43 models or wide names', () => {
  const many = Array.from({ length: 43 }, (_, i): Drawn => [`模型-${i}`, `0.0${10 + i}`, 0.5 + i / 100]);
  for (const width of [30, 47, 80, 200])
    for (const unicode of [true, false]) {
      const lines = scatterLines(
        frontierOf(
          many,
          many.map(([model]) => model),
        ),
        width,
        unicode,
      );
      expect(lines.length).toBeGreaterThan(9);
      expect(lines.length).toBeLessThanOrEqual(12);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
});

it('nothing with one point, or where there is no room', () => {
  expect(scatterLines(frontierOf([['only', '0.1', 0.9]], ['only']), 80, true)).toEqual([]);
  expect(scatterLines(three, 29, true)).toEqual([]);
});
