import type { RouterKind } from '../analysis/routing/routing_types.ts';
import type { RoutedModel, RoutedSegment, SavedRoute } from '../analysis/routing/saved_route.ts';
import { Problem } from '../domain/problem.ts';
import { percentDown, points } from './numbers.ts';
import { visibleText } from './text.ts';

/** What clients ask for; LiteLLM calls deployments of one name a group. */
const GROUP = 'routed';

/**
 * A segment route as a config of LiteLLM's proxy, by its tag-based routing: a request carries its segment as a tag, and one without a known tag goes to the
 * reference (the tag "default"). A segment that moves in part is split by weight. Only of a segment route: see `refuseFormat`. Sources:
 * https://docs.litellm.ai/docs/proxy/tag_routing, https://docs.litellm.ai/docs/routing (weights).
 */
export async function liteLlmConfig(route: SavedRoute): Promise<string> {
  const { policy, router, models, reference, candidate } = route;
  if (policy.segments === undefined) throw new Error(`a router by ${router.kind} has no segments`);
  if (policy.segments.every(({ segment }) => segment === '')) throw nothingToName();
  const [strong, weak] = [reference, candidate].map((id) => modelNamed(models, id));
  const { Document } = await import('yaml');
  const document = new Document({
    model_list: deployments(policy.segments, weak!, strong!),
    router_settings: { enable_tag_filtering: true, routing_strategy: 'simple-shuffle' },
  });
  document.commentBefore = comment(route, [weak!, strong!]);
  return document.toString({ lineWidth: 0 });
}

function nothingToName(): Problem {
  const message = 'the tasks of this run have no segments: there is nothing that a tag could name';
  return new Problem(2, {
    code: 'FORMAT',
    message,
    hint: 'map a column that is known before asking: columns: {segment: ...}',
  });
}

/** Tags of other purposes share the request with ours, and LiteLLM reads a leading "!" or "&": so no segment stands alone. */
const tagOf = ({ segment }: RoutedSegment): string => `segment:${segment}`;

function deployments(segments: readonly RoutedSegment[], weak: RoutedModel, strong: RoutedModel): object[] {
  const whole = (fraction: number) => segments.filter((one) => one.fraction === fraction).map(tagOf);
  const split = segments.filter(({ fraction }) => fraction > 0 && fraction < 1);
  const moved = whole(1);
  return [
    ...(moved.length > 0 ? [deployment(weak, moved)] : []),
    ...split.flatMap((one) => [
      deployment(weak, [tagOf(one)], one.fraction),
      deployment(strong, [tagOf(one)], 1 - one.fraction),
    ]),
    deployment(strong, ['default', ...whole(0)]),
  ];
}

function deployment({ provider, model, base_url, api_key_env, params }: RoutedModel, tags: string[], weight?: number) {
  const keyName = api_key_env ?? (base_url === undefined ? 'OPENAI_API_KEY' : undefined);
  const sent = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null));
  const place =
    provider === 'openai'
      ? {
          model: `openai/${model}`,
          ...(base_url === undefined ? {} : { api_base: base_url }),
          ...(keyName === undefined ? {} : { api_key: `os.environ/${keyName}` }),
        }
      : { model };
  // Whole numbers: what LiteLLM's documentation shows.
  const share = weight === undefined ? {} : { weight: Math.min(9999, Math.max(1, Math.round(weight * 10_000))) };
  return { model_name: GROUP, litellm_params: { ...sent, ...place, tags, ...share } };
}

function comment(route: SavedRoute, models: readonly RoutedModel[]): string {
  const { run, certified, floor, candidate, reference, policy } = route;
  const unknown = models.filter(({ provider }) => provider !== 'openai');
  const prompted = models.filter(({ own_prompt }) => own_prompt);
  const names = (some: readonly RoutedModel[]) => some.map(({ id }) => id).join(', ');
  return [
    `${candidate} in place of ${reference}: certified on run ${run} within ${points(floor)}, ${percentDown(certified.task_share)} of tasks`,
    `Ask for the model "${GROUP}" with the tag "segment:NAME"; anything else goes to ${reference}.`,
    ...(policy.segments?.some(({ segment }) => segment === '')
      ? ['A task without a segment has the tag "segment:".']
      : []),
    'A segment that moves in part is split by chance, request by request, and not by the hash of a route file.',
    ...(unknown.length > 0 ? [`Fill in where to ask, the run does not know it: ${names(unknown)}`] : []),
    ...(prompted.length > 0 ? [`Measured with a prompt of their own, which is yours to send: ${names(prompted)}`] : []),
  ]
    .map((line) => ` ${visibleText(line)}`)
    .join('\n');
}

function modelNamed(models: readonly RoutedModel[], id: string): RoutedModel {
  const found = models.find((model) => model.id === id);
  if (found) return found;
  throw new Problem(2, { code: 'ROUTE', message: `the route does not say how ${id} is asked` });
}

/** Refuses what a gateway's format has no place for, before anything is spent on it. Problem (exit 2). */
export function refuseFormat(as: 'litellm' | 'openrouter', router: RouterKind): void {
  const hint = 'decide before you ask: -o route.json, then bench route apply';
  // https://openrouter.ai/docs/model-routing, https://openrouter.ai/docs/features/presets
  const openrouter =
    'OpenRouter takes no rule of yours: "models" is a list for when one fails, a preset names one configuration, and its Auto Router chooses by itself';
  const message =
    as === 'openrouter'
      ? openrouter
      : `LiteLLM has no place for a router by ${router}: its tags can only name segments`;
  if (as === 'openrouter' || router !== 'segment') throw new Problem(2, { code: 'FORMAT', message, hint });
}
