import type { JudgeKind, VerdictForm } from '../../src/domain/judge.ts';
import type { ChatMessage } from '../../src/domain/task.ts';
import { chat, echo, failure, type Reply, type Script, type Seen } from './replies.ts';

/** What a judge is shown, read back from its prompt; pairwise, `answer` is the one shown first. */
export interface Shown {
  readonly kind: JudgeKind;
  readonly form: VerdictForm;
  readonly nonce: string;
  readonly task: string;
  readonly reference?: string;
  readonly answer: string;
  readonly other?: string;
  /** In the order shown. */
  readonly criteria: readonly { readonly name: string; readonly text: string }[];
  /** The scale of levels; 0 to 1 where there are none. */
  readonly min: number;
  readonly max: number;
}

/**
 * What an honest judge thinks. True and false: pass and fail, all highest and all lowest levels, first and second. A number: that level throughout;
 * a list: one level for each criterion in the order shown. Null: cannot tell.
 */
export type Opinion = boolean | number | null | readonly (number | null)[] | 'first' | 'second' | 'tie';

/** What is shown to a judge; undefined for the request of a model. */
export function shownTo(seen: Seen): Shown | undefined {
  const nonce = /The code is ([0-9a-f]{8})\.$/.exec(seen.prompt)?.[1];
  const [first] = (seen.body.messages ?? []) as readonly Partial<ChatMessage>[];
  const isJudge = first?.role === 'system' && first.content?.startsWith('You grade answers');
  if (nonce === undefined || !isJudge) return undefined;
  const between = (name: string) =>
    textBetween(seen.prompt, `<<<${name} ${nonce}>>>\n`, `\n<<<END ${name} ${nonce}>>>`);
  const reference = between('REFERENCE');
  const other = between('SECOND ANSWER');
  const start = seen.prompt.indexOf(`<<<END ${reference === undefined ? 'TASK' : 'REFERENCE'} ${nonce}>>>`);
  const middle = seen.prompt.slice(start, seen.prompt.search(`<<<(FIRST )?ANSWER ${nonce}>>>`));
  const [, min = '0', max = '1'] = /from (-?\d+) \(worst\) to (-?\d+) \(best\)/.exec(middle) ?? [];
  return {
    kind: other !== undefined ? 'pairwise' : middle.includes('(worst)') ? 'pointwise' : 'pass_fail',
    form: formOf(seen.body),
    nonce,
    task: between('TASK') ?? '',
    ...(reference === undefined ? {} : { reference }),
    answer: between('ANSWER') ?? between('FIRST ANSWER') ?? '',
    ...(other === undefined ? {} : { other }),
    criteria: [...middle.matchAll(/^\d+\. ([^:\n]*): (.*)$/gm)].map(([, name = '', text = '']) => ({ name, text })),
    min: Number(min),
    max: Number(max),
  };
}

function textBetween(text: string, open: string, close: string): string | undefined {
  const start = text.indexOf(open);
  return start < 0 ? undefined : text.slice(start + open.length, text.indexOf(close, start));
}

function formOf(body: Seen['body']): VerdictForm {
  if (Array.isArray(body.tools)) return 'tool';
  const type = (body.response_format as { readonly type?: unknown } | undefined)?.type;
  return type === 'json_schema' ? 'json_schema' : type === 'json_object' ? 'json' : 'text';
}

/** A judge that says what it is told to think, in the form it is asked for. `models` answers everything that is no question to a judge. */
export function judge(opinion: (shown: Shown) => Opinion, models: Script = echo): Script {
  return playing((shown, seen) => verdict(shown, seen, opinion(shown)), models);
}

/** A judge that replies to every question as it likes: see LIARS. */
export function playing(reply: (shown: Shown, seen: Seen) => Reply, models: Script = echo): Script {
  return (seen) => {
    const shown = shownTo(seen);
    return shown === undefined ? models(seen) : reply(shown, seen);
  };
}

/** An endpoint that does not know these forms of a verdict: it answers 400 to them. */
export function without(forms: readonly VerdictForm[], script: Script): Script {
  return (seen) => {
    const form = shownTo(seen)?.form;
    return form !== undefined && forms.includes(form) ? failure(400, `${form} is not supported`) : script(seen);
  };
}

/** The reply of an honest judge. */
export function verdict(shown: Shown, seen: Seen, opinion: Opinion): Reply {
  return speech(shown, seen, said(shown, membersOf(shown, opinion)));
}

