import { dice, permutation } from '../analysis/stats/random.ts';
import { Problem } from '../domain/problem.ts';
import { type RunFolder, readRunFile } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import { readLabels, subjectOf } from './labels.ts';
import { type Card, openCards } from './labels_cards.ts';
import { type LabelCell, labelCells, noVerdictYet } from './labels_cells.ts';

/** What the judge made of an answer; of two answers, a tie is neither. */
type Predicted = 'good' | 'bad' | 'tie';

export interface SampleOptions {
  readonly n: number;
  /** In place of the run's. */
  readonly seed?: number;
}

/** Answers for people to label, in random order, and what they were drawn from. */
export interface Sample {
  readonly cards: readonly Card[];
  readonly by_model: readonly { readonly model: string; readonly count: number }[];
  readonly by_class: Readonly<Record<Predicted, number>>;
  /** Judged answers with a verdict that stand in no label yet, this sample among them. */
  readonly unlabelled: number;
  readonly labelled: number;
}

/** Draws answers that nobody has labelled. Problem (exit 2) when there is none. */
export async function drawSample(folder: RunFolder, { n, seed }: SampleOptions): Promise<Sample> {
  const run = readRunFile(folder);
  const scored = await scoredCells(folder, run);
  const labelled = new Set((await readLabels(folder)).map(subjectOf));
  const open = scored.filter((cell) => !labelled.has(subjectOf(cell)));
  if (open.length === 0) throw allLabelled(scored.length, run);
  const cards = await openCards(folder, run, chooseCells(open, n, seed ?? run.seed));
  const chosen = cards.map(({ cell }) => cell);
  const models = run.models.map(({ id }) => id).filter((id) => chosen.some(({ model }) => model === id));
  const count = (predicted: Predicted): number => chosen.filter((cell) => predictedOf(cell) === predicted).length;
  return {
    cards,
    by_model: models.map((id) => ({ model: id, count: chosen.filter(({ model }) => model === id).length })),
    by_class: { good: count('good'), bad: count('bad'), tie: count('tie') },
    unlabelled: open.length,
    labelled: scored.length - open.length,
  };
}

/** Judged answers that have a verdict: only those can be compared with people. Problem (exit 2) when there is none. */
export async function scoredCells(folder: RunFolder, run: RunFile): Promise<readonly LabelCell[]> {
  const { all } = await labelCells(folder, run);
  const scored = all.filter((cell) => cell.score !== undefined);
  if (scored.length > 0) return scored;
  throw noVerdictYet(run);
}

function allLabelled(cells: number, { id }: RunFile): Problem {
  return new Problem(2, {
    code: 'LABELS',
    message: `all ${cells} judged answers of run ${id} are labelled: there is nothing left to sample`,
    hint: `bench judge check ${id}`,
  });
}

/**
 * `n` of the cells, or all: random within models and predicted classes, and in random order. The rarer of good (score > 1/2) and bad gets at least ten
 * answers of each model, but no more than a third for that reason: errors of a judge on either side can only be counted where there are answers on that side,
 * while a sample far out of proportion makes the corrected numbers less certain. Models share the whole evenly.
 * Ties go with what is not good in proportion, so that within a model and class every answer is as likely as the next: what correction relies on.
 */
export function chooseCells(cells: readonly LabelCell[], n: number, seed: number): readonly LabelCell[] {
  const draw = dice(seed, STREAM);
  const shuffled = [...permutation(cells.length, draw)].map((i) => cells[i]!);
  const classes = [shuffled.filter(isGood), shuffled.filter((cell) => !isGood(cell))];
  const [rarer, other] = classes.sort((a, b) => a.length - b.length) as [LabelCell[], LabelCell[]];
  const least = Math.min(Math.ceil(n / 3), LEAST_OF_A_CLASS * new Set(cells.map(({ model }) => model)).size);
  const quota = Math.max(least, Math.round((n * rarer.length) / cells.length), n - other.length);
  const few = acrossModels(rarer, Math.min(quota, rarer.length, n), []);
  const chosen = new Set([...few, ...acrossModels(other, n - few.length, few)]);
  return shuffled.filter((cell) => chosen.has(cell));
}

/** Of each model, from the rarer class. */
const LEAST_OF_A_CLASS = 10;

/** Apart from the streams that draw halves and bootstraps of the same seed. */
const STREAM = 7919;

function isGood({ score }: LabelCell): boolean {
  return score !== undefined && score > 0.5;
}

function predictedOf(cell: LabelCell): Predicted {
  if (isGood(cell)) return 'good';
  return cell.kind === 'pairwise' && cell.score === 0.5 ? 'tie' : 'bad';
}

/** The first `n` in turns, one of each model; those that were dealt before count. Where a model has no more, the others go on. */
function acrossModels(cells: readonly LabelCell[], n: number, before: readonly LabelCell[]): readonly LabelCell[] {
  const turns = new Map<string, number>();
  const nextTurn = (model: string): number => {
    const turn = turns.get(model) ?? 0;
    turns.set(model, turn + 1);
    return turn;
  };
  for (const { model } of before) nextTurn(model);
  const dealt = cells.map((cell) => ({ cell, turn: nextTurn(cell.model) }));
  // A stable sort: within a turn the random order decides.
  return dealt
    .sort((a, b) => a.turn - b.turn)
    .slice(0, n)
    .map(({ cell }) => cell);
}
