import { canonicalJson } from '../domain/canonical.ts';
import { ladderFaults, type Rung, rungsOf } from '../domain/ladder.ts';
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
import { anyScore, OptionError, type OptionShapes, type ScorerKind, unscored } from './kind.ts';
import { climb, joined, ladderName, type OpenRung } from './ladder.ts';
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

/** A scorer or a ladder, opened. Where `judge` is present, what only a judge can decide is graded unscored with NEEDS_JUDGE. */
export interface OpenedScorer extends Scorer {
  /** A judge comes last; "" is the rubric of the judge block. */
  readonly judge?: { readonly rubric: string };
}

/** Opens what the config names; `baseDir` is its folder, where the path of a user's own file starts. Throws a Problem (exit 2, SCORER). */
export async function openScorer(spec: ScorerSpec, baseDir: string): Promise<OpenedScorer> {
  return openLadder(spec, (rung) => (isFileScorer(rung.type) ? openFile(rung, baseDir) : openBuiltIn(rung)));
}

/** Opens what a task of a dataset names: scorers of the table, since a dataset is data and must not choose code to run. Throws a Problem (exit 2, SCORER). */
export async function openTaskScorer(spec: ScorerSpec): Promise<OpenedScorer> {
  return openLadder(spec, (rung) => {
    if (!isFileScorer(rung.type)) return openBuiltIn(rung);
    const hint = 'put the file into bench.yaml (scorer: ...) and leave the scorer of these tasks empty';
    throw new Problem(2, { code: 'SCORER', message: `a dataset may not name a scorer file: ${rung.type}`, hint });
  });
}

async function openLadder(spec: ScorerSpec, open: (rung: Rung) => OpenRung | Promise<OpenRung>): Promise<OpenedScorer> {
  refuseFaults(spec);
  const rungs: OpenRung[] = [];
  for (const rung of rungsOf(spec)) rungs.push(await open(rung));
  const [only] = rungs;
  const grade: Scorer['grade'] = rungs.length === 1 ? only!.grade : (text, task) => climb(rungs, text, task);
  const last = rungsOf(spec).at(-1)!;
  const judged = last.type === 'judge' ? { judge: { rubric: String(last.rubric ?? '') } } : {};
  return { name: ladderName(rungs), grade, ...judged };
}

function refuseFaults(spec: ScorerSpec): void {
  const [first, ...rest] = ladderFaults(spec).map(({ rung, message, hint }) => ({
    code: 'SCORER',
    message: rung === undefined ? `scorer: ${message}` : `scorer ${rung + 1} of the list: ${message}`,
    hint,
  }));
  if (first !== undefined) throw new Problem(2, first, ...rest);
}

async function openFile({ type, ...given }: Rung, baseDir: string): Promise<OpenRung> {
  readOptions(type, {}, given);
  const { name, grade } = await openFileScorer(type, baseDir);
  return { name, grade, decides: anyScore, refuses: () => undefined };
}

function openBuiltIn(rung: Rung): OpenRung {
  const { type, kind, options } = readSpec(rung);
  const grader = openGrader(type, kind, options);
  const needsLabel = kind.needsLabel(options);
  return {
    name: scorerName(type, kind.version, kind.options, options),
    decides: kind.decides,
    refuses({ expected }) {
      if (!needsLabel) return undefined;
      return expected === undefined ? NO_LABEL : grader.checkLabel(expected);
    },
    grade(text, { expected }) {
      return expected === undefined && needsLabel ? unscored(NO_LABEL) : grader.grade(text, expected ?? null);
    },
  };
}

const NO_LABEL = 'no label';

/** False when tasks without a label can be graded too, by one scorer of a ladder at least; a file of the user's may. Throws like `openScorer`. */
export function needsLabel(spec: ScorerSpec): boolean {
  return rungsOf(spec).every((rung) => {
    if (isFileScorer(rung.type)) return false;
    const { kind, options } = readSpec(rung);
    return kind.needsLabel(options);
  });
}

/** Why no answer to this label could be graded by any scorer of a ladder; undefined when the label is fine, or only a file of the user's can tell. Throws like `openScorer`. */
export function checkLabel(spec: ScorerSpec, expected: Json): string | undefined {
  return labelCheckOf(spec)(expected);
}

type LabelCheck = (expected: Json) => string | undefined;

/** Every task of a dataset asks for the same few checks. */
const labelChecks = new Map<string, LabelCheck>();

function labelCheckOf(spec: ScorerSpec): LabelCheck {
  const key = canonicalJson(spec);
  let check = labelChecks.get(key);
  if (check === undefined) {
    const checks = rungsOf(spec).map(rungCheck);
    check = (expected) => {
      const reasons = checks.map((one) => one(expected));
      return reasons.includes(undefined) ? undefined : joined(reasons);
    };
    labelChecks.set(key, check);
  }
  return check;
}

function rungCheck(rung: Rung): LabelCheck {
  if (isFileScorer(rung.type)) return () => undefined;
  const { type, kind, options } = readSpec(rung);
  return kind.needsLabel(options) ? openGrader(type, kind, options).checkLabel : () => undefined;
}

function readSpec({ type, ...given }: Rung): Opened {
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

function unknownScorer(type: string): Problem {
  const known = Object.keys(SCORERS);
  return new Problem(2, {
    code: 'SCORER',
    message: `unknown scorer ${JSON.stringify(type)}${meant(didYouMean(String(type), known))}`,
    hint: `scorers: ${known.join(', ')}, or a file of your own such as ./my-scorer.js`,
  });
}
