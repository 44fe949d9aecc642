import { analyse } from '../../src/analysis/report.ts';
import type { AnalyseOptions, Report } from '../../src/analysis/report_types.ts';
import type { Trial } from '../../src/domain/trial.ts';
import { trial } from './trials.ts';

/** How two models fare on one kind of task: chances of a loss and a gain; the rest is right for both. */
export interface Kind {
  readonly segment: string;
  readonly part: number;
  readonly loss: number;
  readonly gain: number;
}

/** The kind at this place of 0..1, each kind as wide as its part. */
function pick(kinds: readonly Kind[], place: number): Kind {
  let end = 0;
  for (const kind of kinds) {
    end += kind.part;
    if (place < end) return kind;
  }
  return kinds.at(-1)!;
}

/** n tasks drawn at random from the kinds, answered by `strong` and `weak`. */
export function workload(
  n: number,
  kinds: readonly Kind[],
  draw: () => number,
  weight: () => number = () => 1,
): Trial[] {
  return Array.from({ length: n }, (_, i) => {
    const kind = pick(kinds, draw());
    const u = draw();
    const lost = u < kind.loss;
    const gained = !lost && u < kind.loss + kind.gain;
    const extra = { segment: kind.segment, weight: weight() };
    const id = `t${String(i).padStart(6, '0')}`;
    return [trial(id, 'strong', gained ? 0 : 1, extra), trial(id, 'weak', lost ? 0 : 1, extra)];
  }).flat();
}

/** The report of trials of `strong` (the reference) and `weak`, unless told otherwise; few resamples, because simulations make very many reports. */
export function report(trials: Iterable<Trial>, tasks: number, options: Partial<AnalyseOptions> = {}): Report {
  const run = { id: 'run', dataset: 'data.csv' };
  const defaults = {
    reference: 'strong',
    models: ['strong', 'weak'],
    quality_floors: [0.02, 0.05],
    seed: 1,
    resamples: 40,
  };
  return analyse(trials, { run, tasks, ...defaults, ...options });
}
