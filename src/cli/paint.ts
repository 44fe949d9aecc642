import { styleText } from 'node:util';
import { type Paint, plainPaint } from '../report/paint.ts';
import type { Io, Out } from './io.ts';

/** Colour for one stream: only where a person looks, unless NO_COLOR, FORCE_COLOR, TERM=dumb, CI or `--no-color` say otherwise. */
export function paintFor(out: Out, env: Io['env'], argv: readonly string[]): Paint {
  return wantsColour(out, env, argv) ? colourPaint : plainPaint;
}

function wantsColour(out: Out, env: Io['env'], argv: readonly string[]): boolean {
  if (argv.includes('--no-color') || (env.NO_COLOR ?? '') !== '') return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return out.isTTY && env.TERM !== 'dumb' && !isCi(env);
}

/** True on every CI service that says so in the usual variable. */
export function isCi(env: Io['env']): boolean {
  return env.CI !== undefined && env.CI !== '' && env.CI !== '0' && env.CI !== 'false';
}

// validateStream: false, because whether to colour was decided above, for the stream that is written to.
const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  styleText(format, text, { validateStream: false });

const colourPaint: Paint = {
  bold: style('bold'),
  dim: style('dim'),
  green: style('green'),
  yellow: style('yellow'),
  red: style('red'),
  cyan: style('cyan'),
};
