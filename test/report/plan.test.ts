import { describe, expect, it } from 'vitest';
import { planFor } from '../../src/analysis/plan/plan.ts';
import type { Plan } from '../../src/analysis/plan/plan_types.ts';
import { planRenderers } from '../../src/report/plan.ts';
import { planForecastWords, planSentence } from '../../src/report/plan_words.ts';

const given = (candidate: string, discordance: number) =>
  planFor({ candidate, discordance, source: 'assumed', pairs: null, method: 'tango' }, [0.02, 0.05], 500, 0);

const PLAN: Plan = {
  format: 'bench.plan/1',
  dataset: 'tickets.csv',
  tasks: 500,
  reference: 'big',
  run: null,
  alpha: 0.05,
  power: 0.8,
  difference: 0,
  candidates: [given('small', 0.2), given('medium', 0.1)],
  costs: [
    { model: 'big', cost_per_task_usd: '0.01', source: 'estimated' },
    { model: 'small', cost_per_task_usd: null, source: null },
    { model: 'medium', cost_per_task_usd: '0.002', source: 'estimated' },
  ],
  cost_per_task_usd: '0.012',
};

describe('a plan', () => {
  it('is a table at 80 columns with the answer last', () => {
    const text = planRenderers.table(PLAN, { width: 80 });
    // By hand: 6.18256 psi / floor^2, twice; .012 dollars a task.
    expect(text).toBe(`tickets.csv  500 tasks   reference big
candidate  differ on           points  tasks  one test  dollars  with 500
small         20.0 %  assumed       2  6,184     3,092    74.21   too few
small         20.0 %  assumed       5    990       495    11.88  one test
medium        10.0 %  assumed       2  3,092     1,546    37.10   too few
medium        10.0 %  assumed       5    496       248     5.95    enough
small: with 500 tasks the smallest floor is 7.1 points, 5 in one test
medium: with 500 tasks the smallest floor is 5 points, 3.6 in one test
If a candidate is as good as big, 80 % of runs certify it; error 5 %.
Tasks: so that half of them certify a move of everything; a part may take fewer.
One test: all of them test that everything can move; no share is asked for.
Nobody has measured on how many tasks they differ; 13 to 36 % has been seen.
A first run on some 100 tasks measures it: bench plan --from RUN.
Dollars: all models on so many tasks; input counted, output assumed.
Not in it: small (no cost is known).
500 tasks can certify medium within 5 points of big, if it is as good; 2 points take 3,092 tasks, about $37.10 in all.
`);
  });

  it('is one JSON document', () => {
    expect(JSON.parse(planRenderers.json(PLAN))).toEqual(PLAN);
  });

  it('keeps names inert', () => {
    const nasty = { ...PLAN, reference: 'a\u001b[31mb', candidates: [given('x\u202ey', 0.1)] };
    expect(planRenderers.table(nasty, { width: 80 })).not.toMatch(/\p{Cf}|\p{Cc}(?<!\n)/u);
  });
});

describe('its sentence', () => {
  it('says that the tasks are enough, or that none are', () => {
    const enough = planFor({ ...given('small', 0.01) }, [0.05], 500, 0);
    expect(planSentence({ ...PLAN, candidates: [enough] })).toBe(
      '500 tasks are enough to certify small within 5 points of big, if it is as good.',
    );
    const never = planFor({ ...given('small', 0.1) }, [0.01], 500, -0.01);
    expect(planSentence({ ...PLAN, difference: -0.01, candidates: [never] })).toMatch(
      /; 1 point cannot be shown by any number of tasks\.$/,
    );
    const few = planFor({ ...given('small', 0.9) }, [0.01], 2, 0);
    expect(planSentence({ ...PLAN, tasks: 2, cost_per_task_usd: null, candidates: [few] })).toBe(
      '2 tasks cannot certify small at any floor below big, even if it is as good; 1 point takes 111,288 tasks.',
    );
    const worse = planFor({ ...given('small', 0.1) }, [0.1], 500, -0.01);
    expect(planSentence({ ...PLAN, difference: -0.01, candidates: [worse] })).toMatch(/, if it is 1 point worse\.$/);
    expect(planSentence({ ...PLAN, candidates: [] })).toMatch(/no model beside the reference/);
  });
});

describe('words that depend on what is known', () => {
  it('names nobody where nothing tells the candidates apart', () => {
    const alike = ['small', 'medium'].map((name) => given(name, 0.2));
    expect(planSentence({ ...PLAN, candidates: alike })).toMatch(/^500 tasks can certify a candidate within /);
    const measured = alike.map((one) => ({ ...one, source: 'measured' as const }));
    expect(planSentence({ ...PLAN, candidates: measured })).toMatch(/^500 tasks can certify small within /);
  });

  it('keeps to the width, and gives no unit to a floor that is none', () => {
    const few = planFor({ ...given('a-model-with-a-very-long-name', 0.9) }, [0.01], 2, -0.05);
    const [answer, ...lines] = planRenderers
      .table({ ...PLAN, tasks: 2, difference: -0.05, reference: 'another-long-name', candidates: [few] }, { width: 80 })
      .trimEnd()
      .split('\n')
      .toReversed();
    expect(answer).toMatch(/^2 tasks cannot certify/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    const text = lines.toReversed().join(' ').replaceAll(/ +/g, ' ');
    expect(text).toContain('the smallest floor is none, none in one test');
  });
});

describe('the line before a run', () => {
  const floors = [
    { floor: 0.01, tasks: 24_732 },
    { floor: 0.05, tasks: 990 },
  ];

  it('says what can be certified, and what each floor takes', () => {
    expect(planForecastWords(480, floors, 0.09705, 0.2)).toBe(
      'plan: 480 tasks can certify 5 points where the models differ on up to 9.7 % of them; at 20 %, 5 points take 990, 1 point takes 24,732 (bench plan)',
    );
    expect(planForecastWords(40, floors, null, 0.2)).toMatch(/^plan: 40 tasks cannot certify 5 points, not even/);
  });
});
