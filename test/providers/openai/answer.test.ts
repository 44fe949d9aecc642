import { describe, expect, it } from 'vitest';
import { readCompletion } from '../../../src/providers/openai/answer.ts';
import { chat } from '../../support/loopback.ts';

const read = (body: unknown, asked = 'test-model') =>
  readCompletion(typeof body === 'string' ? body : JSON.stringify(body), asked);
const message = (fields: object, choice: object = {}) =>
  chat(null, {}, { message: { role: 'assistant', ...fields }, ...choice });

describe('readCompletion: no completion', () => {
  it.each([
    ['R1 HTML', '<html>'],
    ['R1 empty', ''],
    ['R1 null', 'null'],
    ['R1 list', '[]'],
    ['R1 text', '"ok"'],
    ['R1 {}', '{}'],
    ['R3 cut', '{"choices":[{"mess'],
    ['R3 NaN', '{"choices":NaN}'],
    ['R4 no choices', chat('x', { choices: [] })],
    ['R4 null choices', chat('x', { choices: null })],
    ['R4 choices of null', chat('x', { choices: [null] })],
    ['R4 no message', chat('x', {}, { message: undefined })],
    ['R4 message is a text', chat('x', {}, { message: 'x' })],
    ['R12 number', chat(42)],
    ['R12 object', chat({ text: 'x' })],
  ])('%s is malformed and worth a retry', (_name, body) => {
    expect(read(body)).toMatchObject({ kind: 'malformed', retry: true });
  });

  it('R19: an event stream is named, and not asked for again', () => {
    expect(read('data: {"choices":[]}\n\ndata: [DONE]\n')).toMatchObject({ kind: 'malformed', retry: false });
    expect(read(': OPENROUTER PROCESSING\n\n')).toMatchObject({ kind: 'malformed', retry: false });
  });

  it('R5: errors inside a 200', () => {
    expect(read({ error: { code: 502 } })).toEqual({ kind: 'error', error: { code: 502 } });
    expect(read({ error: 'boom', choices: [] })).toEqual({ kind: 'error', error: 'boom' });
    expect(read(chat('half', {}, { finish_reason: 'error', error: { code: 429 } }))).toEqual({
      kind: 'error',
      error: { code: 429 },
    });
    expect(read(chat('fine', { error: null }))).toMatchObject({ kind: 'answer' });
  });
});

describe('readCompletion: statuses', () => {
  const length = { finish_reason: 'length' };
  it.each<[string, unknown, string, string | undefined, string]>([
    ['R2 BOM', `\uFEFF${JSON.stringify(chat('yes'))}`, 'ok', undefined, 'yes'],
    ['plain', chat('yes'), 'ok', undefined, 'yes'],
    ['finish_reason null', chat('yes', {}, { finish_reason: null }), 'ok', undefined, 'yes'],
    ['R6 null', chat(null), 'empty', 'null', ''],
    ['R6 absent', message({}), 'empty', 'null', ''],
    ['empty text', chat(''), 'empty', 'empty', ''],
    ['white space', chat(' \n'), 'empty', 'empty', ' \n'],
    ['R7 refusal', message({ content: null, refusal: 'I cannot.' }), 'refused', 'refusal', 'I cannot.'],
    ['refusal part', chat([{ type: 'refusal', refusal: 'No.' }]), 'refused', 'refusal', 'No.'],
    ['empty refusal', message({ content: 'yes', refusal: '' }), 'ok', undefined, 'yes'],
    ['R8 filter', chat('half', {}, { finish_reason: 'content_filter' }), 'filtered', 'content_filter', 'half'],
    ['R8 filter, no content', message({}, { finish_reason: 'content_filter' }), 'filtered', 'content_filter', ''],
    ['R9 cut', chat('half', {}, length), 'truncated', 'length', 'half'],
    ['R10 all reasoning', chat('', {}, length), 'empty', 'length', ''],
    ['R10 all reasoning, null', chat(null, {}, length), 'empty', 'length', ''],
    ['R11 tool call', message({ content: null, tool_calls: [{}] }), 'empty', 'tool_call', ''],
    ['tool call with text', message({ content: 'yes', tool_calls: [{}] }), 'ok', undefined, 'yes'],
    [
      'R12 parts',
      chat([{ type: 'text', text: 'a' }, { type: 'image_url' }, { type: 'text', text: 'b' }]),
      'ok',
      undefined,
      'ab',
    ],
    ['R15 think stays', chat('<think>x</think>yes'), 'ok', undefined, '<think>x</think>yes'],
    ['R17 lone surrogate', '{"choices":[{"message":{"content":"\\ud800\\u0000"}}]}', 'ok', undefined, '\ud800\u0000'],
  ])('%s', (_name, body, status, reason, text) => {
    const reading = read(body);
    expect(reading).toMatchObject({ kind: 'answer', again: reason === 'null', answer: { status, text } });
    expect(reading.kind === 'answer' && reading.answer.reason).toBe(reason);
  });

  it.each([
    ['DeepSeek, llama.cpp', message({ content: 'yes', reasoning_content: 'because' })],
    ['vLLM, OpenRouter', message({ content: 'yes', reasoning: 'because' })],
    [
      'Mistral',
      chat([
        { type: 'thinking', thinking: [{ type: 'text', text: 'because' }] },
        { type: 'text', text: 'yes' },
      ]),
    ],
  ])('reasoning of %s is kept apart', (_name, body) => {
    expect(read(body)).toMatchObject({ answer: { status: 'ok', text: 'yes', reasoning_text: 'because' } });
  });
});

