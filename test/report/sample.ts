import type {
  Headline,
  MovedShare,
  Report,
  ReportFinding,
  ReportRun,
  Share,
  Standing,
} from '../../src/analysis/report_types.ts';
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
    ...more,
  };
}

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
    noninferior_p: 0.58,
    method: 'tango',
    oracle: 0.9612,
    random: 0.3114,
    certified: moved(),
    certified_random: moved({ order: 'random', task_share: 0.12, segments: [] }),
    estimate: moved({ task_share: 0.44 }),
    segment: { task_share: 0, spend_share: 0, segments: [], smallest_n: 133 },
    bounds: null,
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
    ...more,
  };
}

export const headline = (more: Partial<Headline>): Headline => ({ ...HEADLINE, ...more });
export const run = (more: Partial<ReportRun>): ReportRun => ({ ...RUN, ...more });
export const finding = (one: ReportFinding): ReportFinding => one;
