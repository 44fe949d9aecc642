import type { Json } from '../../domain/task.ts';
import { arrayIn, at, text } from './outcome.ts';

/** How a test of promptfoo is graded here. */
export interface Grading {
  readonly expected?: Json;
  readonly scorer?: Json;
  readonly rubric_points?: readonly string[];
}

/** An assertion in its long form; `__expected` cells of CSV are turned into one. */
export interface Assertion {
  readonly type: string;
  readonly value: Json | undefined;
}

const CONTAINS: Readonly<Record<string, { readonly match: 'any' | 'all'; readonly case_sensitive: boolean }>> = {
  contains: { match: 'any', case_sensitive: true },
  icontains: { match: 'any', case_sensitive: false },
  'contains-any': { match: 'any', case_sensitive: true },
  'icontains-any': { match: 'any', case_sensitive: false },
  'contains-all': { match: 'all', case_sensitive: true },
  'icontains-all': { match: 'all', case_sensitive: false },
};

const RUBRICS = ['llm-rubric', 'g-eval', 'grade'];

/** The same grading by bench's scorers; undefined where there is none that says the same. Nothing is made weaker: of several assertions all must be kept. */
export function gradingOf(assertions: readonly Assertion[]): Grading | undefined {
  const [only, ...others] = assertions;
  if (only === undefined) return undefined;
  if (assertions.every(({ type, value }) => RUBRICS.includes(type) && typeof value === 'string' && value !== ''))
    return { scorer: { type: 'judge' }, rubric_points: assertions.map(({ value }) => text(value)) };
  if (others.length > 0 || only.value === undefined || only.value === '') return undefined;
  return single(only.type, only.value);
}

function single(type: string, value: Json): Grading | undefined {
  if (JSON.stringify(value).includes('{{')) return undefined;
  if (type === 'equals') return { expected: value, scorer: typeof value === 'object' ? 'json' : 'exact' };
  if (type === 'regex') return { expected: value, scorer: 'regex' };
  const contains = CONTAINS[type];
  return contains && { expected: listIn(type, value), scorer: { type: 'contains', ...contains } };
}

/** `contains-any: a, b` lists its texts in one line of a CSV. */
function listIn(type: string, value: Json): Json {
  const listed = /-(any|all)$/.test(type) && typeof value === 'string';
  return listed ? value.split(',').map((part) => part.trim()) : value;
}

const KNOWN = /^(not-)?([a-z-]+)(?:\(([\d.]+)\))?:\s*([\s\S]*)$/;
const WITHOUT_VALUE = ['is-json', 'contains-json', 'is-xml', 'is-sql', 'is-refusal'];
const OTHERS = [
  'javascript',
  'fn',
  'eval',
  'python',
  'file',
  'similar',
  'starts-with',
  'rouge-n',
  'latency',
  'cost',
  'factuality',
  'model-graded-closedqa',
];

/** A cell of `__expected`: `type: value`, or a text that must be equalled. */
export function assertionIn(cell: string): Assertion {
  if (WITHOUT_VALUE.includes(cell.trim())) return { type: cell.trim(), value: undefined };
  const [, not, type, threshold, value] = KNOWN.exec(cell) ?? [];
  const known =
    type === 'equals' || type === 'regex' || [...Object.keys(CONTAINS), ...RUBRICS, ...OTHERS].includes(type ?? '');
  if (!known) return { type: 'equals', value: cell };
  return { type: not || threshold ? `${not ?? ''}${type} with options` : type!, value };
}

/** The assertions of a test in YAML or JSON; one with a threshold, weight 0 or transform is not the plain one. */
export function assertionsIn(list: Json | undefined): readonly Assertion[] {
  return arrayIn(list).flatMap((one) => {
    if (at(one, 'type') === 'assert-set') return [{ type: 'assert-set', value: undefined }];
    const plain = ['threshold', 'transform'].every((option) => at(one, option) === undefined);
    return [{ type: plain ? text(at(one, 'type')) : `${text(at(one, 'type'))} with options`, value: at(one, 'value') }];
  });
}
