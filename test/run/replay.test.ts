import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Answer, Stop } from '../../src/domain/completion.ts';
import type { Task } from '../../src/domain/task.ts';
import { freeMeter } from '../../src/run/budget_meter.ts';
import { BREAKER_THRESHOLD, type Competitor, isFatal, type ReplayJob, replay } from '../../src/run/replay.ts';

const ATTEMPT = [{ outcome: 'ok', ms: 1, billed: 'yes' }] as const;
const OK: Answer = { status: 'ok', text: 'fine', attempts: ATTEMPT };
const FAILED: Answer = { status: 'failed', text: '', reason: 'http 500', attempts: ATTEMPT };
const AUTH: Stop = { code: 'AUTH', message: 'wrong key' };

function taskOf(n: number): Task {
  return { id: `t${n}`, input: `input ${n}`, segment: '', weight: 1, columns: {} };
}

/** What happened during one replay. */
class Stage {
  readonly asked: string[] = [];
  readonly recorded: string[] = [];
  readonly stops: [string, string][] = [];
  readonly abort = new AbortController();
  inFlight = 0;
  most = 0;

  competitor(id: string, answer: (task: Task) => Answer | Promise<Answer>): Competitor {
    return {
      id,
      meter: () => freeMeter,
      request: (task, repeat) => ({ task, repeat, messages: [], key: `${id} ${task.id} ${repeat}` }),
      provider: {
        complete: async ({ task, repeat }, signal) => {
          this.asked.push(`${id} ${task.id} ${repeat}`);
          this.most = Math.max(this.most, ++this.inFlight);
          try {
            await sleep(1, undefined, { signal }).catch(() => signal.throwIfAborted());
            return await answer(task);
          } finally {
            this.inFlight--;
          }
        },
      },
    };
  }

  job(competitors: readonly Competitor[], tasks: number, change: Partial<ReplayJob> = {}): ReplayJob {
    return {
      lanes: [{ host: 'h', concurrency: 4, competitors }],
      repeats: 1,
      tasks: async function* () {
        for (let n = 1; n <= tasks; n++) yield taskOf(n);
      },
      wants: () => true,
      paid: () => undefined,
      record: async (answered) => void this.recorded.push(...answered.map(({ request }) => request.key)),
      onStop: (model, stop) => this.stops.push([model, stop.code]),
      keep_going: false,
      signal: this.abort.signal,
      ...change,
    };
  }
}

const countOf = (texts: readonly string[], model: string): number =>
  texts.filter((text) => text.startsWith(`${model} `)).length;

describe('a replay', () => {
  it('asks every cell that is wanted once, never more than the concurrency at a time', async () => {
    const stage = new Stage();
    const wants: ReplayJob['wants'] = (task, model, repeat) => !(task.id === 't2' && model === 'a' && repeat === 1);
    await replay(
      stage.job([stage.competitor('a', () => OK), stage.competitor('b', () => OK)], 10, { repeats: 2, wants }),
    );
    expect(new Set(stage.asked).size).toBe(39);
    expect(stage.asked).toHaveLength(39);
    expect([...stage.recorded].sort()).toEqual([...stage.asked].sort());
    expect(stage.most).toBe(4);
  });

  it('a slow lane holds no other up', async () => {
    const stage = new Stage();
    let fastDone = false;
    const fast = stage.competitor('fast', (task) => {
      fastDone ||= task.id === 't10';
      return OK;
    });
    const slow = stage.competitor('slow', async () => {
      while (!fastDone) await sleep(1);
      return OK;
    });
    const lanes = [slow, fast].map((one) => ({ host: one.id, concurrency: 1, competitors: [one] }));
    await replay(stage.job([], 10, { lanes }));
    expect(stage.recorded).toHaveLength(20);
  });

  it('K10: takes what was paid for, and asks nobody then', async () => {
    const stage = new Stage();
    const paid: ReplayJob['paid'] = ({ key }) =>
      key.startsWith('a t1 ') ? Promise.resolve({ ...OK, attempts: [] }) : undefined;
    await replay(stage.job([stage.competitor('a', () => OK)], 3, { paid }));
    expect([...stage.asked].sort()).toEqual(['a t2 0', 'a t3 0']);
    expect(stage.recorded).toHaveLength(3);
  });
});