describe('readCompletion: oddities', () => {
  it.each([
    ['gpt-4o', 'gpt-4o-2024-08-06', false],
    ['meta/Llama-3', 'llama-3', false],
    ['llama3', 'llama3:latest', false],
    ['claude-sonnet-latest', 'claude-sonnet-20250101', false],
    ['gpt-4o', 'gpt-4o-mini', true],
    ['gpt-4o-mini', 'gpt-4o', true],
    ['gpt-4', 'gpt-4-32k', true],
    ['cheap', 'some-other-model-2019', true],
  ])('R14: asked for %s, served by %s: warns %s', (asked, model, warns) => {
    const reading = read(chat('x', { model }), asked);
    expect(reading).toMatchObject({ answer: { served_model: model } });
    expect(reading.kind === 'answer' && reading.answer.warnings).toEqual(
      warns ? [`asked for ${asked}, served by ${model}`] : [],
    );
  });

  it('R13: the first of two choices', () => {
    const one = { index: 0, message: { content: 'a' } };
    const reading = read(chat('x', { choices: [one, { ...one, message: { content: 'b' } }] }));
    expect(reading).toMatchObject({ answer: { text: 'a', warnings: ['2 choices came back; the first is used'] } });
  });

  it('R18: __proto__ in the body pollutes nothing and supplies nothing', () => {
    const evil = '{"__proto__":{"polluted":1,"choices":[{"message":{"content":"x"}}]}}';
    expect(read(evil)).toMatchObject({ kind: 'malformed' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('readCompletion: log-probabilities', () => {
  const withTokens = (content: unknown) => read(chat('yes', {}, { logprobs: { content } }));
  it('are averaged over the tokens of the answer', () => {
    const tokens = [-0.5, -1.5, 0].map((logprob) => ({ token: 'x', logprob, bytes: null, top_logprobs: [] }));
    expect(withTokens(tokens)).toMatchObject({ answer: { logprob: -2 / 3 } });
  });
  it.each([
    ['none asked for', undefined],
    ['null', null],
    ['no token', []],
    ['a text', 'x'],
    ['a token without', [{ logprob: -1 }, { token: 'x' }]],
    ['no log of a probability', [{ logprob: 0.5 }]],
    ['a text for a number', [{ logprob: '-1' }]],
  ])('are unknown: %s', (_name, content) => {
    const reading = withTokens(content);
    expect(reading.kind === 'answer' && reading.answer).not.toHaveProperty('logprob');
  });
  it('are unknown where the whole field is something else', () => {
    for (const logprobs of [null, [], 'x', { content: null }])
      expect(read(chat('yes', {}, { logprobs }))).not.toHaveProperty('answer.logprob');
  });
});

describe('readCompletion: a tool that the model has to call', () => {
  const call = (name: unknown, args: unknown) => ({ id: 'c', type: 'function', function: { name, arguments: args } });
  const readTool = (body: unknown, tool?: string) => readCompletion(JSON.stringify(body), 'test-model', tool);

  it('its arguments are the text', () => {
    const body = message({ content: null, tool_calls: [call('verdict', '{"a":1}')] }, { finish_reason: 'tool_calls' });
    expect(readTool(body, 'verdict')).toMatchObject({
      kind: 'answer',
      again: false,
      answer: { status: 'ok', text: '{"a":1}' },
    });
    const cut = message({ content: null, tool_calls: [call('verdict', '{"a":')] }, { finish_reason: 'length' });
    expect(readTool(cut, 'verdict')).toMatchObject({ answer: { status: 'truncated' } });
  });

  it('R11: nobody asked for it: no answer', () => {
    const body = message({ content: null, tool_calls: [call('verdict', '{"a":1}')] });
    expect(readTool(body)).toMatchObject({ answer: { status: 'empty', reason: 'tool_call', text: '' } });
  });

  it.each([
    ['another tool', [call('other', '{}')]],
    ['two calls', [call('verdict', '{"a":1}'), call('verdict', '{"a":2}')]],
    ['no call', []],
    ['no list', 'verdict'],
    ['arguments of no text', [call('verdict', { a: 1 })]],
    ['empty arguments', [call('verdict', '')]],
    ['null', [null]],
  ])('%s is none of it', (_what, tool_calls) => {
    expect(readTool(message({ content: null, tool_calls }), 'verdict')).toMatchObject({ answer: { status: 'empty' } });
    expect(readTool(message({ content: 'in words', tool_calls }), 'verdict')).toMatchObject({
      answer: { text: 'in words' },
    });
  });
});
