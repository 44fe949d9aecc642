import { existsSync } from 'node:fs';
import { limitsFor } from '../analysis/gate/gate.ts';
import { forecast } from '../analysis/gate/quality_change.ts';
import { ALPHA } from '../analysis/stats/distributions.ts';
import { USUAL_FLIP_RATE } from '../analysis/stats/power.ts';
import type { Config } from '../config/config.ts';
import { forecastWords } from '../report/gate_words.ts';
import { inert } from '../report/text.ts';
import { type BaselineFile, baselinePath, readBaseline } from '../results/baseline.ts';
import { baselinesBeside } from './baseline.ts';

/**
 * What the configured gate will be able to see, a line for each live model with a limit on its drop: before anything is spent. A limit that cannot be
 * seen is a warning.
 */
export function gateForecast(config: Config, tasks: number): readonly string[] {
  const { gate } = config;
  if (!gate) return [];
  const live = config.models.filter(({ id, provider }) => provider === 'openai' && (gate.models?.includes(id) ?? true));
  const tests = live.reduce((sum, { id }) => sum + noisyLimits(config, id), 0);
  const baseline = savedBaseline(config);
  const lines = new Map<string, string[]>();
  for (const { id } of live) {
    const asked = limitsFor(gate, id).max_quality_drop;
    if (asked === undefined) continue;
    const flip = flipOf(baseline, id) ?? USUAL_FLIP_RATE;
    const alpha = ALPHA / Math.max(1, tests);
    const visible = forecast(tasks, config.repeats, flip, { alpha });
    const detectable = forecast(tasks, config.repeats, flip, { alpha, allowed: asked });
    const blind = visible === null || visible > asked + 1e-12;
    const line = `${blind ? 'warning: ' : ''}gate: ${forecastWords(tasks, detectable, asked, flip)}`;
    lines.set(line, [...(lines.get(line) ?? []), id]);
  }
  return [...lines].map(([line, ids]) => `${line} (${ids.map(inert).join(', ')})`);
}

/** Tests that will share the error rate. */
function noisyLimits({ gate }: Config, id: string): number {
  const { max_quality_drop, max_cost_increase, max_latency_increase } = limitsFor(gate!, id);
  return [max_quality_drop, max_cost_increase, max_latency_increase].filter((limit) => limit !== undefined).length;
}

/** The baseline may be saved only after this run. */
function savedBaseline({ folder, gate }: Config): BaselineFile | undefined {
  const path = baselinePath(baselinesBeside(folder), gate!.baseline);
  if (!existsSync(path)) return undefined;
  try {
    return readBaseline(path, path);
  } catch {
    return undefined; // the gate itself says what is wrong with it
  }
}

function flipOf(baseline: BaselineFile | undefined, id: string): number | undefined {
  return baseline && Object.hasOwn(baseline.models, id) ? baseline.models[id]!.flip_rate : undefined;
}
