import { describe, expect, it } from 'vitest';
import { cleanBaseUrl, hostOf, isLoopback, requestBody, targetOf } from '../../../src/providers/openai/request.ts';
import { modelSpec } from './harness.ts';

const messages = [{ role: 'user' as const, content: 'hi' }];

describe('requestBody', () => {
  it('takes params without nulls, extra_body on top, and never a stream', () => {
    const params = { temperature: null, seed: 0, top_k: 1, stream: true, stream_options: {} };
    const model = modelSpec('http://h/v1', { params, extra_body: { top_k: 2, keep: null } });
    expect(requestBody(model, messages)).toEqual({ model: 'test-model', messages, seed: 0, top_k: 2, keep: null });
  });

  it('takes the params of one request over those of the model, under extra_body; a null removes one', () => {
    const model = modelSpec('http://h/v1', { params: { temperature: 1, seed: 3 }, extra_body: { top_k: 2 } });
    const own = { temperature: 0, seed: null, top_k: 9, response_format: { type: 'json_object' }, stream: true };
    expect(requestBody(model, messages, own)).toEqual({
      model: 'test-model',
      messages,
      temperature: 0,
      top_k: 2,
      response_format: { type: 'json_object' },
    });
    expect(requestBody(model, messages)).toMatchObject({ temperature: 1, seed: 3 });
  });

  it('carries a __proto__ field as data', () => {
    const body = requestBody(modelSpec('http://h/v1', { params: JSON.parse('{"__proto__": {"x": 1}}') }), messages);
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
    expect(JSON.stringify(body)).toContain('"__proto__":{"x":1}');
  });
});

describe('addresses', () => {
  it('drops userinfo, query and closing slash', () => {
    const model = modelSpec('https://u:p@Example.com:8443/openai/v1/?api-key=x#y');
    expect(cleanBaseUrl(model)).toBe('https://example.com:8443/openai/v1');
    expect(hostOf(model)).toBe('example.com:8443');
  });

  it.each([
    ['http://localhost:11434/v1', true],
    ['http://127.8.0.1/v1', true],
    ['http://[::1]:8000/v1', true],
    ['http://127.0.0.1.evil.example/v1', false],
    ['http://notlocalhost/v1', false],
    ['http://10.0.0.1/v1', false],
  ])('%s is loopback: %s', (url, expected) => {
    expect(isLoopback(url)).toBe(expected);
  });
});

describe('targetOf', () => {
  it('needs OPENAI_API_KEY only where OpenAI itself is asked', () => {
    const { base_url: _, api_key_env: __, ...model } = modelSpec('x');
    expect(() => targetOf(model, {})).toThrow('OPENAI_API_KEY is not set');
    const target = targetOf(model, { OPENAI_API_KEY: 'sk-real-one ' });
    expect(target).toMatchObject({
      url: 'https://api.openai.com/v1',
      headers: { authorization: 'Bearer sk-real-one' },
    });
    const elsewhere = targetOf({ ...model, base_url: 'https://gpu.example/v1' }, { OPENAI_API_KEY: 'sk-real-one' });
    expect(JSON.stringify(elsewhere)).not.toContain('sk-real-one');
    expect(elsewhere.keyNote).toBe('api_key_env (none is configured)');
  });

  it('takes a password with a bare percent sign', () => {
    const target = targetOf(modelSpec('http://u:50%off@localhost/v1'), {});
    expect(target.headers.authorization).toBe('Basic dTo1MCVvZmY=');
  });

  it('needs no key on loopback, and keeps every secret for the redactor', () => {
    expect(targetOf(modelSpec('http://localhost:1/v1'), {}).headers.authorization).toBeUndefined();
    const model = modelSpec('https://u:pass1@h.example/v1?sig=query1', {
      headers: { 'X-Auth-Token': 'literal1', 'x-title': 'shown' },
      headers_env: { 'api-key': 'AZ' },
    });
    expect([...targetOf(model, { TEST_KEY: 'key1', AZ: 'azure1' }).secrets].sort()).toEqual([
      'azure1',
      'key1',
      'literal1',
      'pass1',
      'query1',
      'u:pass1',
    ]);
  });
});
