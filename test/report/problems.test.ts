import { describe, expect, test } from 'vitest';
import { plainPaint } from '../../src/report/paint.ts';
import { formatProblem } from '../../src/report/problems.ts';

describe('formatProblem', () => {
  test('code, message, place and hint', () => {
    const detail = {
      code: 'CONFIG',
      message: 'unknown key "modells"',
      hint: 'did you mean "models"?',
      file: 'bench.yaml',
      line: 3,
      column: 1,
    };
    expect(formatProblem(detail, plainPaint)).toBe(
      'error[CONFIG] unknown key "modells" (bench.yaml:3:1)\nhint: did you mean "models"?',
    );
  });

  test('the place says as much as is known', () => {
    expect(formatProblem({ code: 'X', message: 'm', file: 'a.csv', line: 7 }, plainPaint)).toBe('error[X] m (a.csv:7)');
    expect(formatProblem({ code: 'X', message: 'm', file: 'a.csv' }, plainPaint)).toBe('error[X] m (a.csv)');
    expect(formatProblem({ code: 'X', message: 'm' }, plainPaint)).toBe('error[X] m');
  });

  test('remote text is inert, one line, and at most 300 characters', () => {
    const text = formatProblem(
      { code: 'AUTH', message: `\x1b[2J\n${'x'.repeat(5000)}`, hint: 'a\nb', file: 'a\x07' },
      plainPaint,
    );
    const [error, hint] = text.split('\n');
    expect(text.split('\n')).toHaveLength(2);
    expect(error).toBe(`error[AUTH] \\x1b[2J\\n${'x'.repeat(292)}... (a\\x07)`);
    expect(hint).toBe('hint: a\\nb');
  });

  test('the stack of a bug keeps its lines', () => {
    expect(formatProblem({ code: 'BUG', message: 'Error: x\x1b\n    at y' }, plainPaint)).toBe(
      'error[BUG] Error: x\\x1b\n    at y',
    );
  });

  test('colour marks the two labels only', () => {
    const paint = { ...plainPaint, red: (text: string) => `<${text}>`, cyan: (text: string) => `{${text}}` };
    expect(formatProblem({ code: 'X', message: 'm', hint: 'h' }, paint)).toBe('<error[X]> m\n{hint:} h');
  });
});
