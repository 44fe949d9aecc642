import { describe, expect, it } from 'vitest';
import type { ArmstrongClaim, HarveyClaim } from '../../src/analysis/claims/claims_types.ts';
import { claimWords } from '../../src/report/claims_words.ts';
import { armstrong, claims, detail, detailed, harvey } from './detail_sample.ts';
import { headline, report, run } from './sample.ts';

const words = (
  own: { readonly armstrong?: readonly ArmstrongClaim[]; readonly harvey?: readonly HarveyClaim[] },
  tasks = 500,
) => claimWords(detailed({ run: run({ tasks }), detail: detail({ claims: claims(own) }) })).map(({ answer }) => answer);
const oneArmstrong = (more: Partial<ArmstrongClaim>) => words({ armstrong: [armstrong(0.05, more)] })[0];
const oneHarvey = (floor: number, more: Partial<HarveyClaim>) => words({ harvey: [harvey(floor, more)] })[1];

describe('Armstrong: 80 % of the workload, 99 % cheaper', () => {
  it('names the reference that the candidate is cheaper than', () => {
    expect(claimWords(detailed())[0]!.claim).toBe(
      'Armstrong, 80 % of the workload on a model 99 % cheaper than ensemble',
    );
  });

  it('nobody is cheap enough: who is cheapest, and what is certified there, floor by floor', () => {
    expect(words({})[0]).toBe(
      'not here: the cheapest candidate (linear) is 97.4 % cheaper per task; nothing is certified within 2 points; 62 % of tasks certified within 5 points saves 61 %.',
    );
  });

  it('what is promised is rounded down: 98.99 % are not 99 %', () => {
    expect(oneArmstrong({ cheaper: 0.9899 })).toContain('is 98.9 % cheaper per task');
  });

  it('cheap enough only on the tasks that do not choose', () => {
    expect(oneArmstrong({ cheaper: 0.9912 })).toContain(
      'on the tasks that choose no candidate is 99 % cheaper (the cheapest, linear, on the others 99.1 % cheaper per task)',
    );
  });

  it('a dearer candidate, and costs that nobody knows', () => {
    expect(oneArmstrong({ cheaper: -0.251, saving: -0.2 })).toBe(
      'not here: the cheapest candidate (linear) is 25.1 % dearer per task; 62 % of tasks certified within 5 points costs 20 % more.',
    );
    expect(oneArmstrong({ saving: null })).toContain('certified within 5 points saves an unknown part');
    expect(oneArmstrong({ candidate: null, cheaper: null, certified: null })).toBe(
      'not here: no candidate has known costs.',
    );
  });

  it('holds, fails with the ceiling, or is not decidable with how many more would do', () => {
    const cheap = { cheaper: 0.9921, certified: 0.84, saving: 0.8333 } as const;
    expect(oneArmstrong({ ...cheap, verdict: 'holds' })).toBe(
      'holds within 5 points: linear is 99.2 % cheaper per task, 84 % of tasks certified within 5 points saves 83 %.',
    );
    expect(oneArmstrong({ ...cheap, verdict: 'fails', certified: 0.3, saving: 0.297, oracle: 0.71 })).toBe(
      'does not hold within 5 points: linear is 99.2 % cheaper per task, 30 % of tasks certified within 5 points saves 30 %, and 71 % could move if every outcome were known.',
    );
    expect(oneArmstrong({ ...cheap, verdict: 'fails', oracle: 0.9 })).not.toContain('could move');
    expect(oneArmstrong({ ...cheap, verdict: 'undecided', certified: 0.62, needed_tasks: 2387 })).toMatch(
      /^not decidable within 5 points with 500 tasks \(about 1,900 more would do\); linear is 99\.2 % cheaper per task, 62 % /,
    );
  });
});

