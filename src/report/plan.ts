import { SEEN_DISCORDANCE } from '../analysis/plan/plan.ts';
import type { Plan } from '../analysis/plan/plan_types.ts';
import { json } from './json.ts';
import { wrap } from './measure.ts';
import { dollars } from './money.ts';
import { count, counted, percent, points } from './numbers.ts';
import { costOf, DECIDES_WORDS, floorUp, floorWords, planSentence, SOURCE_WORDS } from './plan_words.ts';
import { alignedTable, type Column } from './terminal.ts';
import { inert } from './text.ts';

interface PlanOptions {
  readonly width: number;
}

function columns(tasks: number): readonly Column[] {
  return [
    { head: 'candidate', align: 'left', elastic: true },
    { head: 'differ on', align: 'right' },
    { head: '', align: 'left', rank: 1 },
    { head: 'points', align: 'right' },
    { head: 'tasks', align: 'right' },
    { head: 'one test', align: 'right' },
    { head: 'dollars', align: 'right' },
    { head: `with ${count(tasks)}`, align: 'right' },
  ];
}

function rows({ candidates, cost_per_task_usd }: Plan): string[][] {
  const all = candidates.flatMap((candidate) => candidate.floors.map((floor) => ({ candidate, floor })));
  const costs = dollars(all.map(({ floor }) => costOf(cost_per_task_usd, floor.tasks)));
  return all.map(({ candidate, floor }, i) => [
    inert(candidate.candidate),
    percent(candidate.discordance, 1),
    SOURCE_WORDS[candidate.source],
    points(floor.floor).split(' ')[0]!,
    floor.tasks === null ? 'never' : count(floor.tasks),
    floor.tasks_whole === null ? 'never' : count(floor.tasks_whole),
    floor.tasks === null ? '-' : costs[i]!,
    DECIDES_WORDS[floor.decides],
  ]);
}

function smallest({ candidates, tasks }: Plan): string[] {
  return candidates.map(
    ({ candidate, smallest_floor, smallest_floor_whole }) =>
      `${inert(candidate)}: with ${counted(tasks, 'task')} the smallest floor is ${floorWords(smallest_floor)}, ${floorUp(smallest_floor_whole)} in one test`,
  );
}

function assumption({ candidates }: Plan): string[] {
  if (candidates.every(({ source }) => source !== 'assumed')) return [];
  const { low, high } = SEEN_DISCORDANCE;
  return [
    `Nobody has measured on how many tasks they differ; ${percent(low).slice(0, -2)} to ${percent(high)} has been seen.`,
    'A first run on some 100 tasks measures it: bench plan --from RUN.',
  ];
}

function costNotes({ costs, cost_per_task_usd }: Plan): string[] {
  const unknown = costs.filter((cost) => cost.cost_per_task_usd === null).map(({ model }) => inert(model));
  const estimated = costs.some(({ source }) => source === 'estimated');
  if (cost_per_task_usd === null) return ['Dollars: no cost of any model is known.'];
  return [
    `Dollars: all models on so many tasks${estimated ? '; input counted, output assumed' : ', as measured'}.`,
    ...(unknown.length > 0 ? [`Not in it: ${unknown.join(', ')} (no cost is known).`] : []),
  ];
}

function good({ difference, reference, power, alpha }: Plan): string {
  const as = difference === 0 ? 'is as good as' : `is ${points(-difference)} worse than`;
  return `If a candidate ${as} ${inert(reference)}, ${percent(power)} of runs certify it; error ${percent(alpha)}.`;
}

/** The plan for a terminal: at most `width` wide, the answer last. */
function table(plan: Plan, { width }: PlanOptions): string {
  const head = `${inert(plan.dataset)}  ${counted(plan.tasks, 'task')}   reference ${inert(plan.reference)}`;
  const from = plan.run === null ? '' : `   measured in ${inert(plan.run)}`;
  const notes = [
    ...smallest(plan),
    good(plan),
    'Tasks: so that half of them certify a move of everything; a part may take fewer.',
    'One test: all of them test that everything can move; no share is asked for.',
    ...assumption(plan),
    ...costNotes(plan),
  ];
  return [
    ...wrap(`${head}${from}`, width),
    alignedTable(rows(plan), columns(plan.tasks), { width }),
    ...notes.flatMap((note) => wrap(note, width, '  ')),
    planSentence(plan),
    '',
  ].join('\n');
}

/** Every way to show a plan. */
export const planRenderers = { table, json: (plan: Plan) => json(plan) };
