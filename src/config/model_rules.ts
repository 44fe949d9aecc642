import type { ModelSpec } from '../domain/model.ts';
import { didYouMean } from '../domain/nearest.ts';
import type { Complain, Complaint, Path } from './complaint.ts';
import { isMap, shown } from './complaint.ts';

type Map = Readonly<Record<string, unknown>>;
type Provider = ModelSpec['provider'];

const CLASSIFIERS = ['majority', 'nearest', 'linear', 'ensemble'];

// What one provider uses and another would silently ignore.
const ONLY_FOR: Readonly<Record<string, readonly Provider[]>> = {
  base_url: ['openai'],
  api_key_env: ['openai'],
  headers: ['openai'],
  headers_env: ['openai'],
  params: ['openai'],
  extra_body: ['openai'],
  system: ['openai'],
  prompt: ['openai'],
  path: ['recorded'],
  train: ['classifier'],
};

const SECRET_HEADER = /^(proxy-)?authorization$|(api|access|auth|subscription)[-_]?(key|token)$|^(cookie|x-auth)$/i;
const SECRET_VALUE = /^(bearer|basic)\s+[^\s$]/i;
const OURS = ['model', 'messages', 'stream'];

/** Rules over the fields of one model, whose value stands at `path`. */
export function complainOfModel(model: Map, path: Path, complain: Complain): void {
  const provider = model.provider === undefined ? 'openai' : model.provider;
  complainOfStrays(model, provider, path, complain);
  if (provider === 'classifier') complainOfClassifier(model, path, complain);
  if (provider === 'recorded' && model.path === undefined) {
    complain(path, { message: 'a recorded model needs a path', hint: 'path: the run folder, CSV or JSONL to replay' });
  }
  complainOfRequest(model, path, complain);
}

/** Rules over what is sent: no secrets in headers, no body field that is set elsewhere; `setElsewhere` knows more such fields than the usual ones. */
export function complainOfRequest(
  model: Map,
  path: Path,
  complain: Complain,
  setElsewhere: (key: string) => Complaint | undefined = () => undefined,
): void {
  complainOfHeaders(model.headers, [...path, 'headers'], complain);
  for (const field of ['params', 'extra_body']) complainOfBody(model[field], [...path, field], complain, setElsewhere);
}

function complainOfStrays(model: Map, provider: unknown, path: Path, complain: Complain): void {
  for (const [field, providers] of Object.entries(ONLY_FOR)) {
    const isOther = provider === 'openai' || provider === 'recorded' || provider === 'classifier';
    if (model[field] === undefined || !isOther || providers.includes(provider)) continue;
    const hint = `it is for provider: ${providers.join(', ')}; remove it or change the provider`;
    complain([...path, field], { message: `means nothing to provider ${provider}`, hint }, true);
  }
}

function complainOfClassifier(model: Map, path: Path, complain: Complain): void {
  if (model.train === undefined) {
    complain(path, {
      message: 'a classifier needs a train file',
      hint: 'train: a labelled file with the columns of the dataset',
    });
  }
  const kind = model.model ?? model.id;
  if (typeof kind !== 'string' || CLASSIFIERS.includes(kind)) return;
  const hint = didYouMean(kind, CLASSIFIERS);
  const message = `${shown(kind)} is not one of ${CLASSIFIERS.join(', ')}`;
  complain([...path, model.model === undefined ? 'id' : 'model'], {
    message,
    ...(hint === undefined ? { hint: 'add model: with one of them' } : { hint }),
  });
}

function complainOfHeaders(headers: unknown, path: Path, complain: Complain): void {
  for (const [header, value] of Object.entries(isMap(headers) ? headers : {})) {
    const hint = `put the value into an environment variable and name it: headers_env: {${header}: NAME}`;
    if (SECRET_HEADER.test(header) || SECRET_VALUE.test(String(value)))
      complain([...path, header], { message: 'holds a secret', hint });
    else if (typeof value === 'string' && value.includes('${'))
      complain([...path, header], { message: 'variables are not expanded here', hint });
  }
}

function complainOfBody(
  body: unknown,
  path: Path,
  complain: Complain,
  setElsewhere: (key: string) => Complaint | undefined,
): void {
  if (!isMap(body)) return;
  for (const key of Object.keys(body)) {
    const complaint = setHere(key) ?? setElsewhere(key);
    if (complaint !== undefined) complain([...path, key], complaint, true);
  }
  complainOfInfinities(body, path, complain);
}

function setHere(key: string): Complaint | undefined {
  if (!OURS.includes(key)) return undefined;
  const hint = key === 'stream' ? 'answers are never streamed: remove it' : 'remove it';
  return { message: 'set by the benchmark itself', hint };
}

/** JSON has no NaN or infinity: they would be sent as null, which removes a parameter. */
function complainOfInfinities(value: unknown, path: Path, complain: Complain): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    complain(path, { message: `${value} cannot be sent: JSON has no such number` });
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    complainOfInfinities(inner, [...path, Array.isArray(value) ? Number(key) : key], complain);
  }
}
