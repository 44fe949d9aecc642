import type { ReportFinding } from '../../src/analysis/finding_types.ts';
import type {
  Agreement,
  Estimated,
  JudgeRecord,
  Judging,
  Validation,
} from '../../src/analysis/judging/judging_types.ts';
import type { Headline, Report, ReportRun } from '../../src/analysis/report_types.ts';
import type { MovedShare, Share } from '../../src/analysis/share_types.ts';
import type { Beaten, FrontierPoint, Standing } from '../../src/analysis/standing_types.ts';
import { plainPaint } from '../../src/report/paint.ts';
import type { RenderOptions } from '../../src/report/renderer.ts';

/** Options of a plain terminal. */
export const at = (width: number, more: Partial<RenderOptions> = {}): RenderOptions => ({
  width,
  color: plainPaint,
  unicode: true,
  ...more,
});

export function standing(model: string, more: Partial<Standing> = {}): Standing {
  return {
    model,
    tasks: 412,
    scored: 412,
    unscored: 0,
    failed: 0,
    not_run: 0,
    quality: 0.9126213592,
    quality_low: 0.8815,
    quality_high: 0.9361,
    quality_method: 'wilson',
    cost_usd: '0.008652',
    cost_per_task_usd: '0.000021',
    cost_low_usd: '0.000019',
    cost_high_usd: '0.000023',
    cost_method: 't',
    cost_per_success_usd: '0.0000230106382979',
    cost_unknown: 0,
    input_tokens: 51234,
    output_tokens: 824,
    p50_ms: 1.21,
    p95_ms: 3.04,
    truncated: 0,
    refused: 0,
    filtered: 0,
    empty: 0,
    reused: 0,
    judged: 0,
    corrected: null,
    ...more,
  };
}

/** A point that is on the frontier in every resample. */
export const frontierPoint = (
  model: string,
  cost_per_task_usd: string,
  quality: number,
  more: Partial<FrontierPoint> = {},
): FrontierPoint => ({
  ...{ model, cost_per_task_usd, quality, pareto_frequency: 1, hull_frequency: 1, beaten_by: null },
  ...more,
});

/** Cheaper for certain; better only as it seems. */
export const beaten = (by: string, more: Partial<Beaten> = {}): Beaten => ({
  ...{ by, quality_difference: 0.02, quality_low: -0.004, quality_high: 0.044 },
  ...{ cost_difference_usd: '-0.001', cost_low_usd: '-0.002', cost_high_usd: '-0.0001', distinguishable: 'cost' },
  ...more,
});

export function moved(more: Partial<MovedShare> = {}): MovedShare {
  return {
    order: 'segment',
    tested: 206,
    task_share: 0.41,
    spend_share: 0.39,
    saving: 0.3762,
    quality: 0.905,
    quality_low: 0.88,
    quality_high: 0.93,
    quality_before: 0.913,
    cost_before_usd: '0.000021',
    cost_after_usd: '0.0000131',
    segments: [
      { segment: 'plain', fraction: 1 },
      { segment: 'indirect', fraction: 0.4 },
      { segment: 'sarcastic', fraction: 0 },
    ],
    ...more,
  };
}

export function share(candidate: string, more: Partial<Share> = {}): Share {
  return {
    candidate,
    reference: 'ensemble',
    floor: 0.02,
    delta: -0.022,
    delta_low: -0.0441,
    delta_high: 0.0003,
    pairs: 412,
    missing_pairs: 0,
    both_right: 360,
    losses: 16,
    gains: 7,
    both_wrong: 29,
    mcnemar_p: 0.093,
    probability_within: null,
    noninferior_p: 0.58,
    method: 'tango',
    oracle: 0.9612,
    random: 0.3114,
    certified: moved(),
    certified_random: moved({ order: 'random', task_share: 0.12, segments: [] }),
    estimate: moved({ task_share: 0.44 }),
    segment: { task_share: 0, spend_share: 0, segments: [], smallest_n: 133 },
    bounds: null,
    corrected: null,
    ...more,
  };
}

const RUN: ReportRun = {
  id: '20261121-2244',
  dataset: 'support-desk.csv',
  tasks: 412,
  repeats: 1,
  reference: 'ensemble',
  models: ['nearest', 'linear', 'ensemble'],
  quality_floors: [0.02, 0.05],
  seed: 1,
  segments: ['indirect', 'plain', 'sarcastic'],
};

const HEADLINE: Headline = {
  verdict: 'certified',
  candidate: 'linear',
  floor: 0.02,
  share: 2,
  candidates: 2,
  basis: 'exact',
  needed_tasks: null,
};

const NOTHING = moved({
  task_share: 0,
  spend_share: 0,
  saving: 0,
  cost_after_usd: '0.000021',
  segments: [{ segment: 'plain', fraction: 0 }],
});

const ALL = moved({ task_share: 1, spend_share: 1, saving: 0.962, cost_after_usd: '0.0000008' });

