import { rowsOf } from '../../report/measure.ts';
import { atSpaces, inertLines } from '../../report/multiline.ts';
import { count } from '../../report/numbers.ts';
import type { Paint } from '../../report/paint.ts';
import { inert } from '../../report/text.ts';
import type { Card } from '../../run/labels_cards.ts';
import type { LabelScreen, View } from '../../run/labels_session.ts';
import type { Out } from '../io.ts';

/** Shows answers and the keys that label them; whatever they hold is only looked at. */
export function screenOf(out: Out, paint: Paint): LabelScreen {
  return {
    show: (card, view) => out.write(cardText(card, view, paint, out.columns || 80)),
    help: ({ scale }) => out.write(`\n${HELP}\n${keysText(scale)}:`),
    echo: (text) => out.write(` ${inert(text)}`),
    end: (text) => out.write(text === '' ? '\n' : ` ${inert(text)}\n`),
  };
}

function cardText(
  { scale, ...card }: Card,
  { number, of, earlier, whole }: View,
  paint: Paint,
  columns: number,
): string {
  const [first, second] = card.answers;
  const rule = paint.dim('-'.repeat(Math.min(columns, 80)));
  const part = (head: string, text: string): string =>
    text === '' ? '' : `${paint.bold(head)}\n${fitted(inertLines(text), Math.max(20, columns), whole)}\n`;
  const before = earlier ? `labelled ${inert(earlier.word)}; another key replaces that\n` : '';
  return [
    `\n${rule}\n${count(number)} of ${count(of)}\n`,
    part('TASK', card.input),
    part('REFERENCE ANSWER', card.reference_answer),
    part('CRITERIA', card.criteria),
    part('LEVELS', meanings(scale)),
    second === undefined ? part('ANSWER', first || '(empty)') : part('ANSWER A', first || '(empty)'),
    second === undefined ? '' : part('ANSWER B', second || '(empty)'),
    `${before}${keysText(scale)}:`,
  ].join('');
}

/** Rows of a text that are shown at once, from its beginning and from its end. */
const HEAD = 40;
const TAIL = 20;

function fitted(text: string, columns: number, whole: boolean): string {
  const broken = atSpaces(text, columns);
  const rows = whole ? [] : broken.split('\n').flatMap((line) => rowsOf(line, columns));
  const left = rows.length - HEAD - TAIL;
  if (left <= 0) return broken;
  const note = `... ${count(left)} ${left === 1 ? 'line' : 'lines'} left out, press m for all`;
  return [...rows.slice(0, HEAD), note, ...rows.slice(-TAIL)].join('\n');
}

const HELP = 's leaves it unlabelled, u goes back to the last answer, m shows all of a long text, q saves and stops';

/** What the levels mean, where there are too many of them for the line of keys. */
function meanings({ levels }: Card['scale']): string {
  const meant = levels.filter(({ key, word }) => word !== key);
  return levels.length > FEW_LEVELS ? meant.map(({ word }) => word).join('\n') : '';
}

const FEW_LEVELS = 3;

function keysText({ levels, asks }: Card['scale']): string {
  const [low, high] = [levels[0]?.key ?? '', levels.at(-1)?.key ?? ''];
  const keys =
    levels.length <= FEW_LEVELS
      ? levels.map(({ key, word }) => (key === word ? key : `${key} ${inert(word)}`)).join('  ')
      : `${low}-${high}`;
  return `${asks === '' ? '' : `${asks}? `}${keys}  s skip  u undo  q quit  ? keys`;
}
