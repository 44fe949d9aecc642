import { didYouMean } from '../domain/nearest.ts';
import { Problem } from '../domain/problem.ts';
import type { OptionShape, OptionShapes } from './kind.ts';

/** Checks the options of a spec against the shapes of its scorer and fills in the defaults; throws a Problem (exit 2, SCORER) that names every bad one. */
export function readOptions(
  type: string,
  shapes: OptionShapes,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const messages = Object.entries(given).flatMap(([name, value]) => optionFault(type, shapes, name, value));
  const [first, ...rest] = messages.map((message) => ({ code: 'SCORER', message, hint: optionsHint(type, shapes) }));
  if (first !== undefined) throw new Problem(2, first, ...rest);
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, readValue(shape, given[name])]));
}

function optionFault(type: string, shapes: OptionShapes, name: string, value: unknown): readonly string[] {
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  if (shape === undefined)
    return [`scorer ${type} has no option "${name}"${meant(didYouMean(name, Object.keys(shapes)))}`];
  const wanted = expectation(shape, value);
  return wanted === undefined ? [] : [`option ${name} of scorer ${type} must be ${wanted}`];
}

function optionsHint(type: string, shapes: OptionShapes): string {
  const names = Object.keys(shapes);
  return names.length === 0 ? `${type} has no options` : `options of ${type}: ${names.join(', ')}`;
}

/** Lists are put into the order of the shape, so that equal options are equal bytes. */
function readValue(shape: OptionShape, value: unknown): unknown {
  if (value === undefined) return shape.default;
  return shape.kind === 'list_of'
    ? shape.values.filter((known) => (value as readonly string[]).includes(known))
    : value;
}

/** What the value should have been; undefined when it is. */
function expectation(shape: OptionShape, value: unknown): string | undefined {
  switch (shape.kind) {
    case 'number':
    case 'integer': {
      const fits = typeof value === 'number' && value >= shape.min && value <= shape.max;
      const whole = shape.kind === 'number' ? Number.isFinite(value) : Number.isInteger(value);
      return fits && whole ? undefined : `${shape.kind === 'number' ? 'a number' : 'a whole number'} ${range(shape)}`;
    }
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'text':
      return typeof value === 'string' ? undefined : 'text';
    case 'one_of':
      return shape.values.includes(String(value)) ? undefined : oneOf(shape.values, value);
    case 'list_of':
      if (!Array.isArray(value)) return `a list of ${shape.values.join(', ')}`;
      return allKnown(shape.values, value);
    case 'map_of':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'a map of field names';
      return allKnown(shape.values, Object.values(value));
  }
}

function range(shape: { readonly min: number; readonly max: number }): string {
  return shape.max < Number.MAX_VALUE ? `from ${shape.min} to ${shape.max}` : `of ${shape.min} or more`;
}

function allKnown(known: readonly string[], values: readonly unknown[]): string | undefined {
  const stranger = values.find((value) => typeof value !== 'string' || !known.includes(value));
  return stranger === undefined ? undefined : oneOf(known, stranger);
}

function oneOf(known: readonly string[], value: unknown): string {
  return `one of ${known.join(', ')}, not ${JSON.stringify(value)}${meant(didYouMean(String(value), known))}`;
}

/** A suggestion as it stands at the end of a message. */
export function meant(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` (${suggestion})`;
}
