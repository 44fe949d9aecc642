import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Breath } from './breath.ts';
import type { TrainSet } from './train_set.ts';

/** Names the label of a text, as its number in the train set's labels. */
export type Predict = (input: string) => number;

/** One way to learn; the same train set and dice always give the same predictions. */
export type Learn = (train: TrainSet, dice: RandomGenerator, breath: Breath) => Promise<Predict>;
