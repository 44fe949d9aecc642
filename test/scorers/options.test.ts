import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problem.ts';
import type { ScorerSpec } from '../../src/domain/scorer.ts';
import { openScorer } from '../../src/scorers/table.ts';

describe('options of a scorer', () => {
  it.each<[ScorerSpec, string]>([
    [{ type: 'numeric', tolerence: 1 }, 'scorer numeric has no option "tolerence" (did you mean tolerance?)'],
    [{ type: 'numeric', tolerance: -1 }, 'option tolerance of scorer numeric must be a number of 0 or more'],
    [{ type: 'numeric', tolerance: '1' }, 'option tolerance of scorer numeric must be a number of 0 or more'],
    [{ type: 'numeric', tolerance: Number.NaN }, 'option tolerance of scorer numeric must be a number of 0 or more'],
    [
      { type: 'numeric', relative_tolerance: 2 },
      'option relative_tolerance of scorer numeric must be a number from 0 to 1',
    ],
    [{ type: 'choice', options: 2.5 }, 'option options of scorer choice must be a whole number from 2 to 26'],
    [{ type: 'choice', strict: 'yes' }, 'option strict of scorer choice must be true or false'],
    [{ type: 'regex', pattern: 4 }, 'option pattern of scorer regex must be text'],
    [{ type: 'contains', match: 'al' }, 'option match of scorer contains must be one of any, all, not "al"'],
    [{ type: 'json', types: { a: 'strin' } }, 'did you mean string?'],
    [{ type: 'json', types: ['a'] }, 'option types of scorer json must be a map of field names'],
    [{ type: 'exact', normalise: 'trim' }, 'option normalise of scorer exact must be a list of think, code_fence'],
    [{ type: 'exact', normalise: ['cases'] }, 'not "cases" (did you mean case?)'],
  ])('%j is refused', async (spec, message) => {
    await expect(openScorer(spec, '.')).rejects.toThrow(message);
  });

  it('names every bad one at once', async () => {
    const problem = await openScorer({ type: 'exact', a: 1, b: 2 }, '.').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Problem).exitCode).toBe(2);
    expect((problem as Problem).details.map((detail) => detail.code)).toEqual(['SCORER', 'SCORER']);
  });
});
