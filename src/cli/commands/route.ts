import { Option } from 'commander';
import type { RouterKind } from '../../analysis/routing/routing_types.ts';
import type { EmbeddingSpec } from '../../domain/model.ts';
import { Problem } from '../../domain/problem.ts';
import type { RouteView } from '../../report/route_table.ts';
import type { RunFolder } from '../../results/folder.ts';
import type { RunFile } from '../../results/run_file.ts';
import type { Host } from '../../run/host.ts';
import type { Routed } from '../../run/route.ts';
import type { AddCommand, Context } from '../command.ts';
import { refuseTaken } from '../new_file.ts';
import { floorsOf } from '../options.ts';
import { addRouteApply } from './route_apply.ts';

interface Flags {
  readonly candidate?: string;
  readonly reference?: string;
  readonly floor?: string;
  readonly router: RouterKind;
  readonly as: Target;
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly config?: string;
  readonly results?: string;
}

type Target = 'route' | 'litellm' | 'openrouter';

const ROUTERS: readonly RouterKind[] = ['segment', 'length', 'tfidf', 'embedding'];
const TARGETS: readonly Target[] = ['route', 'litellm', 'openrouter'];

const HELP = `
Tells which tasks go to the candidate by what can be seen before they are answered: their segment, the
length of the text, its words, or vectors of an embedding model (embedding: in bench.yaml; kept in
results/.embeddings, so nothing is sent twice). Learnt on one half of the tasks, certified on the other.
Without -o nothing is written. What is not certified is never written.

Examples:
  bench route                                     all ways to route the newest run, side by side
  bench route --candidate linear --floor 2 -o route.json
  bench route --router embedding --dry-run        where to, how many texts, tokens, dollars; asks nobody
  bench route --as litellm -o litellm.yaml        a segment route for LiteLLM's proxy
  bench route apply route.json --dataset new.csv  decide tasks that nobody has answered yet`;

export const addRoute: AddCommand = (program, context) => {
  const route = program
    .command('route')
    .description('say which tasks can go to a cheaper model, as a file that a router can use')
    .usage('[run] [options]')
    .argument('[run]', 'run id or folder (default: the newest)')
    .option('--candidate <id>', 'where tasks go (default: the candidate of the answer)')
    .option('--reference <id>', 'the model to match')
    .option('--floor <points>', "points of quality that may be lost (default: the run's smallest floor)")
    .addOption(new Option('--router <kind>', 'what tasks are told apart by').choices(ROUTERS).default('segment'))
    .addOption(
      new Option('--as <format>', 'what -o writes; openrouter only says why not').choices(TARGETS).default('route'),
    )
    .option('-o, --output <file>', 'write the route to a file')
    .option('--force', 'replace a file that is there')
    .option('--json', 'all numbers as JSON')
    .option('--dry-run', 'with --router embedding: what would be sent; asks nobody')
    .option('-c, --config <file>', 'config with an embedding block (default: bench.yaml, found upwards)')
    .option('--results <folder>', 'where runs are kept (default: results, beside the config)')
    .addHelpText('after', HELP)
    .action((run: string | undefined, flags: Flags) => act(run, flags, context));
  addRouteApply(route, context);
};

