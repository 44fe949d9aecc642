import { expect, test } from 'vitest';
import type { Report } from '../../src/analysis/report_types.ts';
import { withSafeTexts } from '../../src/report/inert_report.ts';
import { finding, headline, moved, report, run, share, standing } from './sample.ts';

/** A report whose every outside text is the same hostile one. */
function hostile(evil: string): Report {
  const segments = [{ segment: evil, fraction: 1 }];
  return report({
    run: run({ id: evil, dataset: evil, reference: evil, models: [evil], segments: [evil], scorers: [evil] }),
    headline: headline({ candidate: evil }),
    standings: [standing(evil)],
    frontier: { points: [{ model: evil, cost_per_task_usd: '1', quality: 1 }], pareto: [evil], hull: [evil], aiq: 1 },
    shares: [
      share(evil, {
        reference: evil,
        certified: moved({ segments }),
        certified_random: moved({ segments }),
        estimate: moved({ segments }),
        segment: { task_share: 1, spend_share: 1, segments: [evil], smallest_n: 133 },
      }),
    ],
    findings: [
      finding({ code: 'selected_of_many', candidates: 2, floor: 0.02, selected: evil }),
      finding({ code: 'cost_unknown', model: evil, known: 1, trials: 2, on_frontier: true }),
    ],
  });
}

test('no text of the report is missed, and nothing else is touched', () => {
  const safe = withSafeTexts(hostile('EVIL'), (text) => text.replace('EVIL', 'inert'));
  expect(JSON.stringify(safe)).not.toContain('EVIL');
  expect(safe).toEqual(hostile('inert'));
});

test('the order of the fields is kept', () => {
  expect(JSON.stringify(withSafeTexts(report(), (text) => text))).toBe(JSON.stringify(report()));
});
