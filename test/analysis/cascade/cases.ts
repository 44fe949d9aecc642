import type { CascadeInput } from '../../../src/analysis/cascade/cascades.ts';
import { methodOf, type Pairs } from '../../../src/analysis/pairs.ts';

/** One task: both scores and costs, and what the verifier said. */
export interface Row {
  readonly cheap: number;
  readonly strong: number;
  readonly cheap_usd?: number | null;
  readonly strong_usd?: number;
  /** Null: no reading. */
  readonly trust?: number | null;
  readonly verifier_usd?: number | null;
  readonly score?: number;
  readonly weight?: number;
}

export function pairsOf(rows: readonly Row[]): Pairs {
  const column = (of: (row: Row) => number) => Float64Array.from(rows, of);
  const [weight, candidate, reference] = [
    column((row) => row.weight ?? 1),
    column((row) => row.cheap),
    column((row) => row.strong),
  ];
  return {
    n: rows.length,
    method: methodOf(weight, candidate, reference),
    segments: 2,
    task: Uint32Array.from(rows.keys()),
    weight,
    segment: new Uint32Array(rows.length),
    candidate,
    reference,
    candidate_cost: column((row) => row.cheap_usd ?? 0),
    reference_cost: column((row) => row.strong_usd ?? 10),
    priced: Uint8Array.from(rows, (row) => (row.cheap_usd === null ? 0 : 1)),
  };
}

/** A cascade over the rows in which every second task tests, unless told otherwise. */
export function cascadeInput(rows: readonly Row[], floors: readonly number[], half = halves(rows)): CascadeInput {
  const ids = rows.map((_, i) => `t${i}`);
  const readings = new Map(
    rows.flatMap(({ trust, verifier_usd = 0, score }, i) =>
      trust === null || trust === undefined
        ? []
        : [[ids[i]!, { trust, cost_usd: verifier_usd, ...(score === undefined ? {} : { score }) }]],
    ),
  );
  const split = { shuffled: Uint32Array.from(rows.keys()), half, fold: half };
  const verifiers = [{ verifier: 'v', candidate: 'cheap', readings }];
  return { candidate: 'cheap', reference: 'strong', pairs: pairsOf(rows), ids, split, verifiers, floors };
}

function halves(rows: readonly Row[]): Uint8Array {
  return Uint8Array.from(rows, (_, i) => i % 2);
}
