/** Indices of `values`, smallest value first; ties by index. */
function ascending(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
}

/** Adjusted p-values that keep the family-wise error rate. Source: Holm 1979. */
export function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  let floor = 0;
  for (const [rank, index] of ascending(p).entries()) {
    floor = Math.max(floor, Math.min(1, (p.length - rank) * p[index]!));
    adjusted[index] = floor;
  }
  return adjusted;
}

/** Adjusted p-values that keep the false discovery rate only: exploratory. Source: Benjamini & Hochberg 1995. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  let ceiling = 1;
  for (const [fromEnd, index] of ascending(p).reverse().entries()) {
    ceiling = Math.min(ceiling, (p.length / (p.length - fromEnd)) * p[index]!);
    adjusted[index] = ceiling;
  }
  return adjusted;
}
