import type { FlakyTask, ModelNoise, Noise } from '../analysis/noise_types.ts';
import type { FigureTable } from './figure_table.ts';
import { count, interval, percent } from './numbers.ts';

/** How many answers a rate looks at, over all models. */
function answersOf(models: readonly ModelNoise[]): number[] {
  return [...new Set(models.flatMap(({ pass }) => pass.map(({ k }) => k)))].sort((a, b) => a - b);
}

/** How often each model disagrees with itself, and what asking more than once would do. */
export function noiseTable(noise: Noise, reference: string): FigureTable {
  const ks = answersOf(noise.models);
  const most = ks.at(-1);
  // What lies between one answer and all of them leaves first.
  const rank = (k: number) => (k === most ? 2 : 10 + k);
  return {
    caption: 'noise: how often two answers of one model to the same task get different verdicts',
    columns: [
      { head: 'model', elastic: true },
      { head: 'tasks', rank: 5 },
      { head: 'disagrees\nwith itself' },
      { head: '95 %\ninterval', rank: 4 },
      { head: 'flaky\ntasks', rank: 3 },
      {
        head: 'noise in\nits quality',
        rank: 6,
        note: 'noise in its quality: part of the variance of that number that more repeats would take away',
      },
      ...ks.flatMap((k) =>
        k === 1
          ? [{ head: 'pass@1', rank: 1 }]
          : [
              { head: `pass@${k}`, rank: rank(k) },
              { head: `pass^${k}`, rank: rank(k) },
            ],
      ),
    ],
    rows: noise.models.map((model) => [...figures(model), ...ks.flatMap((k) => passCells(model, k))]),
    notes: [...noiseLegend(noise, reference), ...flakyWords(noise)],
  };
}

function figures({ model, tasks, disagreement, disagreement_low, disagreement_high, flaky, within_share }: ModelNoise) {
  return [
    model,
    count(tasks),
    percent(disagreement, 1),
    interval(disagreement_low, disagreement_high),
    count(flaky),
    percent(within_share),
  ];
}

function passCells({ pass }: ModelNoise, k: number): string[] {
  const rate = pass.find((one) => one.k === k);
  const cells = [percent(rate?.pass_at ?? null, 1), percent(rate?.pass_all ?? null, 1)];
  return k === 1 ? cells.slice(0, 1) : cells;
}

/** What the columns cannot say. */
export function noiseLegend({ models, reference_oracle: oracle }: Noise, reference: string): string[] {
  const most = answersOf(models).at(-1);
  return [
    ...(most === undefined || most < 2
      ? []
      : [`pass@${most}: at least one of ${most} answers is right; pass^${most}: all ${most} are`]),
    ...(oracle === null
      ? []
      : [
          `${reference} against another run of itself would have an oracle share of ${percent(oracle, 1)}: what is missing to 100 % is noise alone`,
        ]),
  ];
}

/** `t17 of linear (1 0 1)`. */
function flakyWords({ flaky, flaky_count }: Noise): string[] {
  if (flaky.length === 0) return [];
  const more = flaky_count - flaky.length;
  const names = flaky.map(({ task_id, model, scores }) => `${task_id} of ${model} (${scoreWords(scores)})`);
  return [`flaky tasks, the most divided first: ${names.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`];
}

function scoreWords(scores: FlakyTask['scores']): string {
  return scores.map((score) => String(Number(score.toFixed(2)))).join(' ');
}

/** Tasks on which a model does not agree with itself. */
export function flakyTable({ flaky, flaky_count }: Noise): FigureTable {
  const all = flaky.length === flaky_count ? '' : `; ${count(flaky.length)} of ${count(flaky_count)} are shown`;
  return {
    caption: `flaky tasks, the most divided first${all}`,
    columns: [{ head: 'task' }, { head: 'model', words: true }, { head: 'scores by repeat' }],
    rows: flaky.map(({ task_id, model, scores }) => [task_id, model, scoreWords(scores)]),
    notes: [],
  };
}
