import { describe, expect, it } from 'vitest';
import {
  envNameComplaint,
  hostComplaint,
  isoDateComplaint,
  templateComplaint,
  urlComplaint,
} from '../../src/config/fields.ts';

describe('urlComplaint', () => {
  it.each([
    'https://api.openai.com/v1',
    'http://localhost:8000/v1',
    'http://[::1]:8000',
    'https://r.openai.azure.com/openai/v1/?api-version=preview',
  ])('takes %s', (url) => {
    expect(urlComplaint(url)).toBeUndefined();
  });
  it.each([
    ['api.openai.com/v1', '"api.openai.com/v1" is not a URL'],
    ['ftp://x.com', '"ftp://x.com" is not a URL'],
    ['file:///etc/passwd', '"file:///etc/passwd" is not a URL'],
    ['https://', '"https://" is not a URL'],
    [`\${BASE_URL}`, 'variables are not expanded here'],
    ['https://user:pass@x.com/', 'holds credentials'],
    ['https://user@x.com/', 'holds credentials'],
    ['https://:pass@x.com/', 'holds credentials'],
    ['https://x.com/?api-key=abc', 'holds credentials'],
    ['https://x.com/?access_token=abc', 'holds credentials'],
  ])('refuses %s', (url, message) => {
    expect(urlComplaint(url)?.message).toBe(message);
  });
  it('never repeats credentials', () => {
    expect(JSON.stringify(urlComplaint('https://user:hunter2@x.com/?key=hunter2'))).not.toContain('hunter2');
  });
});

describe('envNameComplaint', () => {
  it('takes names', () => {
    expect(['OPENAI_API_KEY', '_x', 'a1'].map(envNameComplaint)).toEqual([undefined, undefined, undefined]);
  });
  it.each(['my-own-key', '1A', 'A B', '', 'A=B'])('refuses %j without showing it', (name) => {
    const complaint = envNameComplaint(name);
    expect(complaint?.message).toBe('must be the name of an environment variable');
    expect(complaint?.hint).toBe('export the key under a name, such as OPENAI_API_KEY, and write that name here');
  });
  it.each([`\${OPENAI_API_KEY}`, '$OPENAI_API_KEY'])('takes %s apart', (name) => {
    expect(envNameComplaint(name)?.hint).toBe('write the name alone: OPENAI_API_KEY');
  });
});

it.each([
  ['api.openai.com', true],
  ['localhost:8000', true],
  ['127.0.0.1:8000', true],
  ['[::1]:8000', true],
  ['https://api.openai.com', false],
  ['api.openai.com/v1', false],
  ['user@host', false],
  ['host:port', false],
  ['', false],
])('host %j: %s', (host, fine) => {
  expect(hostComplaint(host) === undefined).toBe(fine);
});

it.each([
  ['2026-02-28', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['28.02.2026', false],
  ['2026-2-8', false],
  ['2026-02-28T00:00:00Z', false],
])('date %s: %s', (date, fine) => {
  expect(isoDateComplaint(date) === undefined).toBe(fine);
});

it('passes on what is wrong with a template', () => {
  expect(templateComplaint('{{a}}')).toBeUndefined();
  expect(templateComplaint('{{}}')?.message).toBe('the template has an empty {{}}');
});
