import { readFile } from 'node:fs/promises';
import { Problem } from '../../domain/problem.ts';
import type { Json } from '../../domain/task.ts';
import { readRows } from '../rows.ts';
import { type Assertion, assertionIn, assertionsIn, gradingOf } from './assertions.ts';
import { at, first, objectIn, plainFields, text } from './outcome.ts';
import { yamlData } from './yaml.ts';

/** Tests of promptfoo as tasks of bench: records for a JSONL dataset. */
export interface ForeignTests {
  readonly tasks: readonly Readonly<Record<string, Json>>[];
  /** Kinds of assertions that no scorer says the same as -> how many tests have them; those tasks have no label. */
  readonly untranslated: ReadonlyMap<string, number>;
}

/** A test before its grading is known. */
interface Test {
  readonly vars: Readonly<Record<string, Json>>;
  readonly assertions: readonly Assertion[];
  readonly description: string;
}

/** Reads tests from CSV (variables and `__expected` columns), or from YAML or JSON: a list of tests, or a config with `tests:`. Ids count on from `before`. Problem (exit 2) for anything else. */
export async function readPromptfooTests(path: string, file: string, before: number): Promise<ForeignTests> {
  const tests = /\.(csv|tsv)$/i.test(path) ? await fromCsv(path, file) : fromData(await dataIn(path, file), file);
  if (tests.length === 0) throw refusal(file, 'there are no tests in it');
  const untranslated = new Map<string, number>();
  const tasks = tests.map((test, index) => taskOf(test, before + index, untranslated));
  return { tasks, untranslated };
}

async function fromCsv(path: string, file: string): Promise<readonly Test[]> {
  const tests: Test[] = [];
  for await (const { values } of readRows(path, { file })) {
    const cells = Object.entries(values).map(([name, value]) => [name, text(value)] as const);
    const expected = cells.filter(([name, cell]) => /^__expected\d*$/.test(name) && cell.trim() !== '');
    tests.push({
      vars: Object.fromEntries(cells.filter(([name]) => !name.startsWith('__'))),
      assertions: expected.map(([, cell]) => assertionIn(cell)),
      description: text(values.__description),
    });
  }
  return tests;
}

function fromData(data: Json, file: string): readonly Test[] {
  const list = Array.isArray(data) ? data : at(data, 'tests');
  if (!Array.isArray(list)) throw refusal(file, 'there is no list of tests in it');
  const usual = at(data, 'defaultTest');
  return list.map((test) => {
    const vars = { ...objectIn(at(usual, 'vars')), ...objectIn(at(test, 'vars')) };
    return {
      vars,
      assertions: [...assertionsIn(at(usual, 'assert')), ...assertionsIn(at(test, 'assert'))].map((one) =>
        filled(one, vars),
      ),
      description: text(at(test, 'description')),
    };
  });
}

/** `{{answer}}` alone is the variable's value. */
function filled({ type, value }: Assertion, vars: Readonly<Record<string, Json>>): Assertion {
  const name = typeof value === 'string' ? /^\{\{\s*(\w+)\s*\}\}$/.exec(value)?.[1] : undefined;
  return name !== undefined && Object.hasOwn(vars, name) ? { type, value: vars[name] } : { type, value };
}

async function dataIn(path: string, file: string): Promise<Json> {
  try {
    const content = await readFile(path, 'utf8');
    return /\.json$/i.test(path) ? (JSON.parse(content) as Json) : await yamlData(content);
  } catch (error) {
    throw refusal(file, `this cannot be read: ${(error as Error).message.split('\n')[0]}`);
  }
}

/** Variables that usually hold the question. */
const INPUTS = ['input', 'question', 'query', 'prompt', 'message', 'text'];

function taskOf(
  { vars, assertions, description }: Test,
  index: number,
  untranslated: Map<string, number>,
): Readonly<Record<string, Json>> {
  const plain = plainFields(vars);
  const names = Object.keys(plain);
  const named = INPUTS.find((name) => names.includes(name)) ?? names[0];
  const grading = gradingOf(assertions);
  const kinds = [...new Set(assertions.map(({ type }) => type))].join(' + ') || 'none';
  if (grading === undefined) untranslated.set(kinds, (untranslated.get(kinds) ?? 0) + 1);
  return {
    ...plain,
    id: text(first(plain.id, `test-${index + 1}`)),
    input: named === undefined ? JSON.stringify(vars) : String(plain[named]),
    ...(grading as Readonly<Record<string, Json>> | undefined),
    ...(description === '' ? {} : { description }),
  };
}

function refusal(file: string, message: string): Problem {
  const hint = 'tests of promptfoo: CSV with __expected, or YAML or JSON with tests:';
  return new Problem(2, { code: 'IMPORT', message, file, hint });
}
