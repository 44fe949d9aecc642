import type { Config } from '../config/config.ts';
import { type Estimate, openEstimate } from '../prices/estimate.ts';
import { countTokens } from '../prices/tokens.ts';
import { sentIdentities } from './announce.ts';
import type { Host } from './host.ts';
import { prepare } from './prepare.ts';
import { openPaidAnswers } from './reuse.ts';
import { draftRun } from './spec.ts';

/** What a run would take of one model. `reused` calls were paid for by an earlier run. Models that run here send nothing. */
export interface ModelEstimate extends Estimate {
  readonly model: string;
  readonly provider: string;
  readonly reused: number;
}

/** `bench run --dry-run`: everything is opened and checked, nobody is asked, nothing is written. */
export async function dryRun(config: Config, fresh: boolean, host: Host): Promise<readonly ModelEstimate[]> {
  const draft = await draftRun(config, host);
  const prepared = await prepare(draft, config.folder, { ...host, env: withoutKeys(config, host.env) });
  const paid = fresh ? undefined : await openPaidAnswers(config.results, host.cwd, sentIdentities(prepared));
  try {
    const estimates = prepared.models.map((model) => ({
      model,
      calls: openEstimate(model.spec, model.price, host.now()),
      reused: 0,
    }));
    for await (const task of prepared.dataset.tasks()) {
      host.signal.throwIfAborted();
      for (const estimate of estimates) {
        for (let repeat = 0; repeat < draft.repeats; repeat++) {
          const request = estimate.model.request(task, repeat);
          if (paid?.has(request.key)) estimate.reused++;
          else estimate.calls.add(request.messages.length > 0 ? await countTokens(request.messages) : 0);
        }
      }
    }
    return estimates.map(({ model, calls, reused }) => ({
      model: model.id,
      provider: model.spec.provider,
      reused,
      ...calls.total(),
    }));
  } finally {
    await paid?.close();
    await prepared.providers.close();
  }
}

/** Nobody is asked, so no key is needed: whatever is not set has a placeholder. */
function withoutKeys(config: Config, env: Host['env']): Host['env'] {
  const named = config.models.flatMap((model) => [model.api_key_env, ...Object.values(model.headers_env ?? {})]);
  const names = ['OPENAI_API_KEY', ...named.filter((name) => name !== undefined)];
  return { ...env, ...Object.fromEntries(names.map((name) => [name, env[name] || 'not-set'])) };
}
