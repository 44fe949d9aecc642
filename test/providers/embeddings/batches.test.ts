import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../../src/providers/embeddings/batches.ts';

describe('batchesOf', () => {
  it('64 texts a request, each place once, in order', () => {
    const batches = batchesOf(Array.from({ length: 130 }, () => 'short'));
    expect(batches.map((batch) => batch.length)).toEqual([64, 64, 2]);
    expect(batches.flat()).toEqual(Array.from({ length: 130 }, (_, i) => i));
  });

  it('no request is larger than 250,000 bytes, but for a text that is so alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 40 }), (sizes) => {
        const batches = batchesOf(sizes.map((size) => 'x'.repeat(size)));
        expect(batches.flat()).toEqual(sizes.map((_, i) => i));
        for (const batch of batches)
          if (batch.length > 1) expect(batch.reduce((sum, i) => sum + sizes[i]!, 0)).toBeLessThanOrEqual(250_000);
      }),
      { numRuns: 50 },
    );
  });
});
