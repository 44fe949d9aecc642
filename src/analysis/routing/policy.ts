import type { Pairs } from '../pairs.ts';
import type { MovedShare } from '../share_types.ts';
import type { LearntOrder, Look } from './by_router.ts';
import type { Router, Visible } from './routing_types.ts';
import type { Policy, RoutedSegment } from './saved_route.ts';
import { routerScore } from './train.ts';

/** What is to be done with tasks that look like this one: `part` of them moves. */
export interface Decision {
  readonly score: number;
  /** 0 stays, 1 moves; between them chance decides, task by task. */
  readonly part: number;
}

/** The policy "the first `count` of the test half's pairs in this order move", told by scores, so that it holds for other tasks. Needs `count` > 0. */
export function policyOf(
  { kind, router, order }: LearntOrder,
  test: Pairs,
  look: Look,
  { count, moved, seed }: { readonly count: number; readonly moved: MovedShare; readonly seed: number },
): Policy {
  if (kind === 'segment') return { seed, ...segmentPolicy(router, moved) };
  const score = (i: number) => routerScore(router, look(test.task[i]!));
  const threshold = score(order[count - 1]!);
  let [all, before] = [0, 0];
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (score(i) !== threshold) continue;
    all += test.weight[i]!;
    if (k < count) before += test.weight[i]!;
  }
  return { threshold, fraction: before / all, seed };
}

function segmentPolicy(router: Router, moved: MovedShare): Omit<Policy, 'seed'> {
  const segments = moved.segments.map((move): RoutedSegment => {
    return { ...move, score: routerScore(router, { segment: move.segment, input: '' }) };
  });
  const last = segments.findLast(({ fraction }) => fraction > 0)!;
  return { threshold: last.score, fraction: last.fraction, segments };
}

/** Decides by what can be seen of tasks, before any is answered. */
export function deciderOf(router: Router, { threshold, fraction, segments }: Policy): (visible: Visible) => Decision {
  const table = segments && new Map(segments.map((one) => [one.segment, one]));
  return (visible) => {
    const score = routerScore(router, visible);
    if (table) return { score, part: table.get(visible.segment)?.fraction ?? 0 };
    return { score, part: score > threshold ? 1 : score === threshold ? fraction : 0 };
  };
}
