import type { Learn } from './kind.ts';
import { largest } from './softmax.ts';

/** Always the most frequent label; in a tie the first in code unit order. What any other model has to beat. */
export const learnMajority: Learn = async (train) => {
  const counts = new Array<number>(train.labels.length).fill(0);
  for (const target of train.targets) counts[target]! += 1;
  const winner = largest(counts);
  return () => winner;
};
