import { describe, expect, it } from 'vitest';
import type { ResolvedPrice } from '../../src/prices/rates.ts';
import { priceWarnings } from '../../src/prices/warnings.ts';

describe('priceWarnings', () => {
  it.each<[Omit<ResolvedPrice, 'source'>, readonly object[]]>([
    [{ input: 5, cached: 0.5, output: 30 }, []],
    [{ input: 5, cached: 5, output: 5 }, []],
    [{ input: 0, output: 0 }, []],
    [{ per_hour: 2000 }, []],
    [{ input: 0.1, output: 0 }, []],
    [{ input: 1000, output: 1000 }, []],
    [{ input: 1, cached: 2, output: 3 }, [{ code: 'cached_above_input', cached: 2, input: 1 }]],
    [{ input: 30, output: 5 }, [{ code: 'input_above_output', input: 30, output: 5 }]],
    [{ input: 5, output: 5000 }, [{ code: 'above_1000_per_million', meter: 'output', price: 5000 }]],
    [
      { input: { base: 2000, tiers: [] }, output: { base: 1, tiers: [] } },
      [
        { code: 'input_above_output', input: 2000, output: 1 },
        { code: 'above_1000_per_million', meter: 'input', price: 2000 },
      ],
    ],
  ])('%j -> %j', (price, warnings) => {
    expect(priceWarnings({ source: 'config', ...price })).toEqual(warnings);
  });
});
