import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical.ts';

/** Raise when prompts or readings change: it is part of every scorer name and nonce. */
export const JUDGE_VERSION = 1;

/**
 * 8 hex digits that a verdict must carry. An answer was written before and cannot hold a hash of itself, so nothing that a judge merely repeats is a
 * verdict; and the same question always has the same nonce, so it can be cached and replayed. Where `shown`, the texts put before the judge, hold it by
 * chance or by search, the next one is taken; so is one of digits only, which a judge would write as a number.
 */
export function nonceOf(taskId: string, answers: readonly string[], shown: readonly string[]): string {
  for (let turn = 0; ; turn++) {
    const told = [JUDGE_VERSION, taskId, ...answers, ...(turn === 0 ? [] : [turn])];
    const nonce = createHash('sha256').update(canonicalJson(told)).digest('hex').slice(0, 8);
    if (/[a-f]/.test(nonce) && !shown.some((text) => text.toLowerCase().includes(nonce))) return nonce;
  }
}
