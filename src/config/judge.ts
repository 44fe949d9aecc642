import type { JudgeModelSpec, JudgeSpec } from '../domain/judge.ts';
import { JUDGE_FIELDS, type JudgeBlock, type JudgeEntry } from './judge_schema.ts';

/** A checked judge block with its defaults filled in; the short form is a list of one. */
export function judgeOf(block: JudgeBlock): JudgeSpec {
  const { models, ...rest } = block;
  const isField = ([key]: readonly [string, unknown]) => JUDGE_FIELDS.includes(key);
  const settings = Object.fromEntries(Object.entries(rest).filter((entry) => !isField(entry)));
  const short = Object.fromEntries(Object.entries(rest).filter(isField)) as JudgeEntry;
  return { ...(settings as Omit<JudgeSpec, 'models'>), models: (models ?? [short]).map(judgeModelOf) };
}

function judgeModelOf(entry: JudgeEntry): JudgeModelSpec {
  const { id, model, ...rest } = entry;
  // The rules saw to it that one of the two is there.
  const name = model ?? id!;
  return { params: {}, verdict_form: 'auto', ...rest, id: id ?? name, provider: 'openai', model: name };
}
