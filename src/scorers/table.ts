import { canonicalJson } from '../domain/canonical.ts';
import { didYouMean } from '../domain/nearest.ts';
import { Problem } from '../domain/problem.ts';
import type { Scorer, ScorerSpec } from '../domain/scorer.ts';
import type { Json } from '../domain/task.ts';
import { choice } from './choice.ts';
import { contains } from './contains.ts';
import { exact } from './exact.ts';
import { isFileScorer, openFileScorer } from './file.ts';
import { json } from './json.ts';
import { judge } from './judge.ts';
import { OptionError, type OptionShapes, type ScorerKind, unscored } from './kind.ts';
import { scorerName } from './name.ts';
import { numeric } from './numeric.ts';
import { meant, readOptions } from './options.ts';
import { regex } from './regex.ts';
import { set } from './set.ts';

/** To add a scorer: one file beside this one that exports a ScorerKind, one line here, one test file. */
const SCORERS = {
  exact,
  choice,
  numeric,
  contains,
  regex,
  json,
  set,
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

/** True for the name of a scorer of the table; the user's own files are not in it. */
export function isKnownScorer(type: string): boolean {
  return Object.hasOwn(SCORERS, type);
}

/** Opens a scorer that the config names; `baseDir` is its folder, where the path of a user's own file starts. Throws a Problem (exit 2, SCORER), also for `judge`, which only tasks may name. */
export async function openScorer(spec: ScorerSpec, baseDir: string): Promise<Scorer> {
  const { type, ...given } = named(spec);
  if (type === 'judge') throw noJudge();
  if (!isFileScorer(type)) return openBuiltIn(spec);
  readOptions(type, {}, given);
  return openFileScorer(type, baseDir);
}

/** Opens a scorer that a task of a dataset names: one of the table, since a dataset is data and must not choose code to run. Throws a Problem (exit 2, SCORER). */
export async function openTaskScorer(spec: ScorerSpec): Promise<Scorer> {
  const { type } = named(spec);
  if (!isFileScorer(type)) return openBuiltIn(spec);
  const hint = 'put the file into bench.yaml (scorer: ...) and leave the scorer of these tasks empty';
  throw new Problem(2, { code: 'SCORER', message: `a dataset may not name a scorer file: ${type}`, hint });
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

/** False when a scorer can grade tasks without a label; a file of the user's may. Throws like `openScorer`. */
export function needsLabel(spec: ScorerSpec): boolean {
  if (isFileScorer(named(spec).type)) return false;
  const { kind, options } = readSpec(spec);
  return kind.needsLabel(options);
}

/** Why no answer to this label could be graded by this scorer; undefined when the label is fine, or only a file of the user's can tell. Throws like `openScorer`. */
export function checkLabel(spec: ScorerSpec, expected: Json): string | undefined {
  return isFileScorer(named(spec).type) ? undefined : labelCheckOf(spec)(expected);
}

type LabelCheck = (expected: Json) => string | undefined;

/** Every task of a dataset asks for the same few checks. */
const labelChecks = new Map<string, LabelCheck>();

function labelCheckOf(spec: ScorerSpec): LabelCheck {
  const key = canonicalJson(spec);
  let check = labelChecks.get(key);
  if (check === undefined) {
    const { type, kind, options } = readSpec(spec);
    check = kind.needsLabel(options) ? openGrader(type, kind, options).checkLabel : () => undefined;
    labelChecks.set(key, check);
  }
  return check;
}

function named(spec: ScorerSpec): { readonly type: string; readonly [option: string]: unknown } {
  return typeof spec === 'string' ? { type: spec } : spec;
}

function readSpec(spec: ScorerSpec): Opened {
  const { type, ...given } = named(spec);
  if (!isKnownScorer(type)) throw unknownScorer(type);
  const kind: ScorerKind = SCORERS[type as keyof typeof SCORERS];
  return { type, kind, options: readOptions(type, kind.options, given) as Opened['options'] };
}

function openGrader(type: string, kind: ScorerKind, options: Opened['options']) {
  try {
    return kind.open(options);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw new Problem(2, { code: 'SCORER', message: `scorer ${type}: ${error.message}`, hint: error.hint });
  }
}

function noJudge(): Problem {
  return new Problem(2, {
    code: 'SCORER',
    message: 'no judge is configured: tasks may name it, and stay without a verdict until one is',
    hint: `use one of ${usable().join(', ')}, or a file of your own such as ./my-scorer.js`,
  });
}

/** The scorers that can give a verdict now. */
function usable(): readonly string[] {
  return Object.keys(SCORERS).filter((type) => type !== 'judge');
}

function unknownScorer(type: string): Problem {
  const known = usable();
  return new Problem(2, {
    code: 'SCORER',
    message: `unknown scorer ${JSON.stringify(type)}${meant(didYouMean(String(type), known))}`,
    hint: `scorers: ${known.join(', ')}, or a file of your own such as ./my-scorer.js`,
  });
}
