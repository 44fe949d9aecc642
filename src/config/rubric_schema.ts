import { z } from 'zod';
import type { Complain } from './complaint.ts';
import { isMap, shown } from './complaint.ts';
import { name } from './shapes.ts';

const LONGEST_NAME = 80;

const criterion = z.strictObject({
  name: name
    .max(LONGEST_NAME)
    .regex(/^[^\r\n]*$/, 'must be one line')
    .describe('A short name, shown with its level.'),
  text: name.describe('What to look for.'),
  weight: z.number().positive().max(1e6).default(1).describe('How much it counts beside the others.'),
});

/** The shape of a rubric as it is written. */
export const rubricSchema = z.strictObject({
  about: z.string().default('').describe('What it is for, in one line.'),
  origin: z.string().default('').describe('Where its ideas come from.'),
  kind: z
    .enum(['pointwise', 'pass_fail', 'pairwise'])
    .describe('A level for each criterion, one pass or fail, or which of two answers is better.'),
  reference_answer: z
    .enum(['required', 'if_present', 'never'])
    .default('if_present')
    .describe('Whether the judge sees the label as a reference answer.'),
  instructions: z.string().default('').describe('What the judge is told before the criteria.'),
  scale: z
    .strictObject({
      min: z.int().min(-1000).max(1000).default(1).describe('The worst level.'),
      max: z.int().min(-1000).max(1000).default(5).describe('The best level.'),
      labels: z.record(z.string(), name).default({}).describe('What some of the levels mean.'),
    })
    .prefault({})
    .describe('Whole levels, for pointwise; 1 to 5 where absent.'),
  criteria: z.array(criterion).min(1).max(50).describe('What to look at.'),
});

/** A rubric that passed the shape. */
export type WrittenRubric = z.output<typeof rubricSchema>;

/** Rules over more than one field; takes data that may have failed the shape. */
export function complainOfRubric(data: unknown, complain: Complain): void {
  if (!isMap(data)) return;
  complainOfTwinCriteria(data.criteria, complain);
  if (data.scale === undefined || isMap(data.scale)) complainOfScale(data.scale ?? {}, complain);
}

function complainOfTwinCriteria(criteria: unknown, complain: Complain): void {
  if (!Array.isArray(criteria)) return;
  const names = criteria.map((one) => (isMap(one) ? one.name : undefined));
  for (const [i, own] of names.entries()) {
    const first = names.indexOf(own);
    if (typeof own === 'string' && first < i)
      complain(['criteria', i, 'name'], { message: `${shown(own)} is also the name of criteria[${first}]` });
  }
}

function complainOfScale(scale: Readonly<Record<string, unknown>>, complain: Complain): void {
  const { min = 1, max = 5, labels } = scale;
  if (!Number.isInteger(min) || !Number.isInteger(max)) return;
  const [low, high] = [Number(min), Number(max)];
  if (low >= high) complain(['scale'], { message: `the best level, ${high}, must be above the worst, ${low}` });
  if (high - low > 100)
    complain(['scale'], { message: 'more than 101 levels', hint: 'judges tell few levels apart: 1 to 5' });
  for (const level of Object.keys(isMap(labels) ? labels : {})) {
    if (/^-?\d+$/.test(level) && Number(level) >= low && Number(level) <= high) continue;
    complain(['scale', 'labels', level], { message: `${shown(level)} is not a level from ${low} to ${high}` }, true);
  }
}
