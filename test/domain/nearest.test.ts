import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '../../src/domain/nearest.ts';

describe('nearest', () => {
  it.each([
    ['datset', 'dataset'],
    ['apiKeyEnv', 'api_key_env'],
    ['API-KEY-ENV', 'api_key_env'],
    ['daatset', 'dataset'],
    ['adtaset', 'dataset'],
    ['model', 'models'],
    ['DATASET', 'dataset'],
    [' dataset ', 'dataset'],
  ])('%s means %s', (written, meant) => {
    expect(nearest(written, ['dataset', 'models', 'api_key_env'])).toBe(meant);
  });

  it('is silent where nothing is near', () => {
    expect(nearest('x', ['a', 'b'])).toBeUndefined();
    expect(nearest('weather', ['dataset', 'models'])).toBeUndefined();
    expect(didYouMean('weather', ['dataset'])).toBeUndefined();
  });

  it('takes the nearest, and the first of equals', () => {
    expect(nearest('gpt-5', ['gpt-4o', 'gpt-5x', 'gpt-5y'])).toBe('gpt-5x');
    expect(didYouMean('linaer', ['nearest', 'linear'])).toBe('did you mean linear?');
  });

  it('is quick on hostile names', () => {
    expect(nearest('a'.repeat(1_000_000), ['b'])).toBeUndefined();
  });
});
