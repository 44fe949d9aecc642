import { z } from 'zod';
import { SHARE_ROUTERS } from '../analysis/gate/gate_types.ts';
import { name } from './shapes.ts';

const points = z.number().min(0).max(100);
const percent = z.number().min(0).max(100_000);

/** Limits as they are written: points and percent. */
export const limits = {
  max_quality_drop: points
    .exactOptional()
    .describe('Points of quality that may be lost against the baseline before the gate fails.'),
  max_cost_increase: percent.exactOptional().describe('Percent by which the cost of a task may rise.'),
  max_latency_increase: percent.exactOptional().describe('Percent by which the typical latency may rise.'),
  min_quality: points.exactOptional().describe('The least quality in percent, whatever the baseline.'),
  min_certified_share: z
    .union([
      points,
      z.strictObject({
        share: points.describe('Percent of the tasks.'),
        floor: points.describe('Quality floor in points; one of quality_floors.'),
        router: z
          .enum(SHARE_ROUTERS)
          .exactOptional()
          .describe(
            'The order in which tasks move: by segment (the default, and what the headline speaks of), or by a router that looks at their texts.',
          ),
      }),
    ])
    .exactOptional()
    .describe(
      'The least share of the tasks, in percent, that a candidate must be certified for: 30, or {share: 30, floor: 2, router: tfidf}.',
    ),
  max_unscored: z
    .union([
      z.int().min(0),
      z.string().regex(/^(100(\.0+)?|\d{1,2}(\.\d+)?)\s*%$/, 'write a whole number, or a percentage such as "2 %"'),
    ])
    .exactOptional()
    .describe('Answers that may lack a verdict, as a number or as "2 %"; they then count both ways. 0 by default.'),
};

/** Limits of one model, over those of the gate block. */
export const modelGate = z.strictObject(limits);

/** The `gate` block as it is written. */
export const gate = z.strictObject({
  baseline: name.default('main').describe('Name of the baseline to compare with: baselines/NAME.json.'),
  models: z.array(name).min(1).exactOptional().describe('The models that are gated; by default all.'),
  underpowered: z
    .enum(['refuse', 'warn'])
    .default('refuse')
    .describe('What to do where the tasks are too few to see the drop that is asked for: exit 3, or a warning.'),
  ...limits,
});

export type GateBlock = z.output<typeof gate>;
export type LimitsBlock = z.output<typeof modelGate>;
