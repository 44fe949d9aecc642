import { asksJudge, ladderFaults } from '../domain/ladder.ts';
import type { SingleScorerSpec } from '../domain/scorer.ts';
import type { Complain, Path } from './complaint.ts';
import { isMap, shown } from './complaint.ts';
import { JUDGE_FIELDS } from './judge_schema.ts';
import { complainOfRequest } from './model_rules.ts';

type Map = Readonly<Record<string, unknown>>;

const EXAMPLE =
  'for example judge: {model: gpt-5.4-mini, base_url: https://api.openai.com/v1, api_key_env: OPENAI_API_KEY}';

/** Body fields by which a judge is made to give a verdict that can be read. */
const VERDICT_FIELDS = { response_format: true, tools: true, tool_choice: true, parallel_tool_calls: true };
const SET_BY_JUDGE = {
  message: 'set by the judge itself',
  hint: 'remove it; verdict_form: json_schema, tool, json or text chooses how a verdict is asked for',
};

/** Rules over the scorers and the judge block. */
export function complainOfJudging(data: Map, complain: Complain): void {
  complainOfScorers(data, complain);
  if (!isMap(data.judge)) return;
  if (data.judge.models === undefined) complainOfEntry(data.judge, ['judge'], complain);
  else complainOfJury(data.judge, complain);
}

function complainOfScorers({ scorer, scorers, judge }: Map, complain: Complain): void {
  if (scorer !== undefined && scorers !== undefined)
    complain(['scorers'], { message: 'stands beside scorer', hint: 'keep one of the two' }, true);
  const ladder: readonly unknown[] = Array.isArray(scorers) ? scorers : [];
  if (ladder.every(isScorer)) {
    const faults = ladder.length === 0 ? [] : ladderFaults(ladder);
    for (const { rung, message, hint } of faults) complain(['scorers', rung ?? 0], { message, hint });
  }
  if (judge !== undefined) return;
  const missing = { message: 'a judge needs to be told which model judges', hint: EXAMPLE };
  if (isScorer(scorer) && asksJudge(scorer)) complain(['scorer'], missing);
  const at = ladder.findIndex((rung) => isScorer(rung) && asksJudge(rung));
  if (at >= 0) complain(['scorers', at], missing);
}

function isScorer(value: unknown): value is SingleScorerSpec {
  return typeof value === 'string' || (isMap(value) && typeof value.type === 'string');
}

function complainOfJury(judge: Map, complain: Complain): void {
  for (const field of JUDGE_FIELDS.filter((name) => judge[name] !== undefined)) {
    const hint = 'put it into the entries of models, or remove models where there is one judge only';
    complain(['judge', field], { message: 'stands beside models', hint }, true);
  }
  const entries: readonly unknown[] = Array.isArray(judge.models) ? judge.models : [];
  for (const [i, entry] of entries.entries()) {
    if (isMap(entry)) complainOfEntry(entry, ['judge', 'models', i], complain);
  }
  complainOfTwinJudges(entries, complain);
}

function complainOfEntry(entry: Map, path: Path, complain: Complain): void {
  if (entry.id === undefined && entry.model === undefined)
    complain(path, { message: 'which model judges?', hint: EXAMPLE });
  complainOfRequest(entry, path, complain, (key) => (Object.hasOwn(VERDICT_FIELDS, key) ? SET_BY_JUDGE : undefined));
}

/** A judge may be called like a model of the run, but no two judges alike. */
function complainOfTwinJudges(entries: readonly unknown[], complain: Complain): void {
  const ids = entries.map((entry) => (isMap(entry) ? (entry.id ?? entry.model) : undefined));
  for (const [i, id] of ids.entries()) {
    const first = ids.indexOf(id);
    if (typeof id !== 'string' || first === i) continue;
    const field = (entries[i] as Map).id === undefined ? 'model' : 'id';
    complain(['judge', 'models', i, field], {
      message: `${shown(id)} is also the id of judge.models[${first}]`,
      hint: 'give each judge an id of its own',
    });
  }
}
