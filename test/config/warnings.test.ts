import { describe, expect, it } from 'vitest';
import { load, withModel } from './problems.ts';

const warningsOf = (text: string, flags = {}) =>
  load(text, { flags }).warnings.map(({ line, column, message, hint }) => `${line}:${column} ${message} | ${hint}`);

describe('warnings', () => {
  it.each(['input', 'cached', 'cache_write', 'output'])('doubts a %s price above $1000 per million', (rate) => {
    expect(warningsOf(withModel(`price: {${rate}: 1000}`))).toEqual([]);
    expect(warningsOf(withModel(`price: {${rate}: 1000.5}`))).toEqual([
      `4:${15 + rate.length} models[0].price.${rate}: 1000.5 is dollars per million tokens | is that meant?`,
    ]);
  });

  it('doubts no price by the hour or call', () => {
    expect(warningsOf(withModel('price: {per_hour: 2000, request: 2000}'))).toEqual([]);
  });

  it('doubts a prompt that is the same for every task', () => {
    const hint = 'names no {{column}}: every task gets the same prompt | add {{input}}';
    expect(warningsOf(`${withModel('prompt: Hello {input}')}prompt: Answer.\n`)).toEqual([
      `4:13 models[0].prompt: ${hint}`,
      `5:9 prompt: ${hint}`,
    ]);
    expect(warningsOf(`${withModel()}prompt: "{{x}}"\n`)).toEqual([]);
  });

  it('doubts floors that look like fractions', () => {
    expect(warningsOf(`${withModel()}quality_floors: [0, 0.02, 0.5, 2]\n`)).toEqual([
      '4:21 quality_floors[1]: 0.02 is in points, so 0.02 % | for a fraction write 2',
    ]);
    expect(load(withModel(), { flags: { floors: '0.05' } }).warnings).toEqual([
      { code: 'CONFIG', message: '--floors: 0.05 is in points, so 0.05 %', hint: 'for a fraction write 5' },
    ]);
  });
});
