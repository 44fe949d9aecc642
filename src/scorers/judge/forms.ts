import type { JudgeKind, Rubric, VerdictForm } from '../../domain/judge.ts';

/** What a verdict may say in one word, and the score that it stands for; null: the judge cannot tell. */
export const WORDS: Readonly<Record<Exclude<JudgeKind, 'pointwise'>, ReadonlyMap<string, number | null>>> = {
  pass_fail: new Map([
    ['pass', 1],
    ['fail', 0],
    ['cannot_tell', null],
  ]),
  pairwise: new Map([
    ['first', 1],
    ['tie', 0.5],
    ['second', 0],
    ['cannot_tell', null],
  ]),
};

/** What a verdict looks like. `count`: of criteria. */
export interface Shape {
  readonly kind: JudgeKind;
  readonly count: number;
  readonly scale: Rubric['scale'];
}

/** Members of a verdict after nonce and reason: `verdict`, or one for each criterion in the order shown. */
export function verdictMembers({ kind, count }: Pick<Shape, 'kind' | 'count'>): readonly string[] {
  return kind === 'pointwise' ? Array.from({ length: count }, (_, i) => `score_${i + 1}`) : ['verdict'];
}

/** What makes an endpoint give this form. The schema names neither nonce nor order: one for all tasks of a rubric, since endpoints compile them. */
export function formParams(form: VerdictForm, shape: Shape): Readonly<Record<string, unknown>> {
  switch (form) {
    case 'json_schema':
      return {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'verdict', strict: true, schema: schemaOf(shape) },
        },
      };
    case 'tool':
      return {
        tools: [
          {
            type: 'function',
            function: { name: 'verdict', description: 'Gives the verdict', parameters: schemaOf(shape) },
          },
        ],
        tool_choice: { type: 'function', function: { name: 'verdict' } },
      };
    case 'json':
      return { response_format: { type: 'json_object' } };
    case 'text':
      return {};
  }
}

function schemaOf(shape: Shape): Readonly<Record<string, unknown>> {
  const text = { type: 'string' };
  const members = verdictMembers(shape).map((name) => [name, memberSchema(shape)] as const);
  const properties = Object.fromEntries([['nonce', text], ['reason', text], ...members]);
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function memberSchema({ kind, scale }: Shape): Readonly<Record<string, unknown>> {
  if (kind !== 'pointwise') return { type: 'string', enum: [...WORDS[kind].keys()] };
  return { type: ['integer', 'null'], enum: [...levels(scale), null] };
}

/** The whole levels of a scale, from the lowest. */
export function levels({ min, max }: Rubric['scale']): readonly number[] {
  return Array.from({ length: max - min + 1 }, (_, i) => min + i);
}

/** What the judge is told about the form. No line of it, and no object in it, is a verdict. */
export function formText(form: VerdictForm, shape: Shape): string {
  const how = form === 'text' ? linesText(shape) : objectText(form, shape);
  return `First weigh the criteria one by one and write your reasons, in a few sentences. Then give the verdict.\n${how}`;
}

function objectText(form: VerdictForm, shape: Shape): string {
  const members = verdictMembers(shape).map((name) => `"${name}": ${memberText(shape)}`);
  const sample = `{"nonce": "<the code>", "reason": "<your reasons>", ${members.join(', ')}}`;
  const where =
    form === 'tool' ? 'Call the function verdict with' : 'Reply with one JSON object and nothing else, like';
  return `${where} ${sample}, where the code is the one given at the end.`;
}

function memberText({ kind }: Shape): string {
  return kind === 'pointwise' ? '<level or null>' : `"<${[...WORDS[kind].keys()].join(' | ')}>"`;
}

function linesText({ kind, count }: Shape): string {
  const last = `where CODE stands for the code given at the end. Write nothing else on such a line.`;
  if (kind !== 'pointwise') {
    const words = [...WORDS[kind].keys()].map((word) => `CODE ${word.toUpperCase()}`);
    return `The verdict is one line of its own at the end: ${words.join(', or ')}; ${last}`;
  }
  return `The verdict is ${count} ${count === 1 ? 'line' : 'lines'} of its own at the end, one for each criterion, such as: CODE 1 = LEVEL; ${last} In place of a level, CANNOT_TELL is allowed.`;
}
