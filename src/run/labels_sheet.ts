import type { Card } from './labels_cards.ts';

/** The sheet to label: a header, then one row an answer. Columns of answers are there as far as there are such answers. */
export function sheetRows(cards: readonly Card[]): readonly (readonly string[])[] {
  const single = cards.some(({ answers }) => answers.length === 1);
  const pairs = cards.some(({ answers }) => answers.length === 2);
  const header = [
    ...['item', 'how', 'input', 'reference_answer', 'criteria'],
    ...(single ? ['answer'] : []),
    ...(pairs ? ['answer_a', 'answer_b'] : []),
    'label',
  ];
  return [header, ...cards.map((card) => rowOf(card, single, pairs))];
}

function rowOf({ cell, scale, answers, ...seen }: Card, single: boolean, pairs: boolean): readonly string[] {
  const [first, second] = answers;
  return [
    ...[cell.item, scale.how, seen.input, seen.reference_answer, seen.criteria],
    ...(single ? [second === undefined ? first : ''] : []),
    ...(pairs ? (second === undefined ? ['', ''] : [first, second]) : []),
    '',
  ];
}
