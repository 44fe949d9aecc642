import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { judgingOf } from '../src/analysis/judging/judging.ts';
import type { Judging } from '../src/analysis/judging/judging_types.ts';
import { cohenKappa, crosstab } from '../src/analysis/stats/agreement.ts';
import type { Vote } from '../src/domain/judge.ts';
import type { Trial } from '../src/domain/trial.ts';
import { trial } from './analysis/trials.ts';

/** Verdicts of LLM judges on human-labelled pairs, and the statistics that were published of them (LLMBar, Zeng et al. 2024, arXiv 2310.07641). */
const FOLDER = new URL('../../shared/data/llmbar/', import.meta.url);

type Row = Readonly<Record<string, string>>;

function rows(name: string): readonly Row[] {
  return existsSync(FOLDER) ? parse(readFileSync(new URL(name, FOLDER), 'utf8'), { columns: true }) : [];
}

const nameOf = ({ subset, judge, strategy }: Row): string => `${subset} ${judge} ${strategy}`;
const published = rows('published_statistics.csv');
const verdicts = new Map<string, Row[]>();
for (const row of rows('verdicts.csv')) verdicts.set(nameOf(row), [...(verdicts.get(nameOf(row)) ?? []), row]);
const withVerdicts = published.filter((row) => verdicts.has(nameOf(row)));
const withoutVerdicts = published.filter((row) => !verdicts.has(nameOf(row)));

/** The k of "k / n = ...". */
const count = (text: string | undefined): number => Number(text!.split('/')[0]);
const percent = (text: string | undefined): number => Number(text!.replace('%', '')) / 100;

/** What answer 1 scores when this answer wins. */
const scoreOf = (winner: string): { score?: number } => (winner === '' ? {} : { score: winner === '1' ? 1 : 0 });

/** Answer 1 as the candidate, in one order: a verdict that it is the better one, and what people said. */
function oneOrder({ idx, label }: Row, winner: string): Trial {
  const { score } = scoreOf(winner);
  const vote: Vote = { judge: 'j', ...(score === undefined ? { why: 'unparsable' } : { score }) };
  const judged = { kind: 'pass_fail', rubric: 'llmbar', rubric_sha256: 'ff', votes: [vote], chars: 1 } as const;
  return trial(`t${idx}`, 'answer 1', score, { judged, label: label === '1' ? 1 : 0 });
}

/** The same in both orders. The winner in swapped order is published as the answer that it names, not as the place where it was shown. */
function bothOrders({ idx, label, winner_original_order: original, winner_swapped_order: swapped }: Row): Trial {
  const [first, second] = [scoreOf(original!).score, scoreOf(swapped!).score];
  const score = first === undefined || second === undefined ? undefined : (first + second) / 2;
  const shown = {
    ...(first === undefined ? {} : { shown_first: first }),
    ...(second === undefined ? {} : { shown_second: second }),
  };
  const vote: Vote = { judge: 'j', ...(score === undefined ? { why: 'unparsable' } : { score }), ...shown };
  const judged = { kind: 'pairwise', rubric: 'llmbar', rubric_sha256: 'ff', votes: [vote], chars: 1 } as const;
  return trial(`t${idx}`, 'answer 1', score, { judged, label: label === '1' ? 1 : 0 });
}

/** Answers on which judge and people are of one mind. */
function agreeing(judging: Judging | null): number {
  const { value, n } = judging!.validation!.agreement;
  return value! * n;
}

/**
 * What LLMBar's `evaluate.py` fed to scikit-learn's kappa: winner "1" stays 1, but winner "2" becomes 0 like an unparsable one, because it tests for
 * "0" and "1"; the label stays 1 or 2. So judge and label share one class of three, and `kappa_False` and `kappa_True` are far below the agreement that
 * there is (.153 instead of .434 for the first row). `kappa_agreement` compares two lists that were coded alike, and is sound. Theirs are reproduced by feeding
 * our kappa what they fed theirs.
 */
const asPublished = (winner: string): number => (winner === '1' ? 1 : 0);

