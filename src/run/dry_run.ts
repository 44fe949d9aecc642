import type { Config } from '../config/config.ts';
import type { DatasetSummary } from '../domain/task.ts';
import { type Estimate, openEstimate } from '../prices/estimate.ts';
import { countTokens } from '../prices/tokens.ts';
import { sentIdentities } from './announce.ts';
import { gateForecast } from './gate_forecast.ts';
import type { Host } from './host.ts';
import { type JudgeEstimate, openJudgeEstimate } from './judging/estimate.ts';
import { withoutKeys } from './open_providers.ts';
import { planForecast } from './plan_forecast.ts';
import { prepare } from './prepare.ts';
import { openPaidAnswers } from './reuse.ts';
import { draftRun } from './spec.ts';

/** What a run would take of one model. `reused` calls were paid for by an earlier run. Models that run here send nothing. */
export interface ModelEstimate extends Estimate {
  readonly model: string;
  readonly provider: string;
  readonly reused: number;
}

/** What a run would take: of its models, and at most of its judges. */
export interface RunEstimate {
  readonly models: readonly ModelEstimate[];
  readonly judges: readonly JudgeEstimate[];
}

/** An estimate, and the dataset that it is of. */
export interface DatasetEstimate extends RunEstimate {
  readonly dataset: Pick<DatasetSummary, 'tasks' | 'sha256'>;
}

/** `bench run --dry-run`: everything is opened and checked, nobody is asked, nothing is written. */
export async function dryRun(config: Config, fresh: boolean, host: Host): Promise<RunEstimate> {
  const { dataset, ...estimate } = await estimateRun(config, fresh, host);
  for (const line of [...gateForecast(config, dataset.tasks), ...planForecast(config, dataset.tasks)])
    host.progress.note(line);
  return estimate;
}

/** What a run would take, and of how many tasks. */
export async function estimateRun(config: Config, fresh: boolean, host: Host): Promise<DatasetEstimate> {
  const draft = await draftRun(config, host);
  const prepared = await prepare(draft, config.folder, {
    ...host,
    env: withoutKeys([...config.models, ...(config.judge?.models ?? [])], host.env),
  });
  const paid = fresh ? undefined : await openPaidAnswers(config.results, host.cwd, sentIdentities(prepared));
  try {
    const estimates = prepared.models.map((model) => ({
      model,
      calls: openEstimate(model.spec, model.price, host.now()),
      reused: 0,
    }));
    const { judging } = prepared;
    const judges = judging && openJudgeEstimate(prepared, judging, host.now());
    for await (const task of prepared.dataset.tasks()) {
      host.signal.throwIfAborted();
      await judges?.add(task);
      for (const estimate of estimates) {
        for (let repeat = 0; repeat < draft.repeats; repeat++) {
          const request = estimate.model.request(task, repeat);
          if (paid?.has(request.key)) estimate.reused++;
          else estimate.calls.add(request.messages.length > 0 ? await countTokens(request.messages) : 0);
        }
      }
    }
    const models = estimates.map(({ model, calls, reused }) => ({
      model: model.id,
      provider: model.spec.provider,
      reused,
      ...calls.total(),
    }));
    return {
      models,
      judges: judges?.total().filter(({ calls }) => calls > 0) ?? [],
      dataset: prepared.summary,
    };
  } finally {
    await paid?.close();
    await prepared.providers.close();
  }
}
