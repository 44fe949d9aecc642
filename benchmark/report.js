// The report of 100,000 tasks x 10 models (1,000,000 trials), in this process: seconds of the analysis alone, without reading a run's folder.
import { analyse } from '../dist/analysis/report.js';

const tasks = Number(process.argv[2]);
const models = Array.from({ length: 10 }, (_, m) => `m${m}`);

/** 0..1, the same for the same place: a hash in place of dice. */
function chance(task, model) {
  let h = Math.imul(task + 1, 0x9e3779b1) ^ Math.imul(model + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

/** What a task costs with each model, spread over a factor of 3; written beforehand, because the making of trials is not what is measured. */
const costs = models.map((_, m) =>
  Array.from({ length: 500 }, (_, i) => ({ state: 'known', usd: (0.001 * 1.6 ** m * (0.5 + i / 500)).toFixed(9), source: 'config' })),
);

function* trials() {
  for (let i = 0; i < tasks; i++) {
    const common = { task_id: `t${i}`, repeat: 0, segment: `s${i % 20}`, weight: 1, status: 'ok', reused: false };
    const difficulty = chance(i, -1);
    for (const [m, model] of models.entries()) {
      const score = chance(i, m) * 0.4 + difficulty * 0.6 < 0.5 + m * 0.03 ? 1 : 0;
      yield { ...common, model, score, cost: costs[m][Math.floor(chance(i, m + 100) * 500)], ms: 100 + m };
    }
  }
}

const run = { id: 'benchmark', dataset: 'generated' };
const report = analyse(trials(), { run, reference: 'm9', models, quality_floors: [0.02, 0.05], seed: 1, tasks });
if (report.standings.length !== 10 || report.shares.length !== 18) throw new Error('not the report that was asked for');