describe('Harvey: three times cheaper at the same quality', () => {
  it('every clause says its floor', () => {
    const [, answer] = words({});
    expect(answer).toBe(
      'not decidable at no loss with 500 tasks (about 1,800 more would do); within 2 points 2.7x cheaper, quality certified, by tfidf router + linear (quality 90.1 %, before 91.3 %); 3x is not decidable with 500 tasks (about 1,800 more would do); holds within 5 points: 26x cheaper, quality certified, by a cascade: linear, checked by judge (quality 90.1 %, before 91.3 %).',
    );
  });

  it('a factor above 3 that was seen and not shown is not taken back in the same breath', () => {
    expect(oneHarvey(0.05, { verdict: 'undecided', factor: 3.3, needed_tasks: null })).toMatch(
      /^within 5 points 3\.3x cheaper, quality certified, .*; that it stays 3x or more is not decidable with 500 tasks /,
    );
  });

  it('fails, with what is certified all the same', () => {
    expect(oneHarvey(0.02, { verdict: 'fails', factor: 1.0479, strategy: 'segment' })).toMatch(
      /^does not hold within 2 points: 1\.04x cheaper, quality certified, by segments \+ linear /,
    );
    expect(oneHarvey(0, { verdict: 'fails', factor: null, quality: null })).toBe(
      'does not hold at no loss: nothing is certified to save.',
    );
  });

  it.each([
    ['all', 'linear', 'with all tasks on linear'],
    ['length', 'linear', 'by length router + linear'],
    ['embedding', 'linear', 'by embedding router + linear'],
    ['portfolio', null, 'by the portfolio'],
  ])('names the strategy %s', (strategy, candidate, said) => {
    expect(oneHarvey(0.02, { strategy, candidate })).toContain(`quality certified, ${said} (quality`);
  });

  it('the factor is rounded down, and a candidate that is free leaves nothing to pay', () => {
    const factor = (value: number | null) => oneHarvey(0.02, { verdict: 'holds', factor: value });
    expect(factor(2.9999)).toContain(': 2.9x cheaper');
    expect(factor(3)).toContain(': 3.0x cheaper');
    expect(factor(1.004)).toContain(': less than 1.01x cheaper');
    expect(factor(null)).toContain(': nothing left to pay, quality certified, by');
  });

  it('nobody is cheaper: said once for all floors', () => {
    const none = { verdict: 'no_candidate', candidate: null, strategy: null, factor: null, quality: null } as const;
    expect(words({ harvey: [harvey(0, none), harvey(0.02, none)] })[1]).toBe('not here: no candidate is cheaper.');
  });

  it('that no candidate is cheaper is not said where no cost is known', () => {
    const unknown = { candidate: null, cheaper: null, certified: null } as const;
    const none = { verdict: 'no_candidate', candidate: null, strategy: null, factor: null, quality: null } as const;
    const said = words({ armstrong: [armstrong(0.05, unknown)], harvey: [harvey(0, none)] });
    expect(said[1]).toBe('not here: no candidate has known costs.');
  });

  it('what holds within a floor is not said again of the same policy within a larger one', () => {
    const all = { verdict: 'holds', strategy: 'all', factor: 3.6 } as const;
    const said = words({ harvey: [harvey(0, all), harvey(0.02, all), harvey(0.05, { ...all, factor: 4 })] })[1]!;
    expect(said).not.toContain('within 2 points');
    expect(said).toMatch(/^holds at no loss: 3\.6x .*; holds within 5 points: 4\.0x /);
  });

  it('how many more tasks: to two digits, upward; or not known', () => {
    const needed = (needed_tasks: number | null) => oneHarvey(0, { quality: null, needed_tasks });
    expect(needed(501)).toContain('(about 1 more would do)');
    expect(needed(2401)).toContain('(about 2,000 more would do)');
    expect(needed(2400)).toContain('(about 1,900 more would do)');
    expect(needed(null)).toContain('(how many would do is not known)');
  });
});

it('says where a judge that nobody checked is behind it', () => {
  const judged = detailed({ headline: headline({ basis: 'not_validated' }) });
  for (const { answer } of claimWords(judged)) expect(answer).toMatch(/ \(judge not validated\)\.$/);
});

it('nothing where the claims were not looked at', () => {
  expect(claimWords(report())).toEqual([]);
  expect(claimWords(detailed({ detail: detail({ claims: { armstrong: [], harvey: [] } }) }))).toEqual([]);
  const { claims: _, ...without } = detail();
  expect(claimWords(report({ detail: without }))).toEqual([]);
});