async function act(named: string | undefined, flags: Flags, context: Context): Promise<void> {
  const { findNamedRun } = await import('../find_run.ts');
  const { requireWritable } = await import('../show.ts');
  const { readRunFile } = await import('../../results/folder.ts');
  const floor = floorOf(flags.floor);
  await refuseTarget(flags);
  refuseTaken(flags.output, flags.force, context);
  await requireWritable(flags.output, context);
  const embedding = flags.router === 'embedding' ? await embeddingOf(flags.config, context) : undefined;
  const folder = await findNamedRun(named, flags.results, context.io);
  const run = readRunFile(folder);
  if (flags.dryRun) return dryRun(folder, run, embedding, flags, context);
  const { openHost } = await import('../host.ts');
  const { routeOf } = await import('../../run/route.ts');
  const host = openHost(context);
  const { router, candidate, reference } = flags;
  const options = {
    router,
    ...(candidate === undefined ? {} : { candidate }),
    ...(reference === undefined ? {} : { reference }),
    ...(floor === undefined ? {} : { floor }),
    ...(embedding ? { embedding } : {}),
  };
  const routed = await routeOf(folder, run, options, host);
  if (routed.torn > 0) await warn(`left out an incomplete record at the end (${routed.torn} bytes)`, context);
  // First, so that nothing but the error is said where nothing can be written.
  const text = flags.output === undefined ? undefined : await textOf(routed, run, host, flags.as);
  await show(routed, flags, context);
  if (text !== undefined) await write(text, flags.output, context);
}

/** What is written must be asked for with -o, and must be something that the format can say. */
async function refuseTarget({ as, output, router }: Flags): Promise<void> {
  if (as === 'route') return;
  const { refuseFormat } = await import('../../report/route_litellm.ts');
  refuseFormat(as, router);
  if (output === undefined)
    throw new Problem(2, { code: 'USAGE', message: `--as ${as} needs a file`, hint: `--as ${as} -o ${as}.yaml` });
}

async function show(view: RouteView, flags: Flags, context: Context): Promise<void> {
  const { routeDocument, routeTable } = await import('../../report/route_table.ts');
  const { emit, widthOf } = await import('../show.ts');
  const { paintFor } = await import('../paint.ts');
  const { io, argv } = context;
  const options = {
    width: widthOf(io.stdout, io.env),
    color: paintFor(io.stdout, io.env, argv),
    unicode: true,
  };
  const text = flags.json ? `${JSON.stringify(routeDocument(view), null, 2)}\n` : routeTable(view, options);
  await emit(text, undefined, context);
}

async function textOf(routed: Routed, run: RunFile, host: Host, as: Target): Promise<string> {
  const { savedRoute } = await import('../../run/route_save.ts');
  const route = savedRoute(routed, run, host);
  if (as === 'route') return (await import('../../report/route_json.ts')).plainJson(route);
  return (await import('../../report/route_litellm.ts')).liteLlmConfig(route);
}

async function write(text: string, output: string | undefined, context: Context): Promise<void> {
  const { emit } = await import('../show.ts');
  const { inert } = await import('../../report/text.ts');
  await emit(text, output, context);
  await context.io.stderr.write(`wrote ${inert(output ?? '')}\n`);
}

async function dryRun(
  folder: RunFolder,
  run: RunFile,
  embedding: EmbeddingSpec | undefined,
  { router, json }: Flags,
  context: Context,
): Promise<void> {
  if (router !== 'embedding')
    throw new Problem(2, {
      code: 'USAGE',
      message: `--dry-run is for --router embedding: by ${router}, nothing is ever sent`,
    });
  const { estimateRoute } = await import('../../run/route.ts');
  const { embeddingText } = await import('../../report/route_embedding.ts');
  const { openHost } = await import('../host.ts');
  const estimate = await estimateRoute(folder, run, embedding, openHost(context));
  const document = { format: 'bench.embedding_estimate/1', ...estimate };
  await context.io.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : embeddingText(estimate));
}

/** The embedding block of the config, if there is one. */
async function embeddingOf(config: string | undefined, { io }: Context): Promise<EmbeddingSpec | undefined> {
  const { configIfAny } = await import('../baselines.ts');
  return (await configIfAny(config, {}, io))?.embedding;
}

function floorOf(text: string | undefined): number | undefined {
  const floors = text === undefined ? undefined : floorsOf([text], '--floor');
  if (floors === undefined || floors.length === 1) return floors?.[0];
  throw new Problem(2, { code: 'USAGE', message: `--floor takes one number of points, not "${text}"` });
}

async function warn(text: string, { io }: Context): Promise<void> {
  await io.stderr.write(`warning: ${text}\n`);
}
