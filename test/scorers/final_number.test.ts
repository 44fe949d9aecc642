import { describe, expect, it } from 'vitest';
import { finalNumber } from '../../src/scorers/final_number.ts';

describe('finalNumber', () => {
  it.each<[string, number | undefined]>([
    ['First 3, then 4.\n#### 7', 7],
    ['#### 1. Add\n3 + 4\n#### 7\nThat took 2 steps.', 7],
    ['#### 7 boxes and 2 pens left over', 7],
    ['It comes to 6 each.\n#### This cannot be shared', undefined],
    ['So \\boxed{42} is it, see step 3.', 42],
    ['\\boxed{\\frac{1}{2}}', 0.5],
    ['The answer is 12. It took 3 steps.', 12],
    ['The answer is 3 + 4 = 7.', 7],
    ['The answer is 7 (3 + 4 = 7, and 9 is too many)', 7],
    ['**Answer:** 12\n\nBecause 3 * 4 = 12, and 5 is not used.', 12],
    ['Answer: Mia has 3 pens.\nShe buys 4.\nShe has 7.', 7],
    ['Answer:\n12', 12],
    ['**12 boxes**\n\nEach holds 9 of them, for 3 shops.', 12],
    ['12\n\nEach of the 3 shops gets 4.', 12],
    ['The fare is $9.\n\nShe pays **$27** for 3 trips.', 27],
    ['Altogether 8 + 6 = 14 crates for 2 vans.', 14],
    ['8 + 6 = 14 crates, which is 7 for each van.', 7],
    ['5 * 13 = 65\nHe pays $65 for the 5 seats.', 65],
    ['5 * 13 = 65\nHe pays 65 for 1/2 of the seats.', 65],
    ['A box holds 4 * 6 = 24.\nSince a box holds 24, they need 1 box.', 1],
    ['It leaves 20 - 8 = $12.\nA film is $12, so he can see 1 more.', 1],
    ['It is 6 / 30 = $0.20.\nso $0.20 a cup is 20 cents', 20],
    ['3. The total is\n4. 15', 15],
    ['She keeps 5 hens.\nThat is all.', 5],
    ['<think>It is #### 3</think>It is 4.', 4],
    ['', undefined],
  ])('%j settles on %s', (text, wanted) => {
    expect(finalNumber(text)?.[0]).toBe(wanted);
  });
});
