import type { CascadeResult, CascadeSet, CascadeShare } from '../../src/analysis/cascade/cascade_types.ts';
import type { ArmstrongClaim, Claims, HarveyClaim } from '../../src/analysis/claims/claims_types.ts';
import type { ReportDetail } from '../../src/analysis/detail_types.ts';
import type { Noise } from '../../src/analysis/noise_types.ts';
import type { Portfolio, PortfolioShare } from '../../src/analysis/portfolio/portfolio_types.ts';
import type { Report } from '../../src/analysis/report_types.ts';
import type { Ordering, RouterResult, RouterSet } from '../../src/analysis/routing/routing_types.ts';
import type { MovedShare } from '../../src/analysis/share_types.ts';
import { moved, report } from './sample.ts';

/** 101 points of quality against share moved. */
export function points(quality: (share: number) => number) {
  return Array.from({ length: 101 }, (_, i) => ({
    share: i / 100,
    quality: quality(i / 100),
    cost_per_task_usd: null,
  }));
}

const BENT: Readonly<Record<Ordering, number>> = {
  segment: 0.012,
  length: 0.006,
  tfidf: 0.02,
  embedding: 0.024,
  random: 0,
  oracle: 0.06,
};

/** From 91.2 % to 89.0 % over all 412 pairs. */
export function router(ordering: Ordering, certified: number, more: Partial<RouterResult> = {}): RouterResult {
  const at = (task_share: number): MovedShare => moved({ order: 'segment', task_share, saving: task_share * 0.96 });
  const shares = [0.02, 0.05].map((floor, i) => ({
    floor,
    certified: ordering === 'oracle' ? null : at(certified * (i + 1)),
    estimate: ordering === 'oracle' ? null : at(certified * (i + 1) + 0.03),
  }));
  const curve = points((x) => 0.912 - 0.022 * x + BENT[ordering] * 4 * x * (1 - x));
  return { ordering, apgr: 0.6304, apgr_grid: 0.6211, cpt50: 0.374, cpt80: 0.711, curve, shares, ...more };
}

export function routerSet(candidate: string, more: Partial<RouterSet> = {}): RouterSet {
  return {
    ...{ candidate, reference: 'ensemble', pairs: 412 },
    ...{ quality_candidate: 0.8908, quality_reference: 0.9126 },
    ...{ cost_candidate_usd: '0.0000008', cost_reference_usd: '0.000021' },
    routers: [
      router('segment', 0.41),
      router('length', 0, { apgr: 0.598 }),
      router('tfidf', 0.45),
      router('random', 0.12, { apgr: 0.5, apgr_grid: 0.5, cpt50: 0.5, cpt80: 0.8 }),
      router('oracle', 0, { apgr: 1.3, apgr_grid: 1.28, cpt50: 0.01, cpt80: 0.02 }),
    ],
    ...more,
  };
}

export function cascadeShare(floor: number, more: Partial<CascadeShare> = {}): CascadeShare {
  return {
    ...{ floor, tested: 206, noninferior_p: 0.013, certified: true },
    policy: {
      ...{ threshold: 0.5, accept_share: 0.62, quality: 0.9078, quality_low: 0.8601, quality_high: 0.9404 },
      ...{ cost_per_task_usd: '0.0000088', saving: 0.5812 },
    },
    ...more,
  };
}

export function cascade(verifier: string, more: Partial<CascadeResult> = {}): CascadeResult {
  return {
    ...{ candidate: 'linear', reference: 'ensemble', verifier, pairs: 412, read: 400, auc: 0.8123 },
    curve: points((x) => 0.912 - 0.022 * x + 0.06 * x * (1 - x)).map(({ share, ...rest }) => ({
      accept_share: share,
      ...rest,
    })),
    shares: [cascadeShare(0.02, { policy: null, noninferior_p: null, certified: false }), cascadeShare(0.05)],
    ...more,
  };
}

export function cascadeSet(more: Partial<CascadeSet> = {}): CascadeSet {
  return {
    ...{ candidate: 'linear', reference: 'ensemble' },
    cascades: [cascade('judge'), cascade('self-consistency', { auc: null })],
    what_if: [1, 0.9, 0.5].map((rate) => ({
      ...{ sensitivity: rate, specificity: rate, accept_share: 0.891 * rate + 0.05, quality: 0.9 + rate / 50 },
      cost_per_task_usd: '0.0000031',
    })),
    ...more,
  };
}