/** Three models, two floors; figures as in a real run. */
export function report(more: Partial<Report> = {}): Report {
  return {
    format: 'bench.report/1',
    run: RUN,
    headline: HEADLINE,
    standings: [
      standing('nearest', { quality: 0.8398, quality_low: 0.8013, quality_high: 0.8722, p50_ms: 0.94 }),
      standing('linear', {
        quality: 0.8908,
        quality_low: 0.8568,
        quality_high: 0.9173,
        cost_usd: '0.0003296',
        cost_per_task_usd: '0.0000008',
        cost_per_success_usd: '0.000000898',
        p50_ms: 0.06,
        p95_ms: 0.1,
      }),
      standing('ensemble'),
    ],
    frontier: { points: [], pareto: ['linear', 'ensemble'], hull: ['linear', 'ensemble'], aiq: 0.9 },
    shares: [
      share('nearest', { certified: NOTHING, estimate: NOTHING, oracle: 0.9, random: 0.27 }),
      share('nearest', { floor: 0.05, certified: NOTHING, estimate: null, oracle: 0.93, random: 0.68 }),
      share('linear'),
      share('linear', { floor: 0.05, certified: ALL, estimate: ALL, oracle: 1, random: 1 }),
    ],
    findings: [{ code: 'selected_of_many', candidates: 2, floor: 0.02, selected: 'linear' }],
    judging: null,
    ...more,
  };
}

export const headline = (more: Partial<Headline>): Headline => ({ ...HEADLINE, ...more });
export const run = (more: Partial<ReportRun>): ReportRun => ({ ...RUN, ...more });
export const finding = (one: ReportFinding): ReportFinding => one;

export const estimated = (value: number | null, low: number | null, high: number | null, n = 100): Estimated => ({
  value,
  low,
  high,
  n,
});

/** 86 of 100 labels agree: 58 + 28, and the judge passes 12 of the 40 that people fail. */
export function agreement(more: Partial<Agreement> = {}): Agreement {
  return {
    labels: 100,
    agreement: estimated(0.86, 0.7786, 0.9147),
    kappa: estimated(0.6956, 0.5484, 0.8428),
    sensitivity: estimated(0.9667, 0.8864, 0.9908, 60),
    specificity: estimated(0.7, 0.5457, 0.8193, 40),
    both_good: 58,
    judge_only: 12,
    people_only: 2,
    both_bad: 28,
    bias: 0.1,
    ...more,
  };
}

export function validation(more: Partial<Validation> = {}): Validation {
  return {
    ...agreement(),
    labelled_at: '2026-11-22T10:11:12.000Z',
    raters: 2,
    by_model: [
      { ...agreement({ labels: 50 }), model: 'linear' },
      { ...agreement({ labels: 50 }), model: 'ensemble' },
    ],
    by_segment: [{ ...agreement({ labels: 5, kappa: estimated(null, null, null, 5) }), segment: 'plain' }],
    rogan_gladen: estimated(0.8712, 0.7911, 0.9421),
    ...more,
  };
}

export function judge(more: Partial<JudgeRecord> = {}): JudgeRecord {
  return {
    judge: 'gpt-5.4-mini',
    model: 'gpt-5.4-mini',
    served: ['gpt-5.4-mini-2026-08-01'],
    prompt_hash: '1a2b3c4d',
    same_family: [],
    calls: 390,
    reused: 0,
    cost_usd: '0.0123',
    cost_unknown: 0,
    input_tokens: 51_234,
    output_tokens: 824,
    probes: 6,
    probes_unread: 0,
    probes_passed: [],
    asked_again: 50,
    flipped: 2,
    scored: 381,
    no_verdict: {
      abstained: 2,
      unparsable: 1,
      ambiguous: 0,
      out_of_range: 0,
      contradiction: 0,
      refused: 0,
      cut: 0,
      failed: 0,
    },
    not_asked: 0,
    order_consistency: null,
    first_preference: null,
    ...more,
  };
}

/** One judge that nobody checked. */
export function judging(more: Partial<Judging> = {}): Judging {
  return {
    combine: null,
    rubrics: [{ name: 'summary', kind: 'pointwise', sha256: 'ab'.repeat(32) }],
    judged: 384,
    scored: 381,
    trials: 1236,
    judges: [judge()],
    cost_usd: '0.0123',
    cost_unknown: 0,
    suspicious: 7,
    cut: 0,
    disagreement: null,
    length_correlation: 0.1234,
    validation: null,
    other_labels: 0,
    earlier: null,
    waiting: 0,
    ...more,
  };
}

/** The report of `report()` with judged answers of every model, and nobody's labels. */
export function judged(more: Partial<Report> = {}): Report {
  const plain = report();
  return {
    ...plain,
    headline: headline({ basis: 'not_validated' }),
    standings: plain.standings.map((row) => ({ ...row, judged: 128 })),
    judging: judging(),
    ...more,
  };
}

/** The same with 100 labels: two models and their shares corrected. */
export function corrected(more: Partial<Report> = {}): Report {
  const plain = judged();
  const labels = { labels: 50, lambda: 0.61 };
  const byModel: Readonly<Record<string, Standing['corrected']>> = {
    linear: { quality: 0.851, quality_low: 0.7904, quality_high: 0.9116, ...labels },
    ensemble: { quality: 0.899, quality_low: 0.8502, quality_high: 0.9478, ...labels },
  };
  const correctedShare = (one: Share): Share['corrected'] => ({
    delta: -0.031,
    delta_low: -0.0707,
    delta_high: 0.0087,
    noninferior_p: 0.7,
    labels: 100,
    certified: moved({ task_share: one.floor === 0.02 ? 0.3 : 0.9, saving: 0.25, cost_after_usd: '0.00001575' }),
  });
  return {
    ...plain,
    headline: headline({ basis: 'corrected' }),
    standings: plain.standings.map((row) => ({ ...row, corrected: byModel[row.model] ?? null })),
    shares: plain.shares.map((one) => (one.candidate === 'linear' ? { ...one, corrected: correctedShare(one) } : one)),
    judging: judging({ validation: validation() }),
    ...more,
  };
}
