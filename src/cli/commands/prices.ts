import { Problem } from '../../domain/problem.ts';
import type { AddCommand, Context } from '../command.ts';
import { countOf } from '../options.ts';
import type { PriceFlags } from '../prices.ts';

interface Flags extends PriceFlags {
  readonly input?: string;
  readonly output?: string;
  readonly at?: string;
}

const HELP = `
Without a model: those of the config, with the prices set there.

Examples:
  bench prices gpt-5.5 claude-opus-4-8 deepseek-v4-flash
  bench prices accounts/fireworks/models/glm-5p1 --base-url https://api.fireworks.ai/inference/v1
  bench prices deepseek-v4-flash --at 2026-11-22T02:00:00Z --input 3000 --output 800`;

export const addPrices: AddCommand = (program, context) => {
  program
    .command('prices')
    .description('what would be charged per 1,000 tasks')
    .argument('[model...]', 'model names as their provider knows them')
    .option('-c, --config <file>', 'config file (default: bench.yaml, found upwards)')
    .option('--base-url <url>', 'the endpoint that is asked; prices differ between them')
    .option('--input <tokens>', 'input tokens of a task (default: 1000)')
    .option('--output <tokens>', 'output tokens of a task (default: 300)')
    .option('--at <date>', 'when, ISO 8601 (default: now); some prices depend on the hour')
    .option('--json', 'one JSON document')
    .addHelpText('after', HELP)
    .action((models: readonly string[], flags: Flags) => act(models, flags, context));
};

async function act(models: readonly string[], flags: Flags, context: Context): Promise<void> {
  const { showPrices } = await import('../prices.ts');
  const usage = {
    input: countOf(flags.input, '--input', 1000),
    output: countOf(flags.output, '--output', 300),
    cached: 0,
    cache_write: 0,
    reasoning: 0,
  };
  await showPrices(models, flags, usage, momentOf(flags.at, context.io.now()), context);
}

function momentOf(text: string | undefined, now: Date): Date {
  const at = text === undefined ? now : new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new Problem(2, { code: 'USAGE', message: `--at takes a date such as 2026-11-22T02:00:00Z, not "${text}"` });
}
