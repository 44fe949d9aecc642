import { expect, it } from 'vitest';
import { onBench } from '../../support/workbench.ts';

it('plans for the config before anything was run: assumed, estimated, nobody asked', () =>
  onBench({ tasks: 40 }, async (bench) => {
    const { code, out } = await bench.run('plan', '--json');
    expect(code).toBe(0);
    const plan = JSON.parse(out);
    expect(plan).toMatchObject({
      format: 'bench.plan/1',
      dataset: 'tasks.csv',
      tasks: 40,
      reference: 'big',
      run: null,
    });
    expect(plan.candidates).toMatchObject([
      {
        ...{ candidate: 'cheap', discordance: 0.2, source: 'assumed', pairs: null },
        floors: [
          { floor: 0.02, tasks: 6184, tasks_whole: 3092, decides: 'nothing' },
          { floor: 0.05, tasks: 990, tasks_whole: 495, decides: 'nothing' },
        ],
      },
    ]);
    expect(plan.costs.map((cost: { source: string }) => cost.source)).toEqual(['estimated', 'estimated']);
    // The same as the dry run of all tasks, divided.
    const dry = JSON.parse((await bench.run('run', '--dry-run', '--json')).out);
    const sum = dry.models.reduce(
      (all: number, model: { cost: { base: { usd: string } } }) => all + Number(model.cost.base.usd),
      0,
    );
    expect(Number(plan.cost_per_task_usd)).toBeCloseTo(sum / 40, 10);
    expect(bench.server.ledger.seen).toEqual([]);
  }));

it('measures in the newest run of the same dataset, and not of another', () =>
  onBench({ tasks: 40 }, async (bench) => {
    await bench.run('run');
    // `cheap` fails every tenth task.
    const plan = JSON.parse((await bench.run('plan', '--json', '--floors', '5')).out);
    expect(plan.candidates).toMatchObject([{ discordance: 0.1, source: 'measured', pairs: 40 }]);
    // 6.18256 x .1 / .0025 = 247.3: 248, twice.
    expect(plan.candidates[0].floors).toEqual([{ floor: 0.05, tasks: 496, tasks_whole: 248, decides: 'nothing' }]);
    // The loopback's answers cost 6 cents a thousand each: 10 x 2 + 5 x 8 dollars a million.
    expect(plan.costs).toMatchObject([
      { model: 'big', cost_per_task_usd: '0.00006', source: 'measured' },
      { model: 'cheap', cost_per_task_usd: '0.00006', source: 'measured' },
    ]);
    bench.write('tasks.csv', 'id,input,expected\nt1,task 1,answer 1\nt2,task 2,answer 2\n');
    const other = JSON.parse((await bench.run('plan', '--json')).out);
    expect(other).toMatchObject({ tasks: 2, run: null, candidates: [{ source: 'assumed' }] });
    const named = JSON.parse((await bench.run('plan', '--json', '-c', 'bench.yaml', '--from', plan.run)).out);
    expect(named).toMatchObject({ tasks: 2, run: plan.run, candidates: [{ source: 'measured', discordance: 0.1 }] });
  }));

it('plans for a run alone, by its own dataset and models', () =>
  onBench({ tasks: 40 }, async (bench) => {
    await bench.run('run');
    const { id } = bench.runFile();
    const plan = JSON.parse((await bench.run('plan', '--from', id, '--reference', 'cheap', '--json')).out);
    expect(plan).toMatchObject({
      tasks: 40,
      reference: 'cheap',
      run: id,
      candidates: [{ candidate: 'big', discordance: 0.1 }],
    });
    expect((await bench.run('plan', '--from', id, '--reference', 'nobody')).code).toBe(2);
  }));

it('takes a discordance as a share or in percent, and a candidate that is worse', () =>
  onBench({ tasks: 40 }, async (bench) => {
    for (const given of ['0.2', '20%', '20 %']) {
      const plan = JSON.parse(
        (await bench.run('plan', '--json', '--discordance', given, '--worse', '1', '--floors', '5')).out,
      );
      expect(plan.candidates[0]).toMatchObject({ discordance: 0.2, source: 'given' });
      // ../shared/reference/stat_reference_values.json: psi = .2, delta = -.01, margin = .05.
      expect(plan.candidates[0].floors[0].tasks_whole).toBe(773);
    }
    for (const wrong of ['20', '0', 'much', '120%']) {
      const ran = await bench.run('plan', '--discordance', wrong);
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('such as 0.2 or 20%')]);
    }
    expect((await bench.run('plan', '--worse', '1,2')).code).toBe(2);
    expect((await bench.run('plan', '--worse', '-3')).err).toContain('--worse takes points');
    const apart = await bench.run('plan', '--worse', '5', '--discordance', '2%');
    expect(apart).toMatchObject({ code: 2, err: expect.stringContaining('cannot be 5 points worse') });
  }));

it('is said in a line before a run spends, where a floor is out of reach', () =>
  onBench({ tasks: 40 }, async (bench) => {
    const line =
      /^plan: 40 tasks cannot certify 5 points, .* at 20 %, 5 points take 990, 2 points take 6,184 \(bench plan\)$/m;
    expect((await bench.run('run', '--dry-run')).err).toMatch(line);
    expect((await bench.run('run')).err).toMatch(line);
    expect((await bench.run('run', '--floors', '80')).err).not.toMatch(/^plan:/m);
    expect((await bench.run('plan')).out).toMatch(/\n40 tasks .* tasks, about \$.* in all\.\n$/);
  }));

it('says nothing of it where nothing is asked of anybody', () =>
  onBench({ tasks: 40 }, async (bench) => {
    bench.write(
      'outcomes.csv',
      `task_id,model,score\n${Array.from({ length: 40 }, (_, i) => `t${i + 1},a,1\nt${i + 1},b,1`).join('\n')}\n`,
    );
    const recorded = ['a', 'b'].map((id) => ({ id, provider: 'recorded', path: 'outcomes.csv' }));
    bench.configure({ models: recorded, reference: 'a' });
    const ran = await bench.run('run');
    expect([ran.code, ran.err]).toEqual([0, expect.not.stringContaining('plan:')]);
  }));
