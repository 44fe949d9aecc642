/** A rectangle in px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A straight line in px. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A point that wants a label of this width. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  /** Looks further away, and is never left out. */
  readonly important: boolean;
}

/** Where a label stands: `x` its left edge, `y` its baseline; with a leader where it is not beside its point. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly leader?: Segment;
}

const HEIGHT = 14;
/** From the top of a label to its baseline. */
const BASELINE = 11;
const DISTANCES = [4, 7, 12, 20, 30, 42, 56, 72, 92, 116, 144, 180, 220];
/** Labels of lesser points stay as near as this part of the area's width, or are left out. */
const NEAR = 0.18;
/** From here on a leader says whose label it is. */
const LEADER = 10;
/** Right first, then left, above, below, and between. */
const ANGLES = [0, 180, 270, 90, 330, 30, 210, 150, 300, 240, 60, 120, 345, 15, 195, 165].map(
  (degrees) => (degrees * Math.PI) / 180,
);

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function inside(box: Box, area: Box): boolean {
  return box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom;
}

/** True where a line touches a rectangle (Liang & Barsky 1984). */
export function crosses({ x1, y1, x2, y2 }: Segment, box: Box): boolean {
  let [from, to] = [0, 1];
  const edges = [
    [x1 - x2, x1 - box.left],
    [x2 - x1, box.right - x1],
    [y1 - y2, y1 - box.top],
    [y2 - y1, box.bottom - y1],
  ] as const;
  for (const [direction, room] of edges) {
    if (direction === 0) {
      if (room < 0) return false;
    } else if (direction < 0) from = Math.max(from, room / direction);
    else to = Math.min(to, room / direction);
  }
  return from <= to;
}

interface Candidate {
  readonly box: Box;
  readonly leader: Segment;
  readonly distance: number;
  readonly rank: number;
}

/** A label so far from its point in this direction: the nearest place of its box lies on the ray. */
function candidate({ x, y, radius, width }: Spot, distance: number, rank: number): Candidate {
  const [cos, sin] = [Math.cos(ANGLES[rank]!), Math.sin(ANGLES[rank]!)];
  const [endX, endY] = [x + (radius + distance) * cos, y + (radius + distance) * sin];
  const [left, top] = [endX + (cos * width) / 2 - width / 2, endY + (sin * HEIGHT) / 2 - HEIGHT / 2];
  return {
    box: { left, top, right: left + width, bottom: top + HEIGHT },
    leader: { x1: x + radius * cos, y1: y + radius * sin, x2: endX, y2: endY },
    distance,
    rank,
  };
}

/** With the room around it in which a point looks like its own. */
function grown({ left, top, right, bottom }: Box): Box {
  return { left: left - 8, top: top - 3, right: right + 8, bottom: bottom + 3 };
}

interface Scene {
  readonly area: Box;
  readonly points: readonly Box[];
  readonly lines: readonly Segment[];
  readonly labels: Box[];
  readonly leaders: Segment[];
}

/** Where nothing is overprinted; what is only less pretty adds up. Undefined where the place is taken. */
function price({ box, leader, distance, rank }: Candidate, scene: Scene, own: Box): number | undefined {
  const isTaken =
    !inside(box, scene.area) ||
    scene.labels.some((other) => overlap(box, other)) ||
    scene.points.some((other) => overlap(box, other)) ||
    scene.leaders.some((other) => crosses(other, box));
  if (isTaken) return undefined;
  const far = distance >= LEADER;
  const near = scene.points.some((other) => other !== own && overlap(grown(box), other));
  // Beside another point a name would be taken for that point's.
  if (far && near) return undefined;
  if (far && scene.labels.some((other) => crosses(leader, other))) return undefined;
  const passed = far ? scene.points.filter((other) => other !== own && crosses(leader, other)).length : 0;
  const crossed = scene.lines.filter((other) => crosses(other, box)).length;
  return distance + rank * 0.8 + (near ? 15 : 0) + passed * 30 + Math.min(3, crossed) * 20;
}

function bestPlace(spot: Spot, scene: Scene, own: Box): Candidate | undefined {
  let [best, least] = [undefined as Candidate | undefined, Number.POSITIVE_INFINITY];
  for (const distance of DISTANCES) {
    if ((!spot.important && distance > NEAR * (scene.area.right - scene.area.left)) || distance > least) break;
    for (const rank of ANGLES.keys()) {
      const place = candidate(spot, distance, rank);
      const here = price(place, scene, own);
      if (here !== undefined && here < least) [best, least] = [place, here];
    }
  }
  return best;
}

function boxOf({ x, y, radius }: Spot): Box {
  const r = radius + 1;
  return { left: x - r, top: y - r, right: x + r, bottom: y + r };
}

function placeInOrder(
  spots: readonly Spot[],
  order: readonly number[],
  area: Box,
  lines: readonly Segment[],
): (Placed | undefined)[] {
  const points = spots.map(boxOf);
  const scene: Scene = { area, points, lines, labels: [], leaders: [] };
  const places: (Placed | undefined)[] = spots.map(() => undefined);
  for (const i of order) {
    const place = bestPlace(spots[i]!, scene, points[i]!);
    if (place === undefined) continue;
    scene.labels.push(place.box);
    const at = { x: place.box.left, y: place.box.top + BASELINE };
    if (place.distance >= LEADER) scene.leaders.push(place.leader);
    places[i] = place.distance < LEADER ? at : { ...at, leader: place.leader };
  }
  return places;
}

/** Above so many spots only the important ones get labels: the others would find no room, and take long to find that out. */
const MOST = 150;

/** Orders worth trying: which labels find room depends on who comes first. The important ones always do, as they stand. */
function orders(spots: readonly Spot[]): number[][] {
  const all = Array.from(spots.keys());
  const first = all.filter((i) => spots[i]!.important);
  const rest = spots.length > MOST ? [] : all.filter((i) => !spots[i]!.important);
  const crowd = (i: number) =>
    all.filter((j) => Math.hypot(spots[i]!.x - spots[j]!.x, spots[i]!.y - spots[j]!.y) < 60).length;
  const by = (value: (i: number) => number) => [...first, ...rest.toSorted((a, b) => value(a) - value(b) || a - b)];
  return [
    [...first, ...rest],
    by((i) => spots[i]!.x),
    by((i) => -spots[i]!.x),
    by((i) => -spots[i]!.y),
    by((i) => -crowd(i)),
    by(crowd),
  ];
}

/**
 * A place for the label of each spot: inside the area, over no point, no other label and no leader; lines are avoided where that costs little.
 * Greedy in several orders, of which the one counts that leaves out the fewest. Undefined where there is no room.
 */
export function placeLabels(
  spots: readonly Spot[],
  area: Box,
  lines: readonly Segment[] = [],
): readonly (Placed | undefined)[] {
  const tried = orders(spots).map((order) => placeInOrder(spots, order, area, lines));
  const cost = (places: readonly (Placed | undefined)[]) =>
    places.reduce((sum, place) => sum + (place === undefined ? 10 : place.leader === undefined ? 0 : 1), 0);
  return tried.reduce((best, one) => (cost(one) < cost(best) ? one : best));
}
