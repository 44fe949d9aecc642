import { expect, test } from 'vitest';
import type { Report } from '../../src/analysis/report_types.ts';
import { withSafeTexts } from '../../src/report/inert_report.ts';
import {
  agreement,
  beaten,
  corrected,
  finding,
  frontierPoint,
  headline,
  judge,
  judging,
  moved,
  report,
  run,
  share,
  standing,
  validation,
} from './sample.ts';

/** A report whose every outside text is the same hostile one. */
function hostile(evil: string): Report {
  const segments = [{ segment: evil, fraction: 1 }];
  return report({
    run: run({ id: evil, dataset: evil, reference: evil, models: [evil], segments: [evil], scorers: [evil] }),
    headline: headline({ candidate: evil }),
    standings: [standing(evil)],
    frontier: {
      points: [frontierPoint(evil, '1', 1, { beaten_by: beaten(evil) })],
      ...{ pareto: [evil], hull: [evil], aiq: 1 },
    },
    shares: [
      share(evil, {
        reference: evil,
        certified: moved({ segments }),
        certified_random: moved({ segments }),
        estimate: moved({ segments }),
        segment: { task_share: 1, spend_share: 1, segments: [evil], smallest_n: 133 },
        corrected: {
          delta: 0,
          delta_low: 0,
          delta_high: 0,
          noninferior_p: 0,
          labels: 9,
          certified: moved({ segments }),
        },
      }),
    ],
    findings: [
      finding({ code: 'selected_of_many', candidates: 2, floor: 0.02, selected: evil }),
      finding({ code: 'cost_unknown', model: evil, known: 1, trials: 2, on_frontier: true }),
      finding({
        ...{ code: 'segment_out_of_line', model: evil, segment: evil, tasks: 9 },
        ...{ quality: 0, expected: 1, p: 0 },
      }),
      finding({
        ...{ code: 'price_order_differs', cheaper_list: evil, cheaper_task: evil, pairs: 1 },
        ...{ list_input_usd: [1, 2], list_output_usd: [1, 2], cost_per_task_usd: ['2', '1'] },
      }),
      finding({ code: 'same_family', judge: evil, models: [evil, evil] }),
      finding({ code: 'probes_passed', judge: evil, passed: [evil], probes: 6, probes_unread: 0 }),
    ],
    detail: {
      curves: [{ candidate: evil, reference: evil, curves: [] }],
      segments: [
        {
          segment: evil,
          tasks: 1,
          models: [
            {
              ...{ model: evil, scored: 1, quality: 1, quality_low: 0, quality_high: 1, cost_per_task_usd: '1' },
              quality_method: 'wilson',
            },
          ],
        },
      ],
    },
    judging: judging({
      rubrics: [{ name: evil, kind: 'pointwise', sha256: evil }],
      judges: [
        judge({
          judge: evil,
          model: evil,
          served: [evil],
          prompt_hash: evil,
          same_family: [evil],
          probes_passed: [evil],
        }),
      ],
      validation: validation({
        labelled_at: evil,
        by_model: [{ ...agreement(), model: evil }],
        by_segment: [{ ...agreement(), segment: evil }],
      }),
    }),
  });
}

test('no text of the report is missed, and nothing else is touched', () => {
  const safe = withSafeTexts(hostile('EVIL'), (text) => text.replace('EVIL', 'inert'));
  expect(JSON.stringify(safe)).not.toContain('EVIL');
  expect(safe).toEqual(hostile('inert'));
});

test('dollars in findings and of judges stay numbers', () => {
  const sums = { reported_usd: '0.03', list_usd: '0.02' };
  const safe = withSafeTexts(
    report({ findings: [{ code: 'reported_cost_differs', model: 'a', calls: 1, ...sums }], judging: judging() }),
    (text) => `<${text}>`,
  );
  expect(safe.findings).toEqual([{ code: 'reported_cost_differs', model: '<a>', calls: 1, ...sums }]);
  expect([safe.judging?.cost_usd, safe.judging?.judges[0]?.cost_usd]).toEqual(['0.0123', '0.0123']);
});

test('the order of the fields is kept', () => {
  expect(JSON.stringify(withSafeTexts(corrected(), (text) => text))).toBe(JSON.stringify(corrected()));
  expect(JSON.stringify(withSafeTexts(report(), (text) => text))).toBe(JSON.stringify(report()));
});
