import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Probe } from '../../../src/providers/openai/probe.ts';

const { signal } = new AbortController();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function isOpen(entered: Promise<unknown>): Promise<boolean> {
  let open = false;
  entered.then(() => {
    open = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return open;
}

it('holds the others until the first is judged', async () => {
  const probe = new Probe();
  const leave = await probe.enter(signal);
  const second = probe.enter(signal);
  expect(await isOpen(second)).toBe(false);
  leave();
  expect(await isOpen(second)).toBe(true);
  expect(await isOpen(probe.enter(signal))).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('does not hold them for longer than three seconds', async () => {
  const probe = new Probe();
  await probe.enter(signal);
  const second = probe.enter(signal);
  await vi.advanceTimersByTimeAsync(2999);
  expect(await isOpen(second)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOpen(second)).toBe(true);
});

it('lets go of a caller that is aborted', async () => {
  const probe = new Probe();
  await probe.enter(signal);
  const controller = new AbortController();
  const second = probe.enter(controller.signal);
  controller.abort('enough');
  await expect(second).rejects.toBe('enough');
  expect(vi.getTimerCount()).toBe(0);
});