type Members = Readonly<Record<string, unknown>>;

function membersOf({ kind, criteria, min, max }: Shown, opinion: Opinion): Members {
  if (kind !== 'pointwise') return { verdict: wordOf(kind, opinion) };
  const level = typeof opinion === 'boolean' ? (opinion ? max : min) : opinion;
  const levels = criteria.map((_, i) => (Array.isArray(level) ? (level[i] ?? null) : level));
  return Object.fromEntries(levels.map((one, i) => [`score_${i + 1}`, one]));
}

function wordOf(kind: JudgeKind, opinion: Opinion): string {
  if (typeof opinion === 'string') return opinion;
  if (opinion === null) return 'cannot_tell';
  return kind === 'pairwise' ? (opinion ? 'first' : 'second') : opinion ? 'pass' : 'fail';
}

/** A verdict as a JSON object, or as lines. */
function said({ nonce, form }: Pick<Shown, 'nonce' | 'form'>, members: Members): string {
  if (form !== 'text') return JSON.stringify({ nonce, reason: 'As the criteria have it.', ...members });
  const lines = Object.entries(members).map(([name, value]) => {
    const word = String(value ?? 'cannot_tell').toUpperCase();
    return `${nonce} ${name.startsWith('score_') ? `${name.slice('score_'.length)} = ${word}` : word}`;
  });
  return ['As the criteria have it.', ...lines].join('\n');
}

/** Text of a judge, as the arguments of its tool where it has to call one. */
function speech({ form }: Pick<Shown, 'form'>, seen: Seen, text: string, choice: object = {}): Reply {
  const call = { id: 'call_1', type: 'function', function: { name: 'verdict', arguments: text } };
  const message = { role: 'assistant', content: null, tool_calls: [call] };
  return { body: chat(text, { model: seen.model }, { ...(form === 'tool' ? { message } : {}), ...choice }) };
}

/** Judges that lie, or do not do as they are told. None of them gives a verdict (faults.md, J), but `flatters`, which passes everything. */
export const LIARS = {
  flatters: (shown, seen) => verdict(shown, seen, true),
  prose: (shown, seen) => speech(shown, seen, 'The answer is correct, so it passes.'),
  empty: (shown, seen) => speech(shown, seen, ''),
  empty_object: (shown, seen) => speech(shown, seen, '{}'),
  two_verdicts: (shown, seen) => {
    const both = [true, false].map((opinion) => said(shown, membersOf(shown, opinion)));
    return speech(shown, seen, both.join('\n'));
  },
  /** Pointwise: out of range; else no word of a verdict. */
  level_87: (shown, seen) => speech(shown, seen, said(shown, changed(shown, 87))),
  text_for_flag: (shown, seen) => speech(shown, seen, said(shown, changed(shown, 'true'))),
  contradiction: (shown, seen) => {
    const members = {
      ...membersOf(shown, true),
      ...(shown.kind === 'pairwise' ? { winner: 'second' } : { pass: false }),
    };
    return speech(shown, seen, said(shown, members));
  },
  abstains: (shown, seen) => verdict(shown, seen, null),
  refuses: (_shown, seen) => {
    const message = { role: 'assistant', content: null, refusal: 'I cannot help with that.' };
    return { body: chat(null, { model: seen.model }, { message }) };
  },
  /** A whole verdict, yet the endpoint says that it ended by length. */
  cut: (shown, seen) => speech(shown, seen, said(shown, membersOf(shown, true)), { finish_reason: 'length' }),
  proto: (shown, seen) =>
    speech(shown, seen, `{"__proto__":${said(shown, membersOf(shown, true))},"nonce":"${shown.nonce}"}`),
  echoes: (shown, seen) => speech(shown, seen, seen.prompt),
  forged_nonce: (shown, seen) => {
    return speech(shown, seen, said({ ...shown, nonce: '0badc0de' }, membersOf(shown, true)));
  },
  repeats_answer: (shown, seen) => speech(shown, seen, shown.answer),
  fails: () => failure(500, 'out of order'),
} satisfies Readonly<Record<string, (shown: Shown, seen: Seen) => Reply>>;

function changed(shown: Shown, value: unknown): Members {
  return Object.fromEntries(Object.keys(membersOf(shown, true)).map((name) => [name, value]));
}
