import { describe, expect, it } from 'vitest';
import { openEndpoint } from '../../../src/providers/openai/endpoint.ts';
import { fastClock, LIMITS } from './harness.ts';

const { signal } = new AbortController();

describe('Endpoint', () => {
  it("takes the host's own limits where there are any", () => {
    const limits = { ...LIMITS, rpm: 10, hosts: { 'a:1': { concurrency: 2 } } };
    expect(openEndpoint(limits, 'a:1').limits).toMatchObject({ concurrency: 2, rpm: 10 });
    expect(openEndpoint(limits, 'b').limits).toMatchObject({ concurrency: 4, rpm: 10 });
  });

  it('spaces tokens by tpm, corrected by what they really were', async () => {
    const clock = fastClock();
    const endpoint = openEndpoint({ ...LIMITS, tpm: 60_000 }, 'h', clock);
    await endpoint.turn(1000, signal);
    endpoint.settle(4000);
    await endpoint.turn(1000, signal);
    expect(clock.slept).toHaveLength(1);
    expect(clock.slept[0]).toBeGreaterThan(4900);
    expect(clock.slept[0]).toBeLessThanOrEqual(5000);
  });

  it('pauses everybody, and a longer pause that comes meanwhile counts', async () => {
    const clock = fastClock();
    const endpoint = openEndpoint(LIMITS, 'h', clock);
    endpoint.pause(1000);
    const start = clock.now();
    const turn = endpoint.turn(1, signal);
    endpoint.pause(3000);
    endpoint.pause(10);
    await turn;
    expect(clock.now() - start).toBeGreaterThanOrEqual(2990);
  });

  it('a wait ends with the reason of the signal, on the real clock too', async () => {
    const endpoint = openEndpoint(LIMITS, 'h');
    endpoint.pause(60_000);
    const controller = new AbortController();
    const turn = endpoint.turn(1, controller.signal);
    controller.abort('enough');
    await expect(turn).rejects.toBe('enough');
  });
});
