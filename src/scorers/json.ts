import type { Json } from '../domain/task.ts';
import { memberOf, sameJson } from './json_equal.ts';
import { findJson, parseStructure } from './json_find.ts';
import { always, fullScore, type Grader, type OptionValues, type ScorerKind, scored, unscored } from './kind.ts';
import { isList, isObject } from './label.ts';
import { NORMALISERS, normaliser } from './normalise.ts';

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const;

const OPTIONS = {
  types: {
    kind: 'map_of',
    values: TYPES,
    default: {},
    about: 'field to JSON type; a field of another type, or missing, is wrong',
  },
  extra_fields: {
    kind: 'one_of',
    values: ['ignore', 'refuse'],
    default: 'ignore',
    about: 'refuse: each field that nobody asked for counts as a wrong one',
  },
  normalise: {
    kind: 'list_of',
    values: NORMALISERS,
    default: ['nfc', 'whitespace', 'case', 'trim'],
    about: 'what is done to texts before they are compared',
  },
} as const;

const BAD_LABEL = 'the label is neither a JSON object nor a list';

/**
 * The share of fields that are right (equality as in `sameJson`); fields are those of the label, of `types`, and unasked ones when they are refused.
 * A list as label is one field. An answer without a JSON value is 0, not unscored: the form was part of the task.
 */
export const json: ScorerKind<typeof OPTIONS> = {
  version: 1,
  about: 'the share of the fields of a JSON answer that are right',
  needsLabel: always,
  decides: fullScore,
  options: OPTIONS,
  open: jsonGrader,
};

function jsonGrader(options: OptionValues<typeof OPTIONS>): Grader {
  const normalised = normaliser(options.normalise);
  return {
    checkLabel: (expected) => (structureOf(expected) === undefined ? BAD_LABEL : undefined),
    grade(text, expected) {
      const label = structureOf(expected);
      if (label === undefined) return unscored(BAD_LABEL);
      const value = findJson(text);
      if (value === undefined) return scored(0, 'no JSON in the answer');
      if (!isObject(label)) return scored(sameJson(value, label, normalised) ? 1 : 0);
      if (!isObject(value)) return scored(0, 'the JSON in the answer is not an object');
      const fields = fieldsOf(label, value, options);
      const right = (field: string) =>
        (!Object.hasOwn(label, field) || sameJson(memberOf(value, field), label[field]!, normalised)) &&
        isOfType(memberOf(value, field), memberOf(options.types, field)) &&
        (Object.hasOwn(label, field) || Object.hasOwn(options.types, field));
      const wrong = fields.filter((field) => !right(field));
      return share(fields.length, wrong);
    },
  };
}

function share(fields: number, wrong: readonly string[]) {
  if (wrong.length === 0) return scored(1);
  return scored((fields - wrong.length) / fields, `wrong: ${wrong.join(', ')}`);
}

type JsonObject = { readonly [key: string]: Json };

function fieldsOf(label: JsonObject, value: JsonObject, options: OptionValues<typeof OPTIONS>): readonly string[] {
  const extra = options.extra_fields === 'refuse' ? Object.keys(value) : [];
  return [...new Set([...Object.keys(label), ...Object.keys(options.types), ...extra])];
}

/** A label is JSON, or text that holds it (a CSV cell). */
function structureOf(expected: Json): Json | undefined {
  const label = typeof expected === 'string' ? parseStructure(expected) : expected;
  return label !== undefined && (isObject(label) || isList(label)) ? label : undefined;
}

function isOfType(value: Json | undefined, type: Json | undefined): boolean {
  if (type === undefined) return true;
  if (value === undefined) return false;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return isList(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}
