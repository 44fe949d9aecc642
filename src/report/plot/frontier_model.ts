import type { Report } from '../../analysis/report_types.ts';
import type { Standing } from '../../analysis/standing_types.ts';
import { qualityBasis } from '../basis_words.ts';
import { frontierDoubt } from '../frontier_words.ts';
import { NOT_VALIDATED } from '../judge_words.ts';
import { dollarsInWords, perThousand } from '../money.ts';
import { count, counted, interval, percent } from '../numbers.ts';

/** A model as it is drawn: dollars per 1,000 tasks, fractions. */
export interface FrontierMark {
  readonly model: string;
  readonly standing: Standing;
  readonly cost: number;
  readonly cost_low: number | null;
  readonly cost_high: number | null;
  readonly quality: number;
  readonly isReference: boolean;
  readonly onFrontier: boolean;
  readonly onHull: boolean;
  /** `55 %`: on the frontier in fewer than 95 % of resamples; else empty. */
  readonly doubt: string;
  /** A judge's verdicts alone, that nobody checked. */
  readonly isDoubtful: boolean;
}

const thousand = (usd: string | null): number | null => (usd === null ? null : Number(perThousand(usd)));

/** The points of the frontier with everything that is drawn of them, cheapest first. */
export function frontierMarks(report: Report): FrontierMark[] {
  const { frontier, run, standings } = report;
  return frontier.points.flatMap(({ model, cost_per_task_usd, quality }) => {
    const standing = standings.find((row) => row.model === model);
    if (standing === undefined) return [];
    return {
      model,
      standing,
      cost: Number(perThousand(cost_per_task_usd)),
      cost_low: thousand(standing.cost_low_usd),
      cost_high: thousand(standing.cost_high_usd),
      quality,
      isReference: model === run.reference,
      onFrontier: frontier.pareto.includes(model),
      onHull: frontier.hull.includes(model),
      doubt: frontier.pareto.includes(model) ? frontierDoubt(report, model) : '',
      isDoubtful: qualityBasis(standing, report) === 'not_validated',
    };
  });
}

/** `linear: 89.1 % (85.6-91.8), $0.0008 per 1,000 tasks ($0.0007 to $0.0009)`. */
export function markWords({ model, standing, doubt }: FrontierMark): string {
  const { quality, quality_low, quality_high, cost_per_task_usd, cost_low_usd, cost_high_usd } = standing;
  const [cost, low, high] = dollarsInWords([cost_per_task_usd, cost_low_usd, cost_high_usd].map(perThousand));
  const range = cost_low_usd === null || cost_low_usd === cost_high_usd ? '' : ` (${low} to ${high})`;
  return `${model}: ${percent(quality, 1)} (${interval(quality_low, quality_high)}), ${cost} per 1,000 tasks${range}${doubt === '' ? '' : `, on the frontier in ${doubt} of resamples`}`;
}

/** What a reader who cannot see the picture needs of it. */
export function frontierDescription(report: Report, marks: readonly FrontierMark[]): string {
  if (marks.length === 0) return 'No model has both a known cost and a known quality.';
  const frontier = report.frontier.pareto.flatMap((model) => marks.find((mark) => mark.model === model) ?? []);
  const most = 12;
  const named = frontier.slice(0, most).map(markWords).join('; ');
  const more = frontier.length > most ? ` and ${count(frontier.length - most)} more` : '';
  const reference = marks.find(({ isReference, onFrontier }) => isReference && !onFrontier);
  return [
    `Quality against cost per 1,000 tasks (logarithmic) of ${counted(marks.length, 'model')}.`,
    `On the frontier, cheapest first: ${named}${more}.`,
    ...(reference ? [`The reference is not on it: ${markWords(reference)}.`] : []),
  ].join(' ');
}

/** Models without a place, and why. */
function missing({ standings, frontier }: Report): string[] {
  const drawn = new Set(frontier.points.map(({ model }) => model));
  const left = standings.filter(({ model }) => !drawn.has(model));
  const groups = [
    ['quality unknown', left.filter(({ quality }) => quality === null)],
    ['cost unknown', left.filter(({ quality, cost_per_task_usd: cost }) => quality !== null && cost === null)],
    [
      'too few known costs or verdicts',
      left.filter(({ quality, cost_per_task_usd: cost }) => quality !== null && cost !== null),
    ],
  ] as const;
  return groups.flatMap(([why, rows]) =>
    rows.length === 0 ? [] : [`Not drawn, ${why}: ${rows.map(({ model }) => model).join(', ')}.`],
  );
}

/** Sentences for the caption: what the marks mean, and which models have no place. Plain text, not escaped. */
export function frontierNotes(report: Report): string[] {
  const marks = frontierMarks(report);
  if (marks.length === 0) return missing(report);
  return [
    `Diamond: the reference. Filled: on the frontier (none cheaper and better). Hollow: another model is at least as good and as cheap. Light lines: 95 % intervals.`,
    ...(marks.some(({ doubt }) => doubt !== '')
      ? ['Percent behind a name: in so many resamples of the tasks it is on the frontier.']
      : []),
    ...(report.frontier.hull.length > 1 ? ['Dashed: what mixing two models at random reaches.'] : []),
    ...(marks.some(({ isDoubtful }) => isDoubtful) ? [`j: ${NOT_VALIDATED}.`] : []),
    ...(marks.some(({ standing }) => standing.corrected) ? ['Cross bar: quality corrected by human labels.'] : []),
    ...missing(report),
  ];
}
