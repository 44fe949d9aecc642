import type { Report } from '../../analysis/report_types.ts';
import { cascadesTable, whatIfTable } from '../cascades_table.ts';
import { figures } from './figures.ts';
import type { Child } from './markup.ts';

/** The cascades of one candidate, and what verifiers of given error rates would make of it; nothing where none was looked at. */
export function cascades({ detail }: Report, candidate: string, i: number): Child {
  const set = detail?.cascades?.find((one) => one.candidate === candidate);
  if (set === undefined) return null;
  const [measured, computed] = [cascadesTable(set), whatIfTable(set)];
  return [measured && figures(measured, `cascades${i}-t`), computed && figures(computed, `what-if${i}-t`)];
}
