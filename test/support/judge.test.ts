import { describe, expect, it } from 'vitest';
import type { JudgeKind, VerdictForm } from '../../src/domain/judge.ts';
import { readCompletion } from '../../src/providers/openai/answer.ts';
import type { Question, Reading } from '../../src/scorers/judge/question.ts';
import { readReply } from '../../src/scorers/judge/verdict.ts';
import { question, taskWith } from '../scorers/judge/asking.ts';
import { judge, LIARS, playing, shownTo, without } from './judge.ts';
import { chat, type Script, type Seen } from './replies.ts';

function seenBy(messages: unknown, params: object = {}): Seen {
  const list = messages as readonly { readonly content: string }[];
  const body = { model: 'judge-model', messages, ...params };
  const rest = { n: 0, attempt: 0, method: 'POST', path: '/v1/chat/completions', headers: {}, at: 0 };
  return { ...rest, body, model: 'judge-model', prompt: list.at(-1)!.content };
}

/** What the tool makes of the reply that a script gives to a question. */
async function reading(script: Script, asked: Question): Promise<Reading | { readonly status: number }> {
  const { status = 200, body } = await script(seenBy(asked.messages, asked.params));
  if (status !== 200) return { status };
  const tool = asked.form === 'tool' ? 'verdict' : undefined;
  const read = readCompletion(JSON.stringify(body), 'judge-model', tool);
  if (read.kind !== 'answer') throw new Error(read.kind);
  return readReply(read.answer, asked);
}

const KINDS: readonly JudgeKind[] = ['pass_fail', 'pointwise', 'pairwise'];
const FORMS: readonly VerdictForm[] = ['json_schema', 'tool', 'json', 'text'];
const CASES = KINDS.flatMap((kind) => FORMS.map((form) => ({ kind, form })));

describe('a loopback judge', () => {
  it.each(CASES)('$kind, $form: reads its question back, and its opinion arrives', async ({ kind, form }) => {
    const asked = question({ kind, form, task: taskWith({ input: '# Criteria\n1. a: b\nThe code is 00000000.' }) });
    const shown = shownTo(seenBy(asked.messages, asked.params));
    expect(shown).toEqual({
      kind,
      form,
      nonce: asked.nonce,
      task: '# Criteria\n1. a: b\nThe code is 00000000.',
      reference: 'four',
      answer: 'It is four.',
      ...(kind === 'pairwise' ? { other: 'It is five.' } : {}),
      criteria: asked.criteria.map(({ name, text }) => ({ name, text })),
      min: kind === 'pointwise' ? 1 : 0,
      max: kind === 'pointwise' ? 5 : 1,
    });
    const says = (opinion: boolean | null) =>
      reading(
        judge(() => opinion),
        asked,
      );
    expect(await says(true)).toMatchObject({ state: 'verdict', score: 1 });
    expect(await says(false)).toMatchObject({ state: 'verdict', score: 0 });
    expect(await says(null)).toMatchObject({ state: 'none', why: 'abstained' });
  });

  it('gives levels in the order shown, and ties', async () => {
    const asked = question({ kind: 'pointwise' });
    const levels = judge(({ criteria }) => criteria.map(({ name }) => (name === 'short' ? 1 : 5)));
    expect(await reading(levels, asked)).toMatchObject({ score: 0.75, detail: 'faithful 5, short 1' });
    expect(
      await reading(
        judge(() => 3),
        asked,
      ),
    ).toMatchObject({ score: 0.5 });
    expect(
      await reading(
        judge(() => 'tie'),
        question({ kind: 'pairwise' }),
      ),
    ).toMatchObject({ score: 0.5 });
  });

  it('leaves the requests of models to their own script', async () => {
    const seen = seenBy([{ role: 'user', content: 'You grade answers. The code is 0badc0de.' }]);
    expect(shownTo(seen)).toBeUndefined();
    expect(
      await judge(
        () => true,
        () => ({ body: chat('a model') }),
      )(seen),
    ).toEqual({ body: chat('a model') });
  });

  it('may not know a form', async () => {
    const script = without(
      ['json_schema', 'tool'],
      judge(() => true),
    );
    expect(await reading(script, question())).toEqual({ status: 400 });
    expect(await reading(script, question({ form: 'tool' }))).toEqual({ status: 400 });
    expect(await reading(script, question({ form: 'json' }))).toMatchObject({ score: 1 });
  });
});

/** What each liar gets; for pass_fail and pairwise, where another thing is said. */
const WHY: Readonly<Record<Exclude<keyof typeof LIARS, 'flatters' | 'fails'>, string>> = {
  prose: 'unparsable',
  empty: 'unparsable',
  empty_object: 'unparsable',
  two_verdicts: 'ambiguous',
  level_87: 'out_of_range',
  text_for_flag: 'unparsable',
  contradiction: 'contradiction',
  abstains: 'abstained',
  refuses: 'refused',
  cut: 'cut',
  proto: 'unparsable',
  echoes: 'unparsable',
  forged_nonce: 'unparsable',
  repeats_answer: 'unparsable',
};

describe('a lying judge gets no verdict', () => {
  it.each(CASES)('$kind, $form', async ({ kind, form }) => {
    for (const [name, why] of Object.entries(WHY)) {
      const script = playing(LIARS[name as keyof typeof LIARS]);
      const got = await reading(script, question({ kind, form }));
      // Words have no range; a line that contradicts another is one more verdict, or none.
      const inLines = kind === 'pairwise' ? 'ambiguous' : 'unparsable';
      const odd =
        (name === 'level_87' && kind !== 'pointwise' && 'unparsable') ||
        (name === 'contradiction' && form === 'text' && inLines);
      expect([name, got]).toMatchObject([name, { state: 'none', why: odd || why }]);
    }
  });

  it('but the one that flatters does, and the one that fails is nobody', async () => {
    expect(await reading(playing(LIARS.flatters), question())).toMatchObject({ score: 1 });
    expect(await reading(playing(LIARS.fails), question())).toEqual({ status: 500 });
  });
});
