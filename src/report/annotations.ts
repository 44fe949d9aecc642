import type { CiNote } from './annotations_notes.ts';
import { count } from './numbers.ts';
import { clip } from './text.ts';

/** GitHub shows the first ten errors and the first ten warnings of a step. */
const MOST_OF_A_KIND = 10;

/** An annotation is read at a glance; a model's id may be of any length. */
const MOST_CHARACTERS = 1000;

/**
 * Workflow commands of GitHub Actions, one a line: `::error file=bench.yaml,line=3,title=CODE::message`. Never more than ten of a kind; the tenth then says how
 * many more there are. Escapes: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. Empty without notes.
 */
export function annotations(notes: readonly CiNote[]): string {
  const errors = limited(notes.filter(({ level }) => level === 'error'));
  const others = limited(notes.filter(({ level }) => level === 'warning'));
  return [...errors, ...others].map((note) => `${command(note)}\n`).join('');
}

function limited(notes: readonly CiNote[]): readonly CiNote[] {
  if (notes.length <= MOST_OF_A_KIND) return notes;
  const shown = notes.slice(0, MOST_OF_A_KIND - 1);
  const message = `and ${count(notes.length - shown.length)} more: see the report`;
  return [...shown, { level: notes[0]!.level, code: 'more', key: '', message }];
}

function command({ level, code, message, file, line, column }: CiNote): string {
  const properties = Object.entries({ file, line, col: column, title: `bench ${code}` }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${level} ${properties.join(',')}::${data(clip(message, MOST_CHARACTERS))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