describe('a model that cannot go on', () => {
  const dead = (attempts: Answer['attempts'] = ATTEMPT): Answer => ({ ...FAILED, attempts, stop: AUTH });

  it('N7: ends everything, the others too', async () => {
    const stage = new Stage();
    await replay(stage.job([stage.competitor('a', () => dead()), stage.competitor('b', () => OK)], 100));
    expect(stage.stops).toEqual([['a', 'AUTH']]);
    expect(stage.asked.length).toBeLessThanOrEqual(8);
  });

  it('N9: with keep_going ends alone', async () => {
    const stage = new Stage();
    const job = stage.job([stage.competitor('a', () => dead()), stage.competitor('b', () => OK)], 50, {
      keep_going: true,
    });
    await replay(job);
    expect(countOf(stage.recorded, 'b')).toBe(50);
    expect(countOf(stage.asked, 'a')).toBeLessThanOrEqual(4);
  });

  it('is not recorded where nothing was sent', async () => {
    const stage = new Stage();
    await replay(stage.job([stage.competitor('a', () => dead([]))], 5));
    expect(stage.recorded).toEqual([]);
  });

  it('C7: an empty budget ends everything, whatever keep_going says', async () => {
    const stage = new Stage();
    const broke: Answer = { ...FAILED, attempts: [], stop: { code: 'BUDGET', message: 'cap' } };
    await replay(
      stage.job([stage.competitor('a', () => broke), stage.competitor('b', () => OK)], 100, { keep_going: true }),
    );
    expect(stage.asked.length).toBeLessThanOrEqual(8);
  });

  it('N16: is stopped after five failed tasks in a row; the others go on', async () => {
    const stage = new Stage();
    await replay(stage.job([stage.competitor('a', () => FAILED), stage.competitor('b', () => OK)], 60));
    expect(stage.stops).toEqual([['a', 'ENDPOINT']]);
    expect(countOf(stage.recorded, 'a')).toBeGreaterThanOrEqual(BREAKER_THRESHOLD);
    expect(countOf(stage.asked, 'a')).toBeLessThanOrEqual(BREAKER_THRESHOLD + 4);
    expect(countOf(stage.recorded, 'b')).toBe(60);
  });

  it('N15: but not while some tasks succeed in between', async () => {
    const stage = new Stage();
    const lanes = [
      {
        host: 'h',
        concurrency: 1,
        competitors: [stage.competitor('a', ({ id }) => (Number(id.slice(1)) % 5 === 0 ? OK : FAILED))],
      },
    ];
    await replay(stage.job([], 50, { lanes }));
    expect(stage.stops).toEqual([]);
    expect(stage.recorded).toHaveLength(50);
  });

  it('gaps of a recording are no failures of an endpoint', async () => {
    const stage = new Stage();
    await replay(stage.job([stage.competitor('a', () => ({ ...FAILED, attempts: [] }))], 20));
    expect(stage.stops).toEqual([]);
    expect(stage.recorded).toHaveLength(20);
  });
});

describe('an end before the end', () => {
  it('N28: after an interruption nothing more is sent, and nothing is in flight', async () => {
    const stage = new Stage();
    const reason = new Error('stop');
    const answer = ({ id }: Task): Answer => {
      if (id === 't10') stage.abort.abort(reason);
      return OK;
    };
    const job = stage.job([stage.competitor('a', answer)], 1000);
    await expect(replay(job)).rejects.toBe(reason);
    expect(stage.inFlight).toBe(0);
    expect(stage.asked.length).toBeLessThanOrEqual(16);
  });

  it('P9: a record that cannot be kept stops every lane, and its error comes out', async () => {
    const stage = new Stage();
    const full = new Error('disk full');
    const competitors = ['a', 'b'].map((id) => stage.competitor(id, () => OK));
    const lanes = competitors.map((one) => ({ host: one.id, concurrency: 4, competitors: [one] }));
    let records = 0;
    const record = async (): Promise<void> => {
      if (++records >= 10) throw full;
    };
    await expect(replay(stage.job([], 1000, { lanes, record }))).rejects.toBe(full);
    expect(stage.inFlight).toBe(0);
    expect(stage.asked.length).toBeLessThanOrEqual(10 + 16);
  });

  it('a provider with a bug stops everything', async () => {
    const stage = new Stage();
    const bug = new TypeError('bug');
    const broken = stage.competitor('a', () => {
      throw bug;
    });
    await expect(replay(stage.job([broken], 10))).rejects.toBe(bug);
    expect(stage.inFlight).toBe(0);
  });

  it('a dataset that cannot be read to its end stops everything', async () => {
    const stage = new Stage();
    const tasks: ReplayJob['tasks'] = async function* () {
      yield taskOf(1);
      throw new Error('changed');
    };
    await expect(replay(stage.job([stage.competitor('a', () => OK)], 0, { tasks }))).rejects.toThrow('changed');
    expect(stage.inFlight).toBe(0);
  });
});

it('fatal are the stops that no waiting heals', () => {
  const codes: Stop['code'][] = [
    'AUTH',
    'FORBIDDEN',
    'MODEL',
    'QUOTA',
    'PARAM',
    'REDIRECT',
    'CONNECT',
    'RETRY_AFTER',
    'ENDPOINT',
    'BUDGET',
  ];
  expect(codes.filter((code) => !isFatal({ code, message: '' }))).toEqual(['RETRY_AFTER', 'ENDPOINT', 'BUDGET']);
});
