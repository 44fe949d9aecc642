import { didYouMean } from '../domain/nearest.ts';
import type { Complain } from './complaint.ts';
import { isMap, shown } from './complaint.ts';
import { complainOfJudging } from './judge_rules.ts';
import { complainOfModel } from './model_rules.ts';

type Map = Readonly<Record<string, unknown>>;

/** Rules over more than one field. They take data that may have failed the schema, so that one bad field does not hide the others. */
export function complainOfRules(data: unknown, chosen: readonly string[] | undefined, complain: Complain): void {
  if (!isMap(data)) return;
  const models = Array.isArray(data.models) ? data.models : [];
  for (const [i, model] of models.entries()) {
    if (isMap(model)) complainOfModel(model, ['models', i], complain);
  }
  const ids = models.map((model) => (isMap(model) && typeof model.id === 'string' ? model.id : undefined));
  complainOfTwins(ids, complain);
  complainOfJudging(data, complain);
  const known = [...new Set(ids.filter((id) => id !== undefined && id !== ''))] as readonly string[];
  complainOfChoice(known, chosen, complain);
  complainOfReference(data, known, chosen, complain);
}

function complainOfTwins(ids: readonly (string | undefined)[], complain: Complain): void {
  for (const [i, id] of ids.entries()) {
    const first = ids.indexOf(id);
    if (id === undefined || first === i) continue;
    complain(['models', i, 'id'], {
      message: `${shown(id)} is also the id of models[${first}]`,
      hint: 'give each model an id of its own',
    });
  }
}

/** Path under which a complaint about `--models` is reported. */
export const CHOICE = ['--models'] as const;

function complainOfChoice(known: readonly string[], chosen: readonly string[] | undefined, complain: Complain): void {
  if (chosen?.length === 0) complain(CHOICE, { message: 'names no model', hint: `known are ${known.join(', ')}` });
  for (const id of chosen ?? []) {
    if (!known.includes(id)) complain(CHOICE, unknownModel(id, known));
  }
}

function complainOfReference(
  data: Map,
  known: readonly string[],
  chosen: readonly string[] | undefined,
  complain: Complain,
): void {
  const { reference } = data;
  if (reference === undefined && known.length > 1 && chosen?.length !== 1) {
    complain(['reference'], {
      message: 'missing: which model is the one to match?',
      hint: `add "reference: ID" with one of ${known.join(', ')}`,
    });
  } else if (typeof reference === 'string' && reference !== '' && known.length > 0 && !known.includes(reference)) {
    complain(['reference'], unknownModel(reference, known));
  } else if (
    typeof reference === 'string' &&
    known.includes(reference) &&
    chosen !== undefined &&
    !chosen.includes(reference)
  ) {
    complain(CHOICE, {
      message: `leaves out the reference, ${reference}`,
      hint: 'add it, or choose another with --reference',
    });
  }
}

function unknownModel(id: string, known: readonly string[]) {
  return {
    message: `${shown(id)} is not one of the models`,
    hint: didYouMean(id, known) ?? `known are ${known.join(', ')}`,
  };
}
