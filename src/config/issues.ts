import type { z } from 'zod';
import { didYouMean } from '../domain/nearest.ts';
import type { Complain, Complaint, Path } from './complaint.ts';
import { isMap, MOST_COMPLAINTS, shown } from './complaint.ts';
import { decimalComplaint } from './decimals.ts';
import { misplaced, type Place } from './places.ts';

type Issue = z.core.$ZodIssue;

type PlaceOf = (key: string, parent: Path) => Place;

interface Telling {
  readonly data: unknown;
  readonly complain: Complain;
  readonly placeOf: PlaceOf;
}

/** Passes on what zod found, in the words of this tool. `data` is what was validated; `placeOf` tells what is known of unknown keys. */
export function complainOfIssues(
  issues: readonly Issue[],
  data: unknown,
  complain: Complain,
  placeOf: PlaceOf = misplaced,
): void {
  for (const issue of issues) complainOf(issue, [], { data, complain, placeOf });
}

function complainOf(issue: Issue, above: Path, telling: Telling): void {
  const { data, complain, placeOf } = telling;
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const value = valueAt(data, path);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys.slice(0, MOST_COMPLAINTS))
      complain([...path, key], unknownKey(key, placeOf(key, path)), true);
  } else if (issue.code === 'invalid_key') {
    for (const inner of issue.issues) complain(path, describe(inner as Issue, path.at(-1)), true);
  } else if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((errors) => errors.some(isInside(value)));
    if (meant === undefined) complain(path, neitherOf(value, issue.errors.flat(), path));
    else for (const inner of meant) complainOf(inner, path, telling);
  } else {
    complain(path, describe(issue, value));
  }
}

/** The branch of a union that a value was meant for is the one that complains of more than its type. */
function isInside(value: unknown): (issue: Issue) => boolean {
  return (issue) => value !== undefined && (issue.path.length > 0 || issue.code !== 'invalid_type');
}

function neitherOf(value: unknown, issues: readonly Issue[], path: Path): Complaint {
  if (Array.isArray(value) && path.length === 1 && path[0] === 'scorer')
    return { message: 'a list must stand under scorers', hint: `write scorers: ${shown(value)}` };
  if (value === undefined || value === null) return wrongType(value, '');
  const kinds = issues.map((issue) => (issue.code === 'invalid_type' ? kind(issue.expected) : ''));
  return wrongType(value, [...new Set(kinds)].join(' or '));
}

function describe(issue: Issue, value: unknown): Complaint {
  switch (issue.code) {
    case 'invalid_type':
      return typeComplaint(issue.expected, value);
    case 'invalid_value':
      return {
        message: `${shown(value)} is not one of ${issue.values.join(', ')}`,
        ...hinted(didYouMean(String(value), issue.values.map(String))),
      };
    case 'too_small':
      return { message: tooSmall(issue.origin, Number(issue.minimum), issue.inclusive !== false, value) };
    case 'too_big':
      return { message: `${shown(value)} must be at most ${issue.maximum}` };
    case 'custom':
      return { message: issue.message, ...hinted(issue.params?.hint) };
    default:
      return { message: issue.message };
  }
}

function tooSmall(origin: string, minimum: number, inclusive: boolean, value: unknown): string {
  if (origin === 'string') return 'empty';
  if (origin === 'array') return 'the list is empty';
  return `${shown(value)} must be ${inclusive ? 'at least' : 'more than'} ${minimum}`;
}

function typeComplaint(expected: string, value: unknown): Complaint {
  const wantsNumber = expected === 'number' || expected === 'int';
  if (wantsNumber && typeof value === 'string') return decimalComplaint(value);
  if (expected === 'array' && (typeof value === 'number' || typeof value === 'string')) {
    return { message: `${shown(value)} must be a list`, hint: `write [${value}]` };
  }
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return { message: `${shown(value)} must be text`, hint: `put it in quotes: "${value}"` };
  }
  return wrongType(value, kind(expected));
}

function wrongType(value: unknown, wanted: string): Complaint {
  if (value === undefined) return { message: 'missing' };
  if (value === null) return { message: 'empty' };
  return { message: `${shown(value)} must be ${wanted}` };
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a finite number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function kind(expected: string): string {
  return KINDS[expected] ?? expected;
}

function unknownKey(key: string, { complaint, known }: Place): Complaint {
  return complaint ?? { message: 'unknown key', ...hinted(didYouMean(key, known) ?? `known are ${known.join(', ')}`) };
}

function hinted(hint: unknown): { readonly hint?: string } {
  return typeof hint === 'string' ? { hint } : {};
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
