import type { GateCheck, GateFinding, GateNote, GateVerdict } from '../../src/analysis/gate/gate_types.ts';

/** A quality limit of `cheap` that is kept: 2 points allowed, half a point seen. */
export function check(more: Partial<GateCheck> = {}): GateCheck {
  return {
    model: 'cheap',
    limit: 'max_quality_drop',
    allowed: 0.02,
    observed: 0.005,
    low: -0.01,
    high: 0.02,
    state: 'ok',
    why: null,
    method: 'mcnemar_exact',
    p: 0.31,
    p_adjusted: 0.31,
    pairs: 300,
    losses: 9,
    gains: 7,
    ties: 284,
    detectable: 0.044,
    visible: 0.044,
    price_effect: null,
    usage_effect: null,
    before: null,
    after: null,
    place: { file: 'bench.yaml', line: 12 },
    ...more,
  };
}

export const broken = (more: Partial<GateCheck> = {}): GateFinding => ({
  ...check({ observed: 0.041, p: 0.003, p_adjusted: 0.003, losses: 14, gains: 2, ...more }),
  state: 'broken',
});

/** The verdict that goes with the checks. */
export function verdict(
  outcome: GateVerdict['verdict'],
  checks: readonly GateCheck[],
  notes: readonly GateNote[] = [],
): GateVerdict {
  return {
    format: 'bench.gate/1',
    verdict: outcome,
    exit_code: outcome === 'pass' ? 0 : outcome === 'fail' ? 1 : 3,
    run: '20261121-224455',
    baseline: 'main',
    dataset: 'tasks.csv',
    tasks: 300,
    checks,
    findings: checks.filter((one): one is GateFinding => one.state === 'broken'),
    notes,
    confirmed_by: null,
  };
}

/** Text as a model or a dataset could hold it: workflow commands, controls, half a character, the end of a CDATA block, Markdown. */
export const HOSTILE =
  '::error::x\n::stop-commands::y ##[error]z\x1b[31m\x00\x85\ud800 ]]></failure><x a="\'">&amp; | ![i](//e.example/p) [l](//e.example) @team <details><img src=x> `c` %0A::set-output name=a::b';
