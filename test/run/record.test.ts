import { expect, it } from 'vitest';
import type { Answer } from '../../src/domain/completion.ts';
import type { OpenModel } from '../../src/run/competitors.ts';
import { completionOf } from '../../src/run/record.ts';
import type { KeyedRequest } from '../../src/run/replay.ts';

const task = { id: 't1', segment: '', weight: 1 };
const answer: Answer = { status: 'ok', text: 'yes', attempts: [] };

it.each([
  ['openai', '2026-11-21T22:44:55.000Z'],
  ['classifier', undefined],
  ['recorded', undefined],
])('the moment of charge is written of what was really sent: %s -> %s', (provider, at) => {
  const model = { id: 'm', spec: { model: 'm', provider } } as unknown as OpenModel;
  const request = { task, repeat: 0, key: 'k' } as unknown as KeyedRequest;
  expect(completionOf(model, request, answer, new Date('2026-11-21T22:44:55Z')).at).toBe(at);
});
