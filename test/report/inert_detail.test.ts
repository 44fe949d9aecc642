import { expect, it } from 'vitest';
import { safeDetail } from '../../src/report/inert_detail.ts';
import { detail } from './detail_sample.ts';

/** Fields whose texts are ours: kinds, verdicts and dollars. */
const OURS = /^(order|ordering|verdict|quality_method|.*_usd)$/;
const OUR_STRATEGIES = ['segment', 'length', 'tfidf', 'embedding', 'portfolio', 'all'];

/** Every text of the outside through `change`, found by walking over whatever is there. */
function changed(value: unknown, change: (text: string) => string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => changed(one, change, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, changed(one, change, name)]));
  if (typeof value !== 'string' || OURS.test(key)) return value;
  if (key !== 'strategy') return change(value);
  if (OUR_STRATEGIES.includes(value)) return value;
  return `cascade by ${change(value.replace('cascade by ', ''))}`;
}

it('no text is missed, and nothing else is touched', () => {
  const given = detail({ without_inputs: 'tasks.csv is gone' });
  const safe = safeDetail(given, (text) => `<${text}>`);
  expect(JSON.stringify(safe)).toBe(JSON.stringify(changed(given, (text) => `<${text}>`)));
  expect(JSON.stringify(safe)).toContain('"strategy":"cascade by <judge>"');
});

it('what was not looked at stays so', () => {
  const bare = { curves: [], segments: [] };
  expect(safeDetail(bare, (text) => `<${text}>`)).toEqual(bare);
  expect(safeDetail({ ...bare, portfolio: null, noise: null }, String)).toEqual({
    ...bare,
    portfolio: null,
    noise: null,
  });
});
