/** Ranks from 1, ties sharing their mean rank. */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + end + 1) / 2;
  }
  return ranks;
}

/** Two measurements of the same things. */
export interface Paired {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Indices by both values, so that sums do not depend on how the pairs came. */
function inOrder(a: Float64Array, b: Float64Array): Uint32Array {
  return Uint32Array.from(a, (_, i) => i).sort((i, j) => a[i]! - a[j]! || b[i]! - b[j]!);
}

/**
 * Spearman's rank correlation with ties, of ranks taken within each group and pooled: what differs between groups does not count. With one group it is
 * the plain coefficient. Ranks are scaled to (0, 1) so that a group weighs as much as it has members. Null when either side does not vary in any group.
 */
export function spearman(groups: readonly Paired[]): number | null {
  let [xx, yy, xy] = [0, 0, 0];
  for (const { x, y } of groups) {
    const [a, b, scale] = [midRanks(x), midRanks(y), x.length + 1];
    for (const i of inOrder(a, b)) {
      const [dx, dy] = [a[i]! / scale - 0.5, b[i]! / scale - 0.5];
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
