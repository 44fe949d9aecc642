import type { JudgeKind } from '../../domain/judge.ts';
import { verdictMembers, WORDS } from './forms.ts';
import type { Found } from './objects.ts';
import { none, type Question, type Reading } from './question.ts';

/** Reads one object strictly: exactly the members of the schema, no text for a number, nothing clamped or guessed. */
export function readMembers({ members, repeated }: Found, question: Question): Reading {
  const wanted = verdictMembers({ kind: question.kind, count: question.criteria.length });
  const extra = Object.keys(members).filter((name) => !['nonce', 'reason', ...wanted].includes(name));
  const values = wanted.map((name) => (Object.hasOwn(members, name) ? members[name] : undefined));
  const reading = question.kind === 'pointwise' ? readLevels(values, question) : readWord(values[0], question.kind);
  const claims = [mainClaim(reading, values[0], question.kind), ...extra.map((name) => claim(name, members[name]))];
  if (new Set(claims.filter((side) => side !== undefined)).size > 1) return none('contradiction', 'it says both');
  if (repeated) return none('unparsable', 'a member is named twice');
  if (extra.length > 0) return none('unparsable', `unknown member ${shortName(extra[0]!)}`);
  if (!Object.hasOwn(members, 'reason') || typeof members.reason !== 'string') return none('unparsable', 'no reason');
  return reading;
}

/** Reads a verdict in one word. */
export function readWord(word: unknown, kind: Exclude<JudgeKind, 'pointwise'>): Reading {
  if (word === null) return none('abstained', 'null');
  const score = typeof word === 'string' ? WORDS[kind].get(word) : undefined;
  if (score === undefined)
    return none('unparsable', word === undefined ? 'no verdict' : `no ${[...WORDS[kind].keys()].join(', ')}`);
  return score === null ? none('abstained', 'cannot_tell') : { state: 'verdict', score, detail: word as string };
}

/** Reads one level for each criterion, in the order shown; null for what the judge cannot tell makes it no verdict at all. */
export function readLevels(values: readonly unknown[], { criteria, scale }: Question): Reading {
  const isLevel = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
  const odd = values.findIndex((value) => value !== null && !isLevel(value));
  if (odd >= 0 || values.length === 0)
    return none('unparsable', `no level for ${shortName(criteria[odd]?.name ?? '')}`);
  const outside = values.find((value) => value !== null && !isOn(scale, value as number));
  if (outside !== undefined) return none('out_of_range', `${outside} is no level of ${scale.min} to ${scale.max}`);
  const unknown = values.indexOf(null);
  if (unknown >= 0) return none('abstained', shortName(criteria[unknown]!.name));
  const levels = values as readonly number[];
  const weight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const gained = criteria.reduce((sum, criterion, i) => sum + criterion.weight * (levels[i]! - scale.min), 0);
  const detail = criteria
    .map(({ name }, i) => `${shortName(name)} ${levels[i]! + 0}`)
    .sort(byName)
    .join(', ');
  return { state: 'verdict', score: gained / (weight * (scale.max - scale.min)), detail };
}

function isOn({ min, max }: Question['scale'], level: number): boolean {
  return Number.isInteger(level) && level >= min && level <= max;
}

function shortName(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}

/** `point 2` before `point 10`; the same on every machine. */
function byName(a: string, b: string): number {
  return new Intl.Collator('en', { numeric: true }).compare(a, b);
}

/** Members that some judges add to say the same again; when they say otherwise, the verdict contradicts itself. */
const CLAIMING = new Set(['pass', 'passed', 'correct', 'score', 'verdict', 'grade', 'winner']);
const GOOD = new Set<unknown>([true, 1, 'true', 'yes', '1', 'pass', 'passed', 'correct']);
const BAD = new Set<unknown>([false, 0, 'false', 'no', '0', 'fail', 'failed', 'incorrect']);

function claim(name: string, value: unknown): string | undefined {
  return CLAIMING.has(name) ? sideOf(value) : undefined;
}

function sideOf(value: unknown): string | undefined {
  const plain = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (GOOD.has(plain)) return 'good';
  if (BAD.has(plain)) return 'bad';
  return typeof plain === 'string' && WORDS.pairwise.has(plain) ? plain : undefined;
}

function mainClaim(reading: Reading, value: unknown, kind: JudgeKind): string | undefined {
  if (kind !== 'pointwise') return sideOf(value);
  if (reading.state === 'none' || reading.score === 0.5) return undefined;
  return reading.score > 0.5 ? 'good' : 'bad';
}
