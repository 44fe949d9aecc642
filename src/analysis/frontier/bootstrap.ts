import type { Plane } from '../gather.ts';
import { resampler } from '../stats/random.ts';
import type { Column } from '../table.ts';
import { hullPoints, type Point, paretoPoints } from './frontier.ts';

/** Resamples behind every frequency of the frontier. */
export const RESAMPLES = 2000;

/** In which fraction of the resamples a model is one of the Pareto points, and lies on a corner of the hull. */
export interface Membership {
  readonly pareto: number;
  readonly hull: number;
}

/** How many resamples are counted in one pass over the tasks. */
const ABREAST = 4;

/** Where the sums of one plane and of its weights are kept. */
interface Place {
  readonly sum: number;
  readonly weight: number;
}

/** Per-task numbers to be summed in every resample; models without gaps share the plain weights. */
function newSummands(weight: Float64Array) {
  const columns: Float64Array[] = [];
  const add = (values: Float64Array): number => columns.push(values) - 1;
  const whole = add(weight);
  /** Unknown values count neither above nor below the line. */
  const put = ({ values, mask }: Plane): Place => {
    const known = weight.map((w, i) => (mask[i] === 1 ? w : 0));
    const sum = add(known.map((w, i) => (w === 0 ? 0 : w * values[i]!)));
    return { sum, weight: mask.every((bit) => bit === 1) ? whole : add(known) };
  };
  return { columns, put };
}

/** Sums of every column over `ABREAST` resamples: `sums[column * ABREAST + resample]`. */
function sumsInto(sums: Float64Array, columns: readonly Float64Array[], counts: Float64Array): void {
  for (const [j, column] of columns.entries()) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let i = 0, p = 0; i < column.length; i++, p += ABREAST) {
      const value = column[i]!;
      s0 += value * counts[p]!;
      s1 += value * counts[p + 1]!;
      s2 += value * counts[p + 2]!;
      s3 += value * counts[p + 3]!;
    }
    sums.set([s0, s1, s2, s3], j * ABREAST);
  }
}

interface Placed extends Point {
  readonly index: number;
}

/** Where a model has not one known value in the resample, it is no point of it. */
function pointsOf(places: readonly { readonly cost: Place; readonly score: Place }[], at: (column: number) => number) {
  return places.flatMap(({ cost, score }, index): Placed[] => {
    const [costWeight, scoreWeight] = [at(cost.weight), at(score.weight)];
    if (costWeight === 0 || scoreWeight === 0) return [];
    return [{ index, cost: at(cost.sum) / costWeight, quality: at(score.sum) / scoreWeight }];
  });
}

/** Counts one resample's members; every model that shares a corner of the hull is on it, so that the order of the models does not matter. */
function count(points: readonly Placed[], pareto: Uint32Array, hull: Uint32Array): void {
  const front = paretoPoints(points);
  const corners = hullPoints(front);
  for (const { index, cost, quality } of front) {
    pareto[index]!++;
    if (corners.some((corner) => corner.cost === cost && corner.quality === quality)) hull[index]!++;
  }
}

/**
 * Bootstrap frequencies of the models' places on the frontier. Tasks are resampled with their weights, all models of a task together; a model's means are over what
 * is known of it among the tasks drawn. The same seed gives the same frequencies, whatever the models are called and however they are ordered.
 */
export function memberships(
  models: readonly Pick<Column, 'score' | 'cost'>[],
  weight: Float64Array,
  seed: number,
  resamples = RESAMPLES,
): Membership[] {
  const { columns, put } = newSummands(weight);
  const places = models.map(({ cost, score }) => ({ cost: put(cost), score: put(score) }));
  const [pareto, hull] = [new Uint32Array(models.length), new Uint32Array(models.length)];
  const [counts, sums] = [new Float64Array(weight.length * ABREAST), new Float64Array(columns.length * ABREAST)];
  const resample = resampler(seed);
  for (let done = 0; done < resamples; done += ABREAST) {
    counts.fill(0);
    for (let r = 0; r < ABREAST; r++) resample(counts, weight.length, ABREAST, r);
    sumsInto(sums, columns, counts);
    for (let r = 0; r < Math.min(ABREAST, resamples - done); r++)
      count(
        pointsOf(places, (column) => sums[column * ABREAST + r]!),
        pareto,
        hull,
      );
  }
  return models.map((_, i) => ({ pareto: pareto[i]! / resamples, hull: hull[i]! / resamples }));
}
