import { betaCdf } from './distributions.ts';

/** Panels of the midpoint rule: the integrand is bounded by 1 and smooth but for one corner. */
const PANELS = 4000;

/**
 * P(gains' rate - losses' rate > -floor) after n pairs of 0/1 scores, under a flat Dirichlet(1, 1, 1, 1) prior on the four cells (both right, lost, gained,
 * both wrong). The discordant part and its split into gains are independent betas, so one integral is left: over quantiles of the former.
 * Source: Bowyer, Aitchison & Ivanova 2025, "Don't use the CLT in LLM evals with fewer than a few hundred datapoints".
 */
export function probabilityWithin(n: number, losses: number, gains: number, floor: number): number {
  const [a, b] = [losses + gains + 2, n - losses - gains + 2];
  const isWithin = (discordant: number) => 1 - betaCdf((1 - floor / discordant) / 2, gains + 1, losses + 1);
  // Over the distribution function of the discordant part: sum of increments, each weighted with the middle of its panel.
  let [sum, below] = [0, 0];
  for (let panel = 1; panel <= PANELS; panel++) {
    const upTo = betaCdf(panel / PANELS, a, b);
    if (upTo > below) sum += (upTo - below) * isWithin((panel - 0.5) / PANELS);
    below = upTo;
  }
  return Math.min(1, sum);
}
