import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from '../../src/report/route_json.ts';

describe('plainJson', () => {
  it('sorts keys, keeps lists of numbers on a line, and writes no exponent', () => {
    expect(
      plainJson({ b: [1e-9, 2, -3.5e21], a: { d: null, c: 'x\n' }, e: [{ f: true }], g: undefined, h: {} }),
    ).toBe(`{
  "a": {
    "c": "x\\n",
    "d": null
  },
  "b": [0.000000001, 2, -3500000000000000000000],
  "e": [
    {
      "f": true
    }
  ],
  "h": {}
}
`);
  });

  it('reads back as the same values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no negative zero of its own.
        expect(JSON.parse(plainJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
