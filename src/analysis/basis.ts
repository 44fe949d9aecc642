import type { Headline, Share } from './report_types.ts';
import type { Column } from './table.ts';

/** What the headline's numbers rest on, by the share that it names and the models that it speaks of. */
export function basisOf(share: Share | undefined, models: readonly Column[]): Headline['basis'] {
  if (share !== undefined && share.corrected !== null) return 'corrected';
  if (models.every(({ judged }) => judged.length === 0)) return 'exact';
  const labelled = models.some(({ judged }) => judged.some(({ label }) => label !== undefined));
  return labelled ? 'validated' : 'not_validated';
}
