import { expect, it } from 'vitest';
import { JudgeTally } from '../../../src/run/judging/tally.ts';
import { judgement } from '../journals.ts';

type Change = Parameters<typeof judgement>[0];

const JANE = { id: 'jane', identity: 'f00dcafe' };
const PROMPTS = ['c0ffee00'];

function tally(...changes: Change[]): JudgeTally {
  const sums = new JudgeTally();
  for (const change of changes) sums.add(judgement(change));
  return sums;
}

const ofJane = (...changes: Change[]) => tally(...changes).of(JANE, PROMPTS);

it('C11: adds up what this run paid for; what an earlier run paid for is counted apart', () => {
  const sums = tally({}, { key: 'b' }, { key: 'c', reused_from: 'r' }, { judge: 'joan' });
  expect(sums.of(JANE, PROMPTS)).toMatchObject({
    calls: 2,
    reused: 1,
    cost_usd: '0.002',
    input_tokens: 20,
    output_tokens: 10,
  });
  expect(sums.of({ id: 'joan', identity: 'f00dcafe' }, PROMPTS)).toMatchObject({ calls: 1, cost_usd: '0.001' });
  expect(sums.charged_usd).toBe('0.003');
});

it('C11: another judge of that name, who judged before, has its own line', () => {
  const sums = tally({}, { identity: 'deadbeef' }, { identity: 'deadbeef' });
  expect(sums.of(JANE, PROMPTS)).toMatchObject({ calls: 1, cost_usd: '0.001' });
  expect(sums.except([JANE])).toEqual({ calls: 2, cost_usd: '0.002', cost_unknown: 0 });
  expect(sums.charged_usd).toBe('0.003');
});

it('C12: money is exact', () => {
  const cost = { state: 'known', usd: '0.0000001', source: 'config' } as const;
  expect(ofJane(...Array.from({ length: 30 }, () => ({ cost }))).cost_usd).toBe('0.000003');
});

it('C1, C2: what nobody knows is null and counted, never 0; what was refused costs nothing', () => {
  const unknown = { cost: { state: 'unknown', why: 'no usage' }, usage: undefined } as never as object;
  const billed = (how: 'yes' | 'no') => ({ ...unknown, attempts: [{ outcome: 'x', ms: 1, billed: how }] });
  expect(ofJane(billed('yes'))).toMatchObject({ calls: 1, cost_usd: null, cost_unknown: 1, input_tokens: null });
  expect(ofJane(billed('yes'), {})).toMatchObject({ cost_usd: '0.001', cost_unknown: 1, input_tokens: 10 });
  expect(ofJane(billed('no'))).toMatchObject({ calls: 1, cost_usd: '0', cost_unknown: 0 });
  expect(ofJane()).toMatchObject({ calls: 0, cost_usd: '0', cost_unknown: 0, input_tokens: null });
});

it('J15: names the known-wrong answers that were passed, of these prompts; a probe without a verdict is none', () => {
  const probe = (model: string, score?: number) => ({
    purpose: 'probe' as const,
    model,
    key: model,
    score: score as never,
  });
  const others = { ...probe('empty', 1), prompt_hash: 'ffffffff' };
  expect(
    ofJane(probe('yes', 1), probe('empty', 0), probe('colon', 0.75), probe('half', 0.5), probe('mute'), others),
  ).toMatchObject({ probes: 4, probes_unread: 1, probes_passed: ['colon', 'yes'] });
});

it('J16: counts each question once that was put again, as it went the last time', () => {
  const again = (key: string, flipped?: boolean) => ({ purpose: 'again' as const, key, flipped: flipped as never });
  expect(ofJane(again('a', true), again('a', false), again('b', true), again('c'))).toMatchObject({
    asked_again: 2,
    flipped: 1,
    calls: 4,
  });
});

it('R14: names every model that answered, in order', () => {
  expect(ofJane({ served_model: 'b' }, { served_model: 'a' }, { served_model: 'b' }).served).toEqual(['a', 'b']);
});
