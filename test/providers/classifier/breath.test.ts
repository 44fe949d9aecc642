import { expect, it } from 'vitest';
import { openBreath } from '../../../src/providers/classifier/breath.ts';

it('is due after a while of work, and lets a timer run', async () => {
  const breath = openBreath();
  expect(breath.due()).toBe(false);
  let ran = false;
  setTimeout(() => {
    ran = true;
  }, 0);
  const from = performance.now();
  while (!breath.due()) Math.sqrt(2);
  expect(performance.now() - from).toBeLessThan(200);
  await breath.take();
  await breath.take(); // the first one may end before the loop comes to its timers
  expect(ran).toBe(true);
  expect(breath.due()).toBe(false);
});

it('throws the reason of an abort', async () => {
  await expect(openBreath(AbortSignal.abort(new Error('stop'))).take()).rejects.toThrow('stop');
});
