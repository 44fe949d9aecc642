import { describe, expect, it } from 'vitest';
import { amountsOfRow, answerOfCompletion, answerOfRow, verdictIn } from '../../../src/providers/recorded/outcome.ts';

describe('verdictIn', () => {
  it.each([
    ['1', 1],
    ['0.0', 0],
    [0.375, 0.375],
    ['True', 1],
    [false, 0],
  ])('%j is scored %d', (cell, score) => {
    expect(verdictIn(cell)).toEqual({ state: 'scored', score });
  });

  it.each([
    ['', 'no score recorded'],
    ['   ', 'no score recorded'],
    [null, 'no score recorded'],
    ['NaN', 'recorded score "NaN" is not a number'],
    ['inf', 'recorded score "inf" is not a number'],
    ['1e999', 'recorded score "1e999" is not a number'],
    ['pass', 'recorded score "pass" is not a number'],
    ['87', 'recorded score 87 is outside 0..1'],
    [-0.1, 'recorded score -0.1 is outside 0..1'],
  ])('%j is unscored: %s', (cell, why) => {
    expect(verdictIn(cell)).toEqual({ state: 'unscored', why });
  });
});

describe('answerOfRow', () => {
  it('takes an output as it stands', () => {
    expect(answerOfRow({ task_id: 'a', output: ' #### 42\r\n' })).toEqual({
      status: 'ok',
      text: ' #### 42\r\n',
      attempts: [],
    });
  });

  it('takes everything that is known', () => {
    const row = {
      output: { a: 1 },
      score: '0.5',
      cost_usd: '0.00023725000000000002',
      input_tokens: '349',
      output_tokens: 120,
      cached_tokens: '40.0',
      latency_ms: '812.5',
    };
    expect(answerOfRow(row)).toEqual({
      status: 'ok',
      text: '{"a":1}',
      attempts: [],
      recorded_verdict: { state: 'scored', score: 0.5 },
      reported_cost_usd: '0.00023725',
      usage: { input: 349, cached: 40, cache_write: 0, output: 120, reasoning: 0 },
      ms: 812.5,
    });
  });

  it('takes blank cells as unknown, never as 0', () => {
    const row = { score: '', cost_usd: '', input_tokens: '', output_tokens: '7', cached_tokens: '', latency_ms: ' ' };
    expect(answerOfRow(row)).toEqual({
      status: 'ok',
      text: '',
      attempts: [],
      recorded_verdict: { state: 'unscored', why: 'no score recorded' },
    });
  });

  it.each([
    ['1e-7', '0.0000001'],
    [1e-7, '0.0000001'],
    ['+0.10', '0.1'],
    ['0.10', '0.10'],
    ['007', '7'],
    ['0', '0'],
    [' 12 ', '12'],
    // at most 15 significant digits: more are float noise
    ['0.142377249999999999556', '0.14237725'],
    ['0.00023725000000000002', '0.00023725'],
    [0.1 + 0.2, '0.3'],
    ['123456789012.345678', '123456789012.346'],
    ['0.000000123456789012345', '0.000000123456789012345'],
  ])('writes the cost %j as %s', (cost_usd, expected) => {
    expect(answerOfRow({ output: 'x', cost_usd }).reported_cost_usd).toBe(expected);
  });

  it.each([
    [{ cost_usd: '-0.01' }, 'cost_usd "-0.01" is not an amount: taken as unknown'],
    [{ cost_usd: '$0.01' }, 'cost_usd "$0.01" is not an amount: taken as unknown'],
    [{ input_tokens: 'NaN', output_tokens: 1 }, 'input_tokens "NaN" is not an amount: taken as unknown'],
    [{ input_tokens: 1.5, output_tokens: 1 }, 'input_tokens 1.5 is not a whole number: taken as unknown'],
    [
      { input_tokens: 5, output_tokens: 1, cached_tokens: 6 },
      'cached_tokens 6 is more than input_tokens 5: taken as unknown',
    ],
    [{ latency_ms: -1 }, 'latency_ms "-1" is not an amount: taken as unknown'],
  ])('%j is unknown, with a warning', (cells, warning) => {
    expect(answerOfRow({ output: 'x', ...cells })).toEqual({
      status: 'ok',
      text: 'x',
      attempts: [],
      warnings: [warning],
    });
  });

  it.each([
    ['   ', undefined, { status: 'empty', text: '   ' }],
    ['', undefined, { status: 'failed', text: '', reason: 'no output recorded' }],
    [null, undefined, { status: 'failed', text: '', reason: 'no output recorded' }],
    ['', '1', { status: 'ok', text: '' }],
  ])('output %j with score %j', (output, score, expected) => {
    expect(answerOfRow({ output, ...(score === undefined ? {} : { score }) })).toMatchObject(expected);
  });
});

describe('amountsOfRow', () => {
  it.each([
    [{ cost_usd: '$3' }, 'use 3'],
    [{ cost_usd: '1,50' }, 'use 1.50'],
    [{ cost_usd: '1,234.5' }, 'use 1234.5'],
    [{ cost_usd: '1,234' }, 'use 1.234 or 1234, whichever is meant'],
    [{ cost_usd: '0.02 USD' }, 'use 0.02'],
    [{ cost_usd: '-1' }, 'write dollars such as 0.0125, from 0 up, or leave the cell empty where it is not known'],
    [{ output_tokens: '1,234,567' }, 'use 1234567'],
    [{ input_tokens: 1.5 }, 'write a whole number, from 0 up, or leave the cell empty where it is not known'],
    [{ latency_ms: '12 ms' }, 'use 12'],
  ])('%j: %s', (cells, hint) => {
    const { faults, ...amounts } = amountsOfRow(cells);
    expect(amounts).toEqual({ usage: undefined, cost: undefined, ms: undefined });
    expect(faults).toMatchObject([{ column: Object.keys(cells)[0], hint }]);
  });
});

describe('answerOfCompletion', () => {
  const completion = {
    task_id: 't',
    model: 'm',
    repeat: 0,
    key: 'k',
    segment: '',
    weight: 1,
    status: 'truncated',
    text: 'half an ans',
    reason: 'length',
    usage: { input: 3, cached: 0, cache_write: 0, output: 2, reasoning: 1 },
    cost: { state: 'known', usd: '0.0004', source: 'config' },
    ms: 12,
    attempts: [{ outcome: 'http 500', ms: 3, billed: 'no' }],
    served_model: 'm-2',
    finish_reason: 'length',
  } as const;

  it('replays the answer, not the attempts that led to it', () => {
    expect(answerOfCompletion(completion)).toEqual({
      status: 'truncated',
      text: 'half an ans',
      attempts: [],
      reason: 'length',
      usage: completion.usage,
      reported_cost_usd: '0.0004',
      ms: 12,
      served_model: 'm-2',
      finish_reason: 'length',
    });
  });

  it('leaves an unknown cost unknown, and hands a grade on', () => {
    const verdict = { state: 'scored', score: 1 } as const;
    const answer = answerOfCompletion({
      ...completion,
      cost: { state: 'unknown', why: 'no price' },
      recorded_verdict: verdict,
    });
    expect(answer).not.toHaveProperty('reported_cost_usd');
    expect(answer.recorded_verdict).toEqual(verdict);
  });
});
