import type { z } from 'zod';
import type { Complaint, Path } from './complaint.ts';
import { schema } from './schema.ts';

// Request parameters that people write beside `model`; they would be told "not known" although only the place is wrong.
const COMMON_PARAMS = [
  'temperature',
  'max_completion_tokens',
  'max_tokens',
  'top_p',
  'seed',
  'reasoning_effort',
  'response_format',
  'stop',
  'presence_penalty',
  'frequency_penalty',
  'verbosity',
];

// `{input: 1,50}` is two entries in YAML: input: 1, and 50 without a value.
const DECIMAL_COMMA = { message: 'unknown key', hint: 'decimals take a point: 1.50, not 1,50' };

/** What is said of a key that a file should not have: words of its own where its place is wrong, and the keys that are known where it stands. */
export interface Place {
  readonly complaint?: Complaint;
  readonly known: readonly string[];
}

/** The place of a key of bench.yaml. */
export function misplaced(key: string, parent: Path): Place {
  const known = keysAt(parent);
  if (parent.at(-1) === 'price' && /^\d+$/.test(key)) return { complaint: DECIMAL_COMMA, known };
  const place = placeOf(key, parent);
  return place === undefined ? { known } : { complaint: place, known };
}

function placeOf(key: string, parent: Path): Complaint | undefined {
  if (parent.length === 0) return atRoot(key);
  if (parent.length === 2 && parent[0] === 'models') return inModel(key);
  if (parent[0] !== 'judge' || (parent.length !== 1 && parent.length !== 3)) return undefined;
  return inJudge(key, parent) ?? inModel(key);
}

function inJudge(key: string, parent: Path): Complaint | undefined {
  if (key === 'prompt' || key === 'system')
    return { message: 'unknown key', hint: 'what a judge is told stands in its rubric' };
  const inBlock = parent.length === 3 && keysAt(['judge']).includes(key);
  return inBlock ? { message: 'unknown key', hint: 'put it beside models, under judge:' } : undefined;
}

function inModel(key: string): Complaint | undefined {
  if (COMMON_PARAMS.includes(key))
    return { message: 'unknown key', hint: `put it under params: params: {${key}: ...}` };
  if (/^(api_?)?(key|token|secret)$/i.test(key)) {
    return {
      message: 'a key does not belong into this file',
      hint: 'put it into an environment variable and name it: api_key_env: NAME',
    };
  }
  const inPrice = keysAt(['models', 0, 'price']).includes(key);
  return inPrice ? { message: 'unknown key', hint: `put it under price: price: {${key}: ...}` } : undefined;
}

function atRoot(key: string): Complaint | undefined {
  for (const parent of [['limits'], ['dataset'], ['models', 0], ['judge']]) {
    const name = parent[0] === 'models' ? 'each of models' : `${parent[0]}:`;
    if (keysAt(parent).includes(key) && key !== 'model')
      return { message: 'unknown key', hint: `put it under ${name}` };
  }
  return undefined;
}

function keysAt(path: Path): readonly string[] {
  return keysIn(schema, path);
}

/** The keys that a shape knows at a path. */
export function keysIn(shape: z.core.$ZodType, path: Path): readonly string[] {
  let node: z.core.$ZodType | undefined = shape;
  for (const step of path) node = child(node, step);
  const inner = mapOf(node);
  return inner?._zod.def.type === 'object' ? Object.keys((inner as z.ZodObject).shape) : [];
}

function child(node: z.core.$ZodType | undefined, step: string | number): z.core.$ZodType | undefined {
  const inner = mapOf(node);
  if (inner === undefined) return undefined;
  const def = inner._zod.def;
  if (def.type === 'object') return (inner as z.ZodObject).shape[String(step)];
  if (def.type === 'array') return (inner as z.ZodArray).element;
  return def.type === 'record' ? (inner as z.ZodRecord).valueType : undefined;
}

/** The map, list or record behind defaults, optionality and unions. */
function mapOf(node: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (node === undefined) return undefined;
  const def = node._zod.def as {
    readonly type: string;
    readonly innerType?: z.core.$ZodType;
    readonly options?: readonly z.core.$ZodType[];
  };
  if (def.innerType !== undefined) return mapOf(def.innerType);
  if (def.options !== undefined) return def.options.map(mapOf).find((option) => option !== undefined);
  return ['object', 'array', 'record'].includes(def.type) ? node : undefined;
}
