import { ALPHA } from '../stats/distributions.ts';
import { outcomeOf } from './gate.ts';
import type { GateCheck, GateFinding, GateVerdict } from './gate_types.ts';

/** What a second run is held against. */
export interface Confirming {
  /** Error rate of its tests. */
  readonly alpha?: number;
  /** Models whose answers are a recording: nobody can be asked again, and the first verdict stands. */
  readonly recorded?: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

const canVary = ({ method, model }: GateCheck, recorded: ReadonlySet<string>): boolean =>
  method !== 'recorded' && !recorded.has(model);

/** Whether asking again could change anything: a limit was broken by figures that vary from run to run. */
export function needsConfirming({ findings }: GateVerdict, recorded = NOBODY): boolean {
  return findings.some((finding) => canVary(finding, recorded));
}

/**
 * The error rate of the second test, which keeps both together at 1 %. Both runs are held against the same baseline, so their errors go together: by 1/2 where all have
 * as many trials a task, and two tests at 5 % would both fail in 1.2 % of unchanged pairs; at 5 % and 2.5 % in 0.7 %. With more trials than the baseline has they go
 * together the more, and only 1 % is sure.
 */
export function confirmingAlpha(before: number, after: number): number {
  return after > before ? 0.01 : ALPHA / 2;
}

/** McNemar's test has steps: on so few pairs that differ it rejects so much less than 5 % that two of them stay within 1 % (computed for 5 % flips). */
const DISCORDANT = 150;

/** The first verdict, where only what a second run broke too, surely enough, is broken. A second run without a verdict decides nothing. */
export function confirmedBy(
  first: GateVerdict,
  second: GateVerdict,
  { alpha = ALPHA / 2, recorded = NOBODY }: Confirming = {},
): GateVerdict {
  const checks = first.checks.map((check): GateCheck => {
    if (check.state !== 'broken' || !canVary(check, recorded)) return check;
    const again = second.checks.find(({ model, limit }) => model === check.model && limit === check.limit);
    if (again?.state === 'broken' && isSure(again, alpha)) return { ...check, confirmed: true };
    if (again?.state === 'broken' && isTooFew(again, second, alpha))
      return { ...check, state: 'undecided', why: 'underpowered', confirmed: false };
    const state = again && again.state !== 'undecided' && second.verdict !== 'undecided' ? 'ok' : 'undecided';
    return { ...check, state, confirmed: false };
  });
  const verdict = outcomeOf(checks);
  const refuted = checks.some(({ confirmed }) => confirmed === false);
  return {
    ...first,
    verdict,
    exit_code: verdict === 'pass' ? 0 : verdict === 'fail' ? 1 : 3,
    checks,
    findings: checks.filter((check): check is GateFinding => check.state === 'broken'),
    notes: refuted ? [...first.notes, { code: 'not_confirmed', run: second.run }] : first.notes,
    confirmed_by: second.run,
  };
}

function isSure({ method, p, p_adjusted, losses, gains }: GateCheck, alpha: number): boolean {
  const steps = method === 'mcnemar_exact' && (losses ?? 0) + (gains ?? 0) <= DISCORDANT;
  return (p_adjusted ?? p ?? 0) < (steps ? ALPHA : alpha);
}

/** There are so few tasks that no p could have been small enough. */
function isTooFew({ method, pairs, losses, gains }: GateCheck, { notes }: GateVerdict, alpha: number): boolean {
  if (method === 'runs_t') return false;
  const holm = notes.find((note) => note.code === 'holm');
  const signs = gains === 0 ? losses : pairs;
  return 2 ** -(signs ?? 0) * (holm?.tests ?? 1) >= alpha;
}