export function portfolioShare(floor: number, more: Partial<PortfolioShare> = {}): PortfolioShare {
  return {
    floor,
    models: ['linear', 'nearest', 'ensemble'],
    choices: [
      { segment: 'indirect', model: 'nearest' },
      { segment: 'plain', model: 'linear' },
      { segment: 'sarcastic', model: 'ensemble' },
    ],
    ...{ tested: 206, quality: 0.9029, quality_low: 0.8545, quality_high: 0.9364, quality_reference: 0.9126 },
    ...{ delta: -0.0097, noninferior_p: 0.021, certified: true },
    ...{ cost_per_task_usd: '0.0000094', cost_reference_usd: '0.000021', saving: 0.5523 },
    learned: { saving: 0.6, noninferior_p: 0.01 },
    ...more,
  };
}

export function portfolio(more: Partial<Portfolio> = {}): Portfolio {
  const { learned: _, ...nothing } = portfolioShare(0.02, {
    ...{ models: ['ensemble'], quality: 0.9126, delta: 0, noninferior_p: 0.3, certified: false, saving: 0 },
    choices: ['indirect', 'plain', 'sarcastic'].map((segment) => ({ segment, model: 'ensemble' })),
    cost_per_task_usd: '0.000021',
  });
  const pair = portfolioShare(0.05, {
    models: ['linear', 'ensemble'],
    choices: ['indirect', 'plain', 'sarcastic'].map((segment) => ({
      segment,
      model: segment === 'plain' ? 'linear' : 'ensemble',
    })),
    ...{ cost_per_task_usd: '0.0000135', saving: 0.3571 },
  });
  return {
    ...{ reference: 'ensemble', max_models: 3 },
    shares: [
      { portfolio: nothing, pair: nothing },
      { portfolio: portfolioShare(0.05), pair },
    ],
    ...more,
  };
}

export function noise(more: Partial<Noise> = {}): Noise {
  const rate = (k: number, pass_at: number, pass_all: number) => ({ k, tasks: 412, pass_at, pass_all });
  return {
    models: ['linear', 'ensemble'].map((model) => ({
      ...{ model, tasks: 412, disagreement: 0.0873, disagreement_low: 0.0641, disagreement_high: 0.1162, flaky: 54 },
      pass: [rate(1, 0.8908, 0.8908), rate(2, 0.9345, 0.8471), rate(3, 0.9512, 0.8204)],
      within_share: 0.3012,
    })),
    reference_oracle: 0.95635,
    flaky: [
      { task_id: 't17', model: 'linear', scores: [1, 0, 1] },
      { task_id: 't3', model: 'ensemble', scores: [0, 0.5, 1] },
    ],
    flaky_count: 108,
    ...more,
  };
}

export function armstrong(floor: number, more: Partial<ArmstrongClaim> = {}): ArmstrongClaim {
  return {
    ...{ verdict: 'no_candidate', candidate: 'linear', cheaper: 0.9741, floor },
    ...{ certified: 0.62, saving: 0.6051, oracle: 0.96, needed_tasks: null },
    ...more,
  };
}

export function harvey(floor: number, more: Partial<HarveyClaim> = {}): HarveyClaim {
  return {
    ...{ verdict: 'undecided', factor: 2.7456, strategy: 'tfidf', candidate: 'linear', floor },
    ...{ quality: 0.9008, quality_reference: 0.9126, needed_tasks: 2287 },
    ...more,
  };
}

export function claims(more: Partial<Claims> = {}): Claims {
  return {
    armstrong: [armstrong(0.02, { certified: 0, saving: 0 }), armstrong(0.05)],
    harvey: [
      harvey(0, { factor: null, quality: null, quality_reference: null, strategy: null, candidate: null }),
      harvey(0.02),
      harvey(0.05, { verdict: 'holds', factor: 26.25, strategy: 'cascade by judge' }),
    ],
    ...more,
  };
}

export function detail(more: Partial<ReportDetail> = {}): ReportDetail {
  const curves = (['segment', 'random', 'oracle'] as const).map((order) => ({
    ...{ order, tested: 206 },
    points: points((x) => 0.913 - 0.023 * x + BENT[order] * 4 * x * (1 - x)),
  }));
  return {
    curves: [
      { candidate: 'nearest', reference: 'ensemble', curves },
      { candidate: 'linear', reference: 'ensemble', curves },
    ],
    segments: [],
    routers: [routerSet('nearest', { routers: [] }), routerSet('linear')],
    without_inputs: null,
    cascades: [cascadeSet({ candidate: 'nearest', cascades: [], what_if: [] }), cascadeSet()],
    portfolio: portfolio(),
    noise: noise(),
    claims: claims(),
    ...more,
  };
}

/** `report()` with everything that the section on the share shows. */
export function detailed(more: Partial<Report> = {}): Report {
  return report({ detail: detail(), ...more });
}
