import { at, type Fitter, meanDifference } from './fitter.ts';
import type { Lessons } from './routing_types.ts';

/** Weighted least squares on the number of characters; a level line where all texts are equally long. */
export function lengthFitter(lessons: Lessons): Fitter {
  const { visible, difference, weight } = lessons;
  const lengths = Float64Array.from(visible, ({ input }) => input.length);
  return (places) => {
    const mean = meanDifference(lessons, places);
    const length = meanDifference({ ...lessons, difference: lengths }, places);
    let [covariance, variance] = [0, 0];
    for (const [i, w] of at(weight, places).entries()) {
      const off = lengths[places[i]!]! - length;
      covariance += w * off * (difference[places[i]!]! - mean);
      variance += w * off * off;
    }
    const slope = variance > 0 ? covariance / variance : 0;
    const intercept = mean - slope * length;
    return { router: { kind: 'length', intercept, slope }, score: (place) => intercept + slope * lengths[place]! };
  };
}
