import type { CascadeResult } from '../../analysis/cascade/cascade_types.ts';
import type { CurveOrder, CurveSet, ReportDetail } from '../../analysis/detail_types.ts';
import type { RouterKind, RouterSet } from '../../analysis/routing/routing_types.ts';
import type { CurveLine } from './curve_marks.ts';
import { fitted } from './svg.ts';

/** What is drawn of one candidate. */
export interface CandidateCurves {
  readonly set: CurveSet;
  /** Routers and the best cascade. */
  readonly more: readonly CurveLine[];
  /** All lines are out of fold over all pairs: the certified share was tested on half of them. */
  readonly cross_fitted: boolean;
  /** Sentences for the caption, beside those of every curve. */
  readonly notes: readonly string[];
}

/** Beside the three orders of a curve: more lines than six cannot be told apart. */
const MOST = 3;
const NAME_WIDTH = 190;

/** With repeats a cascade chooses among answers, and the other lines do not. */
const ONE_ANSWER =
  'A cascade accepts one answer of the repeats, the other lines count their mean: so it can run above the oracle, and end elsewhere.';

const NAMES: Readonly<Record<Exclude<RouterKind, 'segment'>, string>> = {
  length: 'by length of the prompt',
  tfidf: 'by its words',
  embedding: 'by its embedding',
};

/** Only lines over the same tasks may stand beside each other: with routers all of them are out of fold over all pairs, else those of the half that tests. */
export function candidateCurves(detail: ReportDetail, candidate: string): CandidateCurves | undefined {
  const plain = detail.curves.find((set) => set.candidate === candidate);
  const routers = detail.routers?.find((set) => set.candidate === candidate);
  if (plain === undefined || routers === undefined || routers.routers.length === 0)
    return plain && { set: plain, more: [], cross_fitted: false, notes: [] };
  const cascade = bestCascade(detail.cascades?.find((set) => set.candidate === candidate)?.cascades ?? []);
  return {
    set: curvesOf(routers),
    more: [...routerLines(routers, cascade), ...cascade],
    cross_fitted: true,
    notes: cascade.length > 0 && detail.noise ? [ONE_ANSWER] : [],
  };
}

function curvesOf({ candidate, reference, pairs, routers }: RouterSet): CurveSet {
  const orders: readonly CurveOrder[] = ['segment', 'random', 'oracle'];
  const curves = orders.flatMap((order) => {
    const own = routers.find(({ ordering }) => ordering === order);
    return own === undefined ? [] : [{ order, tested: pairs, points: own.curve }];
  });
  return { candidate, reference, curves };
}

/** As many as there is room for, the most telling ones: length is left out first. */
function routerLines({ routers }: RouterSet, others: readonly CurveLine[]): CurveLine[] {
  const kinds = (['length', 'tfidf', 'embedding'] as const).flatMap((kind) => {
    const own = routers.find(({ ordering }) => ordering === kind);
    return own === undefined ? [] : [{ name: NAMES[kind], points: own.curve }];
  });
  return kinds.slice(Math.max(0, kinds.length + others.length - MOST));
}

/** That with the largest certified saving, or else the one whose verifier knows most. */
function bestCascade(cascades: readonly CascadeResult[]): CurveLine[] {
  const saving = ({ shares }: CascadeResult) =>
    Math.max(0, ...shares.map(({ certified, policy }) => (certified ? (policy?.saving ?? 0) : 0)));
  const [best] = cascades.toSorted((a, b) => saving(b) - saving(a) || (b.auc ?? 0) - (a.auc ?? 0));
  if (best === undefined) return [];
  const points = best.curve.map(({ accept_share, quality }) => ({ share: accept_share, quality }));
  return [{ name: fitted(`cascade by ${best.verifier}`, NAME_WIDTH), points }];
}
