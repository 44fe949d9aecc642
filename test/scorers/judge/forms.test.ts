import { describe, expect, it } from 'vitest';
import { question, shownBy, taskWith } from './asking.ts';

describe('parameters of a form', () => {
  it('json_schema: a strict schema with all members required', () => {
    expect(question({ kind: 'pointwise' }).params).toEqual({
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'verdict',
          strict: true,
          schema: {
            type: 'object',
            properties: {
              nonce: { type: 'string' },
              reason: { type: 'string' },
              score_1: { type: ['integer', 'null'], enum: [1, 2, 3, 4, 5, null] },
              score_2: { type: ['integer', 'null'], enum: [1, 2, 3, 4, 5, null] },
            },
            required: ['nonce', 'reason', 'score_1', 'score_2'],
            additionalProperties: false,
          },
        },
      },
    });
  });

  it('tool: one function, and the model has to call it', () => {
    expect(question({ form: 'tool', kind: 'pairwise' }).params).toMatchObject({
      tools: [
        {
          type: 'function',
          function: {
            name: 'verdict',
            parameters: {
              properties: { verdict: { type: 'string', enum: ['first', 'tie', 'second', 'cannot_tell'] } },
            },
          },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'verdict' } },
    });
  });

  it('json and text: as little as there is', () => {
    expect(question({ form: 'json' }).params).toEqual({ response_format: { type: 'json_object' } });
    expect(question({ form: 'text' }).params).toEqual({});
  });

  it('one schema for all tasks of a rubric, whatever the order and the nonce', () => {
    const schemas = Array.from({ length: 20 }, (_, i) =>
      JSON.stringify(question({ kind: 'pointwise', task: taskWith({ id: `t${i}` }) }).params),
    );
    expect(new Set(schemas).size).toBe(1);
  });
});

describe('what the judge is told', () => {
  it.each(['json_schema', 'tool', 'json', 'text'] as const)(
    '%s: how to give each verdict, and that it may say that it cannot tell',
    (form) => {
      const shown = (kind: 'pass_fail' | 'pairwise' | 'pointwise') => shownBy(question({ form, kind }));
      for (const word of ['pass', 'fail', 'cannot_tell']) expect(shown('pass_fail').toLowerCase()).toContain(word);
      for (const word of ['first', 'second', 'tie', 'cannot_tell'])
        expect(shown('pairwise').toLowerCase()).toContain(word);
      expect(shown('pointwise')).toMatch(
        form === 'text' ? /CODE 1 = LEVEL.*CANNOT_TELL/ : /"score_2": <level or null>/,
      );
    },
  );

  it('mentions JSON where the endpoint insists on it', () => {
    expect(shownBy(question({ form: 'json' }))).toContain('JSON');
  });
});
