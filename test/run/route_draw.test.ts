import { describe, expect, it } from 'vitest';
import { drawOf } from '../../src/run/route_draw.ts';

describe('drawOf', () => {
  // Python: int.from_bytes(hashlib.sha256(f"{seed}:{id}".encode()).digest()[:4], "big") / 2**32
  it.each([
    [1, 't1', 0.3105952513869852],
    [1, 't2', 0.475047575077042],
    [0, '', 0.7283713340293616],
    [4_294_967_295, 'Aufgabe ü', 0.13001893647015095],
    [7, 'aaa', 0.6319313147105277],
  ])('seed %d, task %j, as Python reckons it', (seed, id, draw) => {
    expect(drawOf(seed, id)).toBe(draw);
  });
});
