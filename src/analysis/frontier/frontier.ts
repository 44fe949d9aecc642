/** A model as a point: dollars per task and quality. */
export interface Point {
  readonly cost: number;
  readonly quality: number;
}

/** Points that no other beats on cost and quality (one of them strictly), cheapest first; exact ties are all kept, in the order given. */
export function paretoPoints<P extends Point>(points: readonly P[]): P[] {
  const front: P[] = [];
  for (const point of points.toSorted((a, b) => a.cost - b.cost || b.quality - a.quality)) {
    const best = front.at(-1);
    const isTie = best?.cost === point.cost && best.quality === point.quality;
    if (best === undefined || point.quality > best.quality || isTie) front.push(point);
  }
  return front;
}

/** True when b lies on or under the straight line from a to c: random mixing of a and c is as good. */
function isUnder(a: Point, b: Point, c: Point): boolean {
  const rise = (b.quality - a.quality) * (c.cost - a.cost) - (c.quality - a.quality) * (b.cost - a.cost);
  return rise <= 1e-12 * (c.cost - a.cost);
}

/** Upper concave envelope of the Pareto points, cheapest first, each corner once: what random mixing of two neighbours reaches. */
export function hullPoints<P extends Point>(points: readonly P[]): P[] {
  const hull: P[] = [];
  for (const point of paretoPoints(points)) {
    if (hull.at(-1)?.cost === point.cost) continue;
    while (hull.length > 1 && isUnder(hull.at(-2)!, hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

/** Area under the hull (flat right of its best) over the range of costs, divided by that range: RouterBench's AIQ (Hu et al. 2024). Null without a range. */
export function aiq(points: readonly Point[]): number | null {
  const hull = hullPoints(points);
  const first = hull[0];
  const last = hull.at(-1);
  if (first === undefined || last === undefined) return null;
  const dearest = points.reduce((most, point) => Math.max(most, point.cost), first.cost);
  if (dearest <= first.cost) return null;
  let area = (dearest - last.cost) * last.quality;
  for (let i = 1; i < hull.length; i++) {
    const [a, b] = [hull[i - 1]!, hull[i]!];
    area += ((a.quality + b.quality) / 2) * (b.cost - a.cost);
  }
  return area / (dearest - first.cost);
}
