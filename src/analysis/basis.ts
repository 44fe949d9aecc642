import { enoughLabels } from './judging/rectified.ts';
import type { Headline } from './report_types.ts';
import type { Share } from './share_types.ts';
import type { Column } from './table.ts';

/** What the headline's numbers rest on, by the share that it names and the models that it speaks of: each of them needs labels of its own. */
export function basisOf(share: Share | undefined, models: readonly Column[]): Headline['basis'] {
  if (share !== undefined && share.corrected !== null) return 'corrected';
  if (models.every(({ judged }) => judged.length === 0)) return 'exact';
  return models.every(({ judged }) => enoughLabels(labelsAmong(judged), judged.length)) ? 'validated' : 'not_validated';
}

function labelsAmong(judged: Column['judged']): number {
  return judged.filter(({ label }) => label !== undefined).length;
}
