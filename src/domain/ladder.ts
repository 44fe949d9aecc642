import { canonicalJson } from './canonical.ts';
import type { ScorerSpec, SingleScorerSpec } from './scorer.ts';

/** One rung of a ladder, always in the long form: its type and its options. */
export type Rung = { readonly type: string; readonly [option: string]: unknown };

/** The scorers of a spec in their order; a single scorer is a ladder of one. */
export function rungsOf(spec: ScorerSpec): readonly Rung[] {
  return isLadder(spec) ? spec.map(rungOf) : [rungOf(spec)];
}

function rungOf(spec: SingleScorerSpec): Rung {
  return typeof spec === 'string' ? { type: spec } : spec;
}

/** True for a list of scorers. */
export function isLadder(spec: ScorerSpec): spec is readonly SingleScorerSpec[] {
  return Array.isArray(spec);
}

/** True when a spec leaves some answers, or all, to a judge. */
export function asksJudge(spec: ScorerSpec): boolean {
  return rungsOf(spec).some(({ type }) => type === 'judge');
}

/** What makes a ladder useless: `rung` counts from 0, and is absent where the whole list is meant. */
export interface LadderFault {
  readonly rung?: number;
  readonly message: string;
  readonly hint: string;
}

/** Every fault of the order of a ladder; the rungs themselves are not looked at. */
export function ladderFaults(spec: ScorerSpec): readonly LadderFault[] {
  const rungs = rungsOf(spec);
  if (rungs.length === 0) return [{ message: 'the list is empty', hint: 'for example [exact, judge]' }];
  const texts = rungs.map((rung) => canonicalJson(rung));
  return rungs.flatMap(({ type }, rung): readonly LadderFault[] => {
    if (type === 'judge' && rung < rungs.length - 1)
      return [
        {
          rung,
          message: 'only the last scorer may be a judge',
          hint: 'a judge leaves nothing to decide after it: put it last',
        },
      ];
    if (texts.indexOf(texts[rung]!) < rung)
      return [
        { rung, message: `${type} stands here twice`, hint: 'a second look decides nothing: keep one of the two' },
      ];
    return [];
  });
}
