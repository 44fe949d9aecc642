import { z } from 'zod';
import type { Router } from '../analysis/routing/routing_types.ts';
import type { SavedRoute } from '../analysis/routing/saved_route.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import { type Complain, MOST_COMPLAINTS, type Path, pathName } from './complaint.ts';
import { complainOfIssues } from './issues.ts';
import { envName, free, name } from './shapes.ts';

const FORMAT = 'bench.route/1';

const fraction = z.number().min(0).max(1);
const unknownOr = <T extends z.ZodType>(shape: T) => shape.nullable();
const decimal = z.string().regex(/^-?\d{1,30}(\.\d{1,40})?$/, 'must be a plain decimal');
const line = { weights: z.array(z.number()), intercept: z.number(), l2: z.number().min(0) };

const router = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('segment'), scores: z.record(z.string(), z.number()), unseen: z.number() }),
  z.strictObject({ kind: z.literal('length'), intercept: z.number(), slope: z.number() }),
  z.strictObject({ kind: z.literal('tfidf'), vocabulary: z.array(z.string()), idf: z.array(z.number()), ...line }),
  z.strictObject({ kind: z.literal('embedding'), model: z.string(), ...line }),
]);

const segment = z.strictObject({ segment: z.string(), score: z.number(), fraction });

const policy = z.strictObject({
  threshold: z.number(),
  fraction,
  seed: z.int().min(0).max(4_294_967_295),
  segments: z.array(segment).min(1).exactOptional(),
});

const certified = z.strictObject({
  confidence: z.literal(0.95),
  basis: z.enum(['exact', 'not_validated', 'validated', 'corrected']),
  tested: z.int().min(1),
  task_share: fraction,
  spend_share: unknownOr(z.number()),
  saving: unknownOr(z.number()),
  quality: unknownOr(z.number()),
  quality_low: unknownOr(z.number()),
  quality_high: unknownOr(z.number()),
  quality_before: unknownOr(z.number()),
  cost_before_usd: unknownOr(decimal),
  cost_after_usd: unknownOr(decimal),
});

/** As in a ColumnMap: only a segment may stand in several columns. */
const columns = z.strictObject({
  id: name.exactOptional(),
  input: name.exactOptional(),
  expected: name.exactOptional(),
  segment: z.union([name, z.array(name).min(1)]).exactOptional(),
  weight: name.exactOptional(),
  scorer: name.exactOptional(),
  messages: name.exactOptional(),
});

const routedModel = z.strictObject({
  id: name,
  provider: name,
  model: name,
  base_url: name.exactOptional(),
  api_key_env: envName.exactOptional(),
  params: free,
  identity: z.string(),
  own_prompt: z.boolean(),
  price_source: unknownOr(z.string()),
  price_date: unknownOr(z.string()),
});

const route = z.strictObject({
  format: z.literal(FORMAT),
  about: z.string(),
  bench: z.string(),
  created_at: z.string(),
  run: name,
  dataset: z.strictObject({
    path: name,
    sha256: z.string(),
    tasks: z.int().min(0),
    columns,
  }),
  reference: name,
  candidate: name,
  floor: fraction,
  router,
  policy,
  certified,
  models: z.array(routedModel),
});

/** Reads a route from its text. Problem (exit 2, ROUTE) for another version, and with every field that is wrong. */
export function parseRoute(text: string, file: string): SavedRoute {
  const data = jsonIn(text, file);
  const format = typeof data === 'object' && data !== null && 'format' in data ? data.format : undefined;
  if (format !== FORMAT) throw otherFormat(format, file);
  const parsed = route.safeParse(data);
  const details: ProblemDetail[] = [];
  const complain: Complain = (path, { message, hint }) => {
    if (details.length >= MOST_COMPLAINTS) return;
    details.push({ code: 'ROUTE', message: `${pathName(path)}: ${message}`, file, ...(hint ? { hint } : {}) });
  };
  if (parsed.success) complainOfShape(parsed.data, complain);
  else complainOfIssues(withoutKind(parsed.error.issues, complain), data, complain, placeOf);
  const [first, ...rest] = details;
  if (first !== undefined) throw new Problem(2, first, ...rest);
  return parsed.data as SavedRoute;
}

/** A kind of router that nobody knows is said here: of a choice among shapes zod tells nothing that could be read. */
function withoutKind(issues: readonly z.core.$ZodIssue[], complain: Complain) {
  const isKind = ({ code, path }: z.core.$ZodIssue) => code === 'invalid_union' && path.at(-1) === 'kind';
  if (issues.some(isKind)) complain(['router', 'kind'], { message: 'must be segment, length, tfidf or embedding' });
  return issues.filter((issue) => !isKind(issue));
}

const placeOf = (_key: string, parent: Path) => {
  const known = parent.length === 0 ? Object.keys(route.shape) : [];
  return known.length === 0 ? { complaint: { message: 'unknown key' }, known } : { known };
};

function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(2, {
      code: 'ROUTE',
      message: `${file} is not JSON`,
      file,
      hint: 'bench route -o route.json writes one',
    });
  }
}

function otherFormat(format: unknown, file: string): Problem {
  const what = typeof format === 'string' ? `is ${JSON.stringify(format.slice(0, 40))}` : 'is no route';
  const newer = typeof format === 'string' && format.startsWith('bench.route/');
  return new Problem(2, {
    code: 'ROUTE',
    message: `${file} ${what}; this bench reads ${FORMAT}`,
    file,
    hint: newer ? 'install the bench that wrote it' : 'bench route -o route.json writes one',
  });
}

/** Rules over more than one field. */
function complainOfShape({ router: own, policy: { segments }, ...rest }: z.output<typeof route>, complain: Complain) {
  if ((own.kind === 'segment') !== (segments !== undefined))
    complain(['policy', 'segments'], {
      message: `${segments ? 'means nothing to' : 'missing for'} a ${own.kind} router`,
    });
  if (rest.reference === rest.candidate) complain(['candidate'], { message: 'is the reference' });
  const names = segments?.map((one) => one.segment) ?? [];
  const twice = names.findIndex((one, i) => names.indexOf(one) < i);
  if (twice >= 0) complain(['policy', 'segments', twice], { message: 'the segment stands here twice' });
  for (const list of unevenLists(own)) complain(['router', list], { message: 'one entry per word of the vocabulary' });
}

function unevenLists(own: Router): readonly string[] {
  if (own.kind !== 'tfidf') return [];
  return (['idf', 'weights'] as const).filter((list) => own[list].length !== own.vocabulary.length);
}
