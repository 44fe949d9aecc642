import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ScorerSpec } from '../../src/domain/scorer.ts';
import { openScorer } from '../../src/scorers/table.ts';

const nameOf = async (spec: ScorerSpec) => (await openScorer(spec, '.')).name;

describe('the name of a scorer', () => {
  it('is type and version as long as nothing differs from the defaults', async () => {
    expect(await nameOf('exact')).toBe('exact@1');
    expect(await nameOf({ type: 'numeric', tolerance: 0 })).toBe('numeric@1');
    expect(await nameOf({ type: 'exact', normalise: ['trim', 'nfc'] })).toBe('exact@1');
  });

  it('carries the hash of what differs', async () => {
    const hash = createHash('sha256').update('{"tolerance":0.01}').digest('hex').slice(0, 8);
    expect(await nameOf({ type: 'numeric', tolerance: 0.01, relative_tolerance: 0 })).toBe(`numeric@1#${hash}`);
  });

  it('is the same for equal options in another order', async () => {
    const one = await nameOf({ type: 'json', types: { a: 'string', b: 'number' }, extra_fields: 'refuse' });
    expect(await nameOf({ type: 'json', extra_fields: 'refuse', types: { b: 'number', a: 'string' } })).toBe(one);
    expect(await nameOf({ type: 'json', extra_fields: 'refuse' })).not.toBe(one);
  });
});
