import { outcomeOf } from './gate.ts';
import type { GateCheck, GateFinding, GateVerdict } from './gate_types.ts';

/** Whether asking again could change anything: a limit was broken by figures that vary from run to run. */
export function needsConfirming({ findings }: GateVerdict): boolean {
  return findings.some(({ method }) => method !== 'recorded');
}

/** The first verdict, where only what a second run broke too is broken. A second run without a verdict decides nothing. */
export function confirmedBy(first: GateVerdict, second: GateVerdict): GateVerdict {
  const broken = (check: GateCheck) =>
    second.findings.some(({ model, limit }) => model === check.model && limit === check.limit);
  const checks = first.checks.map((check): GateCheck => {
    if (check.state !== 'broken' || check.method === 'recorded') return check;
    if (second.verdict === 'undecided' && !broken(check)) return { ...check, state: 'undecided', confirmed: false };
    return { ...check, state: broken(check) ? 'broken' : 'ok', confirmed: broken(check) };
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
