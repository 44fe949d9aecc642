import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/domain/task.ts';
import { outcome } from './grading.ts';

describe('set', () => {
  it.each<[string, Json, number | string]>([
    ['Ann, Ben', ['ann', 'ben'], 1],
    ['["Ben", "Ann", "Ann"]', ['ann', 'ben'], 1],
    ['[17, 22]', ['17', '22'], 1],
    ['- **Ann**\n- Ben.', ['ann', 'ben'], 1],
    ['Here they are:\n1. Ann\n2. Ben', ['ann', 'ben'], 1],
    ['Ann\nBen', ['ann', 'ben'], 1],
    ['The guests are: Ann, Ben and Cy.', ['ann', 'ben', 'cy'], 1],
    ['research and development; sales', ['Research and development', 'Sales'], 1],
    ['10:30, 11:00', ['10:30', '11:00'], 1],
    // precision 1/2, recall 1/3: F1 = 2 * (1/2 * 1/3) / (1/2 + 1/3) = 0.4
    ['Ann, Dee', ['ann', 'ben', 'cy'], 0.4],
    ['Dee', ['ann'], 0],
    ['', ['ann'], 0],
    ['', [], 1],
    ['None.', [], 1],
    ['Ann', [], 0],
    ['ann, ben', 'Ben, Ann', 1],
    ['ann, ben', '["Ann", "Ben"]', 1],
    ['x', { a: 1 }, 'the label is not a list of texts'],
    ['x', '{"a": 1}', 'the label is not a list of texts'],
    ['x', [['a']], 'the label is not a list of texts'],
  ])('%j for label %j is %j', async (text, label, wanted) => {
    const found = await outcome('set', text, label);
    if (typeof wanted === 'number') expect(found).toBeCloseTo(wanted, 12);
    else expect(found).toBe(wanted);
  });
});