describe.skipIf(!existsSync(FOLDER))('published statistics of LLM judges (skipped without ../shared)', () => {
  it('65 judges by 2 subsets are published; the verdicts of one subset are at hand', () => {
    expect([published.length, withVerdicts.length, withoutVerdicts.length]).toEqual([130, 65, 65]);
  });

  it.each(withVerdicts.map((row) => [nameOf(row), row] as const))('%s', (name, row) => {
    const of = verdicts.get(name)!;
    const sides = (['winner_original_order', 'winner_swapped_order'] as const).map((column) =>
      of.map((one) => one[column]!),
    );
    const [original, swapped] = sides as [string[], string[]];
    const right = sides.map((side) =>
      agreeing(
        judgingOf(
          of.map((one, i) => oneOrder(one, side[i]!)),
          undefined,
        ),
      ),
    );
    expect(right[0]).toBeCloseTo(count(row.correct_False), 9);
    expect(right[1]).toBeCloseTo(count(row.correct_True), 9);
    expect((right[0]! + right[1]!) / 2 / of.length).toBeCloseTo(percent(row.correct_average), 9);

    const pairwise = judgingOf(of.map(bothOrders), undefined);
    expect(agreeing(pairwise)).toBeCloseTo(count(row.correct_both), 9);
    const { value, n } = pairwise!.judges[0]!.order_consistency!;
    const neither = of.filter((_, i) => original[i] === '' && swapped[i] === '').length;
    expect(value! * n + neither).toBeCloseTo(count(row.equal), 9);

    const labels = of.map(({ label }) => label!);
    const kappas = sides.map((side) => cohenKappa(crosstab(side.map(asPublished), labels))!);
    expect(kappas[0]).toBeCloseTo(Number(row.kappa_False), 9);
    expect(kappas[1]).toBeCloseTo(Number(row.kappa_True), 9);
    expect((kappas[0]! + kappas[1]!) / 2).toBeCloseTo(Number(row.kappa_average), 9);
    const between = cohenKappa(crosstab(original.map(asPublished), swapped.map(asPublished)));
    expect(between).toBeCloseTo(Number(row.kappa_agreement), 9);
  });

  it('the plain kappa of judge and label, which they meant', () => {
    const of = verdicts.get('Natural ChatGPT CoT')!;
    const { kappa } = judgingOf(
      of.map((one) => oneOrder(one, one.winner_original_order!)),
      undefined,
    )!.validation!;
    expect(kappa.value).toBeCloseTo(0.4340626848, 9);
  });
});

/**
 * GPTOut is published without verdicts: 47 pairs with one split of labels for all rows. Each published count of right verdicts and its kappa leave one
 * number of wins of answer 1 in each order, and these with the number of equal winners leave one table of both orders, whose kappa is published too.
 */
describe.skipIf(!existsSync(FOLDER))(
  'the subset that is published without verdicts (skipped without ../shared)',
  () => {
    const TASKS = 47;

    /** Wins of answer 1 that give this kappa as they coded it, with `unread` unparsable verdicts on tasks where answer 2 is the better one. */
    function wins(right: number, kappa: string | undefined, first: number, unread: number): readonly number[] {
      const second = TASKS - first;
      return Array.from({ length: first + 1 }, (_, both) => both).flatMap((both) => {
        const only = both + second - unread - right;
        const table = [
          [0, first - both, second - only],
          [0, both, only],
          [0, 0, 0],
        ];
        const fits = only >= 0 && only <= second - unread;
        return fits && Math.abs(cohenKappa(table)! - Number(kappa)) < 1e-9 ? [both + only] : [];
      });
    }

    /** Kappas between the two orders that the row's other figures allow; of `unread` verdicts in swapped order, each may stand beside a 1 or a 2. */
    function between(row: Row, first: number, unread: number): readonly number[] {
      const original = wins(count(row.correct_False), row.kappa_False, first, 0);
      const swapped = wins(count(row.correct_True), row.kappa_True, first, unread);
      return original.flatMap((m) =>
        swapped.flatMap((k) =>
          Array.from({ length: unread + 1 }, (_, different) => {
            const both = (count(row.equal) + different + m + k - TASKS) / 2;
            return cohenKappa([
              [TASKS - m - k + both, k - both],
              [m - both, both],
            ])!;
          }),
        ),
      );
    }

    const unreadOf = (row: Row): number => (between(row, 22, 0).length > 0 ? 0 : 1);

    it('of all splits of labels only 22 to 25 fits; two rows lack a verdict', () => {
      const complete = withoutVerdicts.filter((row) => unreadOf(row) === 0);
      const fitting = Array.from({ length: TASKS - 1 }, (_, i) => i + 1).filter((first) =>
        complete.every((row) => between(row, first, 0).length > 0),
      );
      expect([fitting, complete.length]).toEqual([[22], 63]);
    });
    it.each(withoutVerdicts.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
      const [right, swapped] = [count(row.correct_False), count(row.correct_True)];
      expect((right + swapped) / 2 / TASKS).toBeCloseTo(percent(row.correct_average), 9);
      expect((Number(row.kappa_False) + Number(row.kappa_True)) / 2).toBeCloseTo(Number(row.kappa_average), 9);
      // A pair with different winners has one right verdict, unless the other one is unparsable.
      const twice = right + swapped + count(row.equal) - TASKS - 2 * count(row.correct_both);
      expect([0, -unreadOf(row)]).toContain(twice);
      const kappas = between(row, 22, unreadOf(row));
      expect(kappas).toHaveLength(1 + unreadOf(row));
      const off = kappas.map((kappa) => Math.abs(kappa - Number(row.kappa_agreement)));
      expect(Math.min(...off)).toBeLessThan(1e-9);
    });
  },
);
