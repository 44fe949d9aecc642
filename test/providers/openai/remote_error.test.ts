import { describe, expect, it } from 'vitest';
import {
  blamedParam,
  fromErrorValue,
  innerStatus,
  isContentFilter,
  isContextLength,
  isNoModel,
  isQuota,
  readRemoteError,
} from '../../../src/providers/openai/remote_error.ts';

const say = (message: string, code = '') => ({ message, code, type: '', param: '' });

describe('readRemoteError', () => {
  it.each([
    [
      'OpenAI',
      '{"error":{"message":"m","code":"c","type":"t","param":"p"}}',
      { message: 'm', code: 'c', type: 't', param: 'p' },
    ],
    ['Gemini', '[{"error":{"code":429,"message":"m"}}]', { message: 'm', code: '429' }],
    ['text error', '{"error":"m"}', { message: 'm' }],
    ['vLLM', '{"object":"error","message":"m","code":404}', { message: 'm', code: '404' }],
    ['FastAPI', '{"detail":"Not Found"}', { message: 'Not Found' }],
    [
      'pydantic',
      '{"detail":[{"loc":["body","top_k"],"msg":"Extra inputs are not permitted"}]}',
      { message: 'Extra inputs are not permitted', param: 'top_k' },
    ],
    ['HTML', '<h1>Bad gateway</h1>', { message: '<h1>Bad gateway</h1>' }],
    ['nothing', '', { message: '', code: '' }],
  ])('%s', (_name, text, expected) => {
    expect(readRemoteError(text)).toMatchObject(expected);
  });
});

describe('what it means', () => {
  it.each([
    ["This model's maximum context length is 4096 tokens", true],
    ['the request exceeds the available context size', true],
    ['prompt is too long: 210000 tokens > 200000 maximum', true],
    ['The input token count (9) exceeds the maximum', true],
    ['temperature is too long', false],
  ])('context length: %s', (message, expected) => {
    expect(isContextLength(say(message))).toBe(expected);
  });

  it('tells an empty account from a limit on pace', () => {
    expect(isQuota(say('x', 'insufficient_quota'))).toBe(true);
    expect(isQuota(say('Your credit balance is too low to access the API'))).toBe(true);
    // Gemini says this for requests per minute.
    expect(isQuota(say('You exceeded your current quota, please check your plan', '429'))).toBe(false);
  });

  it('knows filters and missing models by code and by wording', () => {
    expect(isContentFilter(say("triggering Azure OpenAI's content management policy"))).toBe(true);
    expect(isContentFilter(say('bad temperature'))).toBe(false);
    expect(isNoModel(say('The model `x` does not exist or you do not have access'))).toBe(true);
    expect(isNoModel(say('x/y is not a valid model ID'))).toBe(true);
    expect(isNoModel(say('messages must not be empty'))).toBe(false);
  });

  it('finds the parameter that is objected to, among those that were sent', () => {
    const sent = ['temperature', 'max_tokens'];
    expect(blamedParam({ ...say('x'), param: 'temperature' }, sent)).toBe('temperature');
    expect(blamedParam({ ...say('x'), param: 'messages[0].role' }, sent)).toBeUndefined();
    expect(
      blamedParam(say("Unsupported parameter: 'max_tokens' is not supported; use 'max_completion_tokens'"), sent),
    ).toBe('max_tokens');
    expect(blamedParam(say("'max_completion_tokens' is unsupported"), sent)).toBeUndefined();
    expect(blamedParam(say('temperature is a fine thing'), sent)).toBeUndefined();
  });

  it.each([
    [{ code: 502 }, 502],
    [{ code: '429' }, 429],
    [{ code: 'rate_limit_exceeded' }, 429],
    [{ code: 'insufficient_quota' }, 402],
    [{ code: 200 }, 500],
    ['boom', 500],
    [null, 500],
  ])('status inside a 200: %j', (value, expected) => {
    expect(innerStatus(fromErrorValue(value))).toBe(expected);
  });
});
