import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rungsOf } from '../../src/domain/ladder.ts';
import type { ScorerSpec } from '../../src/domain/scorer.ts';
import type { Json } from '../../src/domain/task.ts';
import {
  checkLabel,
  isKnownScorer,
  needsLabel,
  openScorer,
  openTaskScorer,
  scorerOptions,
} from '../../src/scorers/table.ts';
import { taskOf } from './grading.ts';

const TYPES = ['exact', 'choice', 'numeric', 'contains', 'regex', 'json', 'set', 'judge'];
const ALL_STEPS: ScorerSpec = {
  type: 'exact',
  normalise: ['think', 'code_fence', 'nfc', 'punctuation', 'whitespace', 'case', 'trim'],
};

describe('the table of scorers', () => {
  it('knows its scorers and shows their options as plain data', () => {
    expect(Object.keys(scorerOptions)).toEqual(TYPES);
    expect(JSON.parse(JSON.stringify(scorerOptions))).toEqual(scorerOptions);
    expect(TYPES.every(isKnownScorer)).toBe(true);
    expect(isKnownScorer('constructor')).toBe(false);
  });

  it.each<[ScorerSpec, string]>([
    ['exakt', 'unknown scorer "exakt" (did you mean exact?)'],
    ['constructor', 'unknown scorer "constructor"'],
    [{ type: 'llm' }, 'unknown scorer "llm"'],
    ['juge', 'unknown scorer "juge" (did you mean judge?)'],
  ])('%j is refused', async (spec, message) => {
    await expect(openScorer(spec, '.')).rejects.toMatchObject({
      exitCode: 2,
      message,
      details: [{ code: 'SCORER', hint: expect.stringContaining('exact, choice, ') }],
    });
    expect(() => checkLabel(spec, 'x')).toThrow(message);
  });

  it.each<[ScorerSpec, boolean]>([
    ['exact', true],
    ['regex', true],
    [{ type: 'regex', pattern: 'x' }, false],
    ['./own.js', false],
    [['exact', 'numeric'], true],
    [['exact', 'judge'], false],
    [['exact', { type: 'regex', pattern: 'x' }], false],
    [['exact', './own.js'], false],
  ])('%j needs a label: %j', (spec, needs) => {
    expect(needsLabel(spec)).toBe(needs);
  });

  it.each<[ScorerSpec, Json, string | undefined]>([
    ['exact', 'x', undefined],
    ['numeric', 'x', 'the label is not a number'],
    ['choice', 'K', 'the label is not one of the letters A to J'],
    [{ type: 'choice', options: 11 }, 'K', undefined],
    [{ type: 'regex', pattern: 'x' }, {}, undefined],
    ['judge', {}, undefined],
    ['./own.js', {}, undefined],
    [['numeric', 'exact'], 'x', undefined],
    [['numeric', 'choice'], 'x', 'the label is not a number; the label is not one of the letters A to J'],
    [['exact', 'contains'], {}, 'the label is neither text nor a list of texts'],
    [['numeric', 'judge'], {}, undefined],
    [['numeric', './own.js'], 'x', undefined],
  ])('%j checks the label %j', (spec, label, why) => {
    expect(checkLabel(spec, label)).toBe(why);
  });
});

/** Text that looks like answers, beside arbitrary text. */
const answers = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '####',
        '\\boxed{',
        '}',
        'answer is',
        ':',
        '=',
        '**',
        '<think>',
        '</think>',
        '```',
        '\n',
        '- ',
        '1,234',
        '3/4',
        '½',
        '(B)',
        '{"a":',
        '[',
        '"',
        '$',
        '%',
        ' ',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('every scorer', () => {
  it.each<ScorerSpec>([...TYPES, ALL_STEPS, { type: 'choice', strict: true }, TYPES])(
    '%j never throws and stays in 0..1',
    async (spec) => {
      const scorer = await openTaskScorer(spec);
      const labels = fc.oneof(answers, fc.jsonValue() as fc.Arbitrary<Json>);
      await fc.assert(
        fc.asyncProperty(answers, labels, async (text, label) => {
          const verdict = await scorer.grade(text, taskOf(label));
          if (verdict.state === 'unscored') return verdict.why !== '';
          return verdict.score >= 0 && verdict.score <= 1;
        }),
      );
    },
  );

  it.each<ScorerSpec>(['exact', 'numeric', 'contains', 'set', 'json', ALL_STEPS])(
    '%j gives its own label full marks',
    async (spec) => {
      const scorer = await openScorer(spec, '.');
      const label =
        (typeof spec === 'string' && { numeric: '-12.5', json: '{"a":[1,"b"]}', set: 'a, b' }[spec]) || 'net work';
      expect(await scorer.grade(label, taskOf(label))).toMatchObject({ state: 'scored', score: 1 });
    },
  );
});

const HOSTILE = [
  'x',
  ' ',
  '\n',
  '9',
  '1,',
  '{',
  '[{"',
  '\u0301\u0323',
  '```\n',
  '<think></think>',
  '**',
  'answer is ',
  '####',
  '#### x\n',
  '\\boxed{',
  '<<',
  '- a\n',
  'A ',
];
const LABELS: Readonly<Record<string, Json>> = { choice: 'C', numeric: '42', json: { a: 1 } };

/** Linear work on 8 MB takes under 0.1 s here, quadratic work minutes: the bound only has to tell them apart on a busy machine. */
const SLOW_MS = 2000;

describe('8 MB of hostile answer', () => {
  it.each<ScorerSpec>([...TYPES, ALL_STEPS])('%j ends soon', { timeout: 60_000 }, async (spec) => {
    const scorer = await openTaskScorer(spec);
    const task = taskOf(LABELS[rungsOf(spec)[0]!.type] ?? 'y');
    for (const unit of HOSTILE) {
      const text = unit.repeat(8_000_000 / unit.length);
      const start = performance.now();
      await scorer.grade(text, task);
      expect(performance.now() - start, unit).toBeLessThan(SLOW_MS);
    }
  });
});
