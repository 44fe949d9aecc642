import { Problem } from '../domain/problem.ts';
import type { Scorer, ScorerSpec } from '../domain/scorer.ts';
import type { Json } from '../domain/task.ts';
import { choice } from './choice.ts';
import { exact } from './exact.ts';
import { judge } from './judge.ts';
import { type OptionShapes, type ScorerKind, unscored } from './kind.ts';
import { scorerName } from './name.ts';
import { numeric } from './numeric.ts';
import { readOptions } from './options.ts';
import { didYouMean } from './suggest.ts';

/** To add a scorer: one file beside this one that exports a ScorerKind, one line here, one test file. */
const SCORERS = {
  exact,
  choice,
  numeric,
  judge,
} satisfies Record<string, ScorerKind>;

interface Opened {
  readonly type: string;
  readonly kind: ScorerKind;
  readonly options: Readonly<Record<string, never>>;
}

/** Every scorer with the shapes of its options, as plain data for the config's schema and help. */
export const scorerOptions: Readonly<Record<string, { readonly about: string; readonly options: OptionShapes }>> =
  Object.fromEntries(Object.entries(SCORERS).map(([type, { about, options }]) => [type, { about, options }]));

/** True for the name of a scorer of the table; the user's own files are not in it (see `isFileScorer`). */
export function isKnownScorer(type: string): boolean {
  return Object.hasOwn(SCORERS, type);
}

/** Opens a scorer; `baseDir` is the folder of the config, where the path of a user's own scorer file starts. Throws a Problem (exit 2, SCORER). */
export async function openScorer(spec: ScorerSpec, baseDir: string): Promise<Scorer> {
  void baseDir;
  return openBuiltIn(spec);
}

function openBuiltIn(spec: ScorerSpec): Scorer {
  const { type, kind, options } = readSpec(spec);
  const grader = openGrader(type, kind, options);
  const needsLabel = kind.needsLabel(options);
  return {
    name: scorerName(type, kind.version, kind.options, options),
    grade(text, task) {
      if (task.expected === undefined && needsLabel) return unscored('no label');
      return grader.grade(text, task.expected ?? null);
    },
  };
}

/** Why no answer to this label could be graded by this scorer; undefined when the label is fine. Throws like `openScorer`. */
export function checkLabel(spec: ScorerSpec, expected: Json): string | undefined {
  const { type, kind, options } = readSpec(spec);
  return kind.needsLabel(options) ? openGrader(type, kind, options).checkLabel(expected) : undefined;
}

function readSpec(spec: ScorerSpec): Opened {
  const { type, ...given } = typeof spec === 'string' ? { type: spec } : spec;
  if (!isKnownScorer(type)) throw unknownScorer(type);
  const kind: ScorerKind = SCORERS[type as keyof typeof SCORERS];
  return { type, kind, options: readOptions(type, kind.options, given) as Opened['options'] };
}

function openGrader(type: string, kind: ScorerKind, options: Opened['options']) {
  try {
    return kind.open(options);
  } catch (error) {
    throw new Problem(2, { code: 'SCORER', message: `scorer ${type}: ${error instanceof Error ? error.message : String(error)}` });
  }
}

function unknownScorer(type: string): Problem {
  const known = Object.keys(SCORERS);
  return new Problem(2, {
    code: 'SCORER',
    message: `unknown scorer ${JSON.stringify(type)}${didYouMean(String(type), known)}`,
    hint: `scorers: ${known.join(', ')}, or a file of your own such as ./my-scorer.js`,
  });
}
