import type { ReportFinding } from './finding_types.ts';
import { ALPHA, binomialCdf, Z_95_TWO_SIDED } from './stats/distributions.ts';
import { holm } from './stats/multiplicity.ts';
import type { Column, Table } from './table.ts';

/** A segment counts as far out of line from so many points below what was to be expected, and from so small a part of it. */
const GAP = 0.25;
const PART = 0.25;

/** Sums over tasks of a model's scores, and of the others' mean scores there. */
interface Sums {
  n: number;
  own: number;
  others: number;
}

/** Per task, how many models have a verdict and what their scores add up to. */
function totalsByTask({ n, columns }: Table): { readonly count: Uint32Array; readonly sum: Float64Array } {
  const [count, sum] = [new Uint32Array(n), new Float64Array(n)];
  for (const { score } of columns) {
    for (let i = 0; i < n; i++) {
      count[i]! += score.mask[i]!;
      sum[i]! += score.values[i]!;
    }
  }
  return { count, sum };
}

/** Sums by segment, and over all of them, of the tasks where this model and another one have a verdict. */
function sumsOf({ score }: Column, table: Table, { count, sum }: ReturnType<typeof totalsByTask>) {
  const none = (): Sums => ({ n: 0, own: 0, others: 0 });
  const [bySegment, all] = [Array.from({ length: table.segments.length + 1 }, none), none()];
  for (let i = 0; i < table.n; i++) {
    if (score.mask[i] !== 1 || count[i]! < 2) continue;
    const own = score.values[i]!;
    for (const into of [bySegment[table.segment[i]!]!, all]) {
      into.n++;
      into.own += own;
      into.others += (sum[i]! - own) / (count[i]! - 1);
    }
  }
  return { bySegment, all };
}

interface Logit {
  readonly value: number;
  /** At most: scores in 0..1 with this mean vary no more than 0/1 ones. */
  readonly variance: number;
}

/** Log-odds of a mean score, half a success and half a failure added (Haldane 1956; Anscombe 1956). */
function logit(sum: number, n: number): Logit {
  const p = (sum + 0.5) / (n + 1);
  return { value: Math.log(p / (1 - p)), variance: 1 / ((n + 1) * p * (1 - p)) };
}

const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

interface Look {
  readonly model: string;
  readonly segment: string;
  readonly tasks: number;
  readonly quality: number;
  readonly expected: number;
  readonly p: number;
}

/**
 * A model on a segment: the quality that its lead elsewhere (in log-odds, so that hard segments press all models alike) lets expect there, and the chance of doing so
 * badly if no more than the low end of that expectation's 95 % interval were true.
 */
function look(model: string, segment: string, here: Sums, all: Sums): Look {
  const n = all.n - here.n;
  const [own, others] = [logit(all.own - here.own, n), logit(all.others - here.others, n)];
  const around = logit(here.others, here.n);
  const expected = own.value + around.value - others.value;
  const error = Math.sqrt(own.variance + around.variance + others.variance);
  return {
    model,
    segment,
    tasks: here.n,
    quality: here.own / here.n,
    expected: chance(expected),
    p: binomialCdf(here.own, here.n, chance(expected - Z_95_TWO_SIDED * error)),
  };
}

/**
 * Segments on which a model does far worse than its other segments and the other models there let expect: significantly (Holm over all segments of all models), by at
 * least 25 points, and at most a quarter as well. A weak model is weak by degrees; a harness that cannot read the answers leaves next to nothing. Weights are left out:
 * a harness breaks on tasks, whatever they weigh.
 */
export function oddSegments(table: Table, models: readonly string[]): ReportFinding[] {
  const totals = totalsByTask(table);
  const looks = table.columns.flatMap((column, m) => {
    const { bySegment, all } = sumsOf(column, table, totals);
    return table.segments.flatMap((segment, s) => {
      const here = bySegment[s]!;
      return here.n === 0 || here.n === all.n ? [] : [look(models[m]!, segment, here, all)];
    });
  });
  const adjusted = holm(looks.map(({ p }) => p));
  return looks.flatMap((one, i): ReportFinding[] => {
    const isFar = one.quality <= one.expected - GAP && one.quality <= one.expected * PART;
    return isFar && adjusted[i]! <= ALPHA ? [{ code: 'segment_out_of_line', ...one, p: adjusted[i]! }] : [];
  });
}
