import { hash } from 'node:crypto';

/**
 * A number from 0 to below 1 that belongs to a task: the first four bytes of sha256("SEED:ID"), big-endian, over 2^32. The same task is decided the same
 * way wherever and whenever it is asked.
 */
export function drawOf(seed: number, taskId: string): number {
  return Number.parseInt(hash('sha256', `${seed}:${taskId}`).slice(0, 8), 16) / 2 ** 32;
}
