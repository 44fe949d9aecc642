import { expect, it, vi } from 'vitest';
import { openBreath } from '../../../src/providers/classifier/breath.ts';

it('is due after a while of work, and lets a timer run', async () => {
  let now = 1000;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    const breath = openBreath();
    expect(breath.due()).toBe(false);
    now += 200;
    expect(breath.due()).toBe(true);
    let ran = false;
    setTimeout(() => {
      ran = true;
    }, 0);
    for (const end = process.hrtime.bigint() + 5_000_000n; process.hrtime.bigint() < end; ); // until the timer is due
    await breath.take();
    await breath.take(); // the first one may end before the loop comes to its timers
    expect(ran).toBe(true);
    expect(breath.due()).toBe(false);
  } finally {
    clock.mockRestore();
  }
});

it('throws the reason of an abort', async () => {
  await expect(openBreath(AbortSignal.abort(new Error('stop'))).take()).rejects.toThrow('stop');
});
