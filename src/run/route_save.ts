import { basename, isAbsolute } from 'node:path';
import type { RoutedModel, SavedRoute } from '../analysis/routing/saved_route.ts';
import { Problem } from '../domain/problem.ts';
import type { RunFile, RunModel } from '../results/run_file.ts';
import type { Host } from './host.ts';
import type { Routed } from './route.ts';

const ABOUT =
  'Tasks that the router scores above policy.threshold go to the candidate; exactly on it, the part policy.fraction. The certificate is of exactly this router: trained on one half of the tasks, tested on the other.';
const ABOUT_SEGMENTS =
  'Tasks go to the candidate by segment, as policy.segments says; a segment that is not in it stays with the reference. The certificate is of exactly this table: learnt on one half of the tasks, tested on the other.';

/** The route as it is kept. Problem (exit 2) where nothing is certified: a file would be taken for a promise. */
export function savedRoute({ comparison, basis }: Routed, run: RunFile, host: Host): SavedRoute {
  const { candidate, reference, floor, chosen, certified } = comparison;
  if (chosen === null || certified === null) throw notCertified(comparison);
  const { order: _order, segments: _segments, ...promised } = certified;
  const { path, name, sha256, tasks, columns } = run.dataset;
  return {
    format: 'bench.route/1',
    about: chosen.router.kind === 'segment' ? ABOUT_SEGMENTS : ABOUT,
    bench: host.version,
    created_at: host.now().toISOString(),
    run: run.id,
    dataset: { path: name ?? (isAbsolute(path) ? basename(path) : path), sha256, tasks, columns: { ...columns } },
    reference,
    candidate,
    floor,
    router: chosen.router,
    policy: chosen.policy,
    certified: { confidence: 0.95, basis, ...promised },
    models: [reference, candidate].map((id) => routedModel(run.models.find((model) => model.id === id)!)),
  };
}

function routedModel(spec: RunModel): RoutedModel {
  const { id, provider, model, base_url, api_key_env, params, identity, prompt, system, price_used } = spec;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    id,
    provider,
    model,
    ...(base_url === undefined ? {} : { base_url }),
    ...(api_key_env === undefined ? {} : { api_key_env }),
    params,
    identity,
    own_prompt: prompt !== undefined || system !== undefined,
    price_source: text(price_used?.catalogue) ?? text(price_used?.source_note) ?? text(price_used?.source),
    price_date: text(price_used?.date),
  };
}

function notCertified({ candidate, router, needed_tasks }: Routed['comparison']): Problem {
  const enough = needed_tasks === null ? 'a floor above 0 points is needed' : `an estimated ${needed_tasks} tasks`;
  return new Problem(2, {
    code: 'NOT_CERTIFIED',
    message: `nothing was written: by ${router}, nothing is certified to move to ${candidate}`,
    hint:
      needed_tasks === null ? enough : `${enough} would show it if ${candidate} is as good; or accept more: --floor`,
  });
}
