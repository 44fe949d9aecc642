import type { CascadeSet } from '../analysis/cascade/cascade_types.ts';
import type { Claims } from '../analysis/claims/claims_types.ts';
import type { ReportDetail } from '../analysis/detail_types.ts';
import type { Noise } from '../analysis/noise_types.ts';
import type { Portfolio, PortfolioShare } from '../analysis/portfolio/portfolio_types.ts';
import type { RouterSet } from '../analysis/routing/routing_types.ts';
import type { MovedShare } from '../analysis/share_types.ts';

type Mapping = (text: string) => string;

/** The detail of a report with every text that came from outside put through `safe`; numbers and order untouched. */
export function safeDetail(detail: ReportDetail, safe: Mapping): ReportDetail {
  const { curves, segments, routers, without_inputs, cascades, portfolio, noise, claims } = detail;
  return {
    ...detail,
    curves: curves.map((set) => ({ ...set, candidate: safe(set.candidate), reference: safe(set.reference) })),
    segments: segments.map((one) => ({
      ...one,
      segment: safe(one.segment),
      models: one.models.map((row) => ({ ...row, model: safe(row.model) })),
    })),
    ...(routers ? { routers: routers.map((set) => safeRouters(set, safe)) } : {}),
    ...(without_inputs ? { without_inputs: safe(without_inputs) } : {}),
    ...(cascades ? { cascades: cascades.map((set) => safeCascades(set, safe)) } : {}),
    ...(portfolio ? { portfolio: safePortfolio(portfolio, safe) } : {}),
    ...(noise ? { noise: safeNoise(noise, safe) } : {}),
    ...(claims ? { claims: safeClaims(claims, safe) } : {}),
  };
}

export function safeMoved(moved: MovedShare | null, safe: Mapping): MovedShare | null {
  if (moved === null) return null;
  return { ...moved, segments: moved.segments.map((move) => ({ ...move, segment: safe(move.segment) })) };
}

function safeRouters(set: RouterSet, safe: Mapping): RouterSet {
  return {
    ...set,
    candidate: safe(set.candidate),
    reference: safe(set.reference),
    routers: set.routers.map((router) => ({
      ...router,
      shares: router.shares.map((share) => ({
        ...share,
        certified: safeMoved(share.certified, safe),
        estimate: safeMoved(share.estimate, safe),
      })),
    })),
  };
}

function safeCascades(set: CascadeSet, safe: Mapping): CascadeSet {
  return {
    ...set,
    candidate: safe(set.candidate),
    reference: safe(set.reference),
    cascades: set.cascades.map((cascade) => ({
      ...cascade,
      candidate: safe(cascade.candidate),
      reference: safe(cascade.reference),
      verifier: safe(cascade.verifier),
    })),
  };
}

function safePortfolio(portfolio: Portfolio, safe: Mapping): Portfolio {
  const share = (one: PortfolioShare): PortfolioShare => ({
    ...one,
    models: one.models.map(safe),
    choices: one.choices.map(({ segment, model }) => ({ segment: safe(segment), model: safe(model) })),
  });
  return {
    ...portfolio,
    reference: safe(portfolio.reference),
    shares: portfolio.shares.map((one) => ({ portfolio: share(one.portfolio), pair: share(one.pair) })),
  };
}

function safeNoise(noise: Noise, safe: Mapping): Noise {
  return {
    ...noise,
    models: noise.models.map((one) => ({ ...one, model: safe(one.model) })),
    flaky: noise.flaky.map((one) => ({ ...one, task_id: safe(one.task_id), model: safe(one.model) })),
  };
}

function safeClaims({ armstrong, harvey }: Claims, safe: Mapping): Claims {
  const orNull = (text: string | null) => (text === null ? null : safe(text));
  return {
    armstrong: armstrong.map((claim) => ({ ...claim, candidate: orNull(claim.candidate) })),
    harvey: harvey.map((claim) => ({
      ...claim,
      strategy: claim.strategy === null ? null : safeStrategy(claim.strategy, safe),
      candidate: orNull(claim.candidate),
    })),
  };
}

/** The words of the report stay; the name of a verifier is somebody else's. */
function safeStrategy(strategy: string, safe: Mapping): string {
  const [, words, verifier] = /^(cascade by )([\s\S]*)$/.exec(strategy) ?? [];
  return words === undefined || verifier === undefined ? strategy : `${words}${safe(verifier)}`;
}
