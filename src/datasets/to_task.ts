import type { ProblemDetail } from '../domain/problem.ts';
import type { ChatMessage, Json, Task } from '../domain/task.ts';
import {
  type Cell,
  idCell,
  inputCell,
  isBlank,
  labelCell,
  messagesCell,
  scorerCell,
  textOf,
  weightCell,
} from './cells.ts';
import { missingColumn, type Roles } from './columns.ts';
import { detail, quoted } from './fault.ts';
import { MAX_CELL_LENGTH, type Row } from './items.ts';

/** What a row gave: a task (its id is "" where the content has to name it), or everything that is wrong with the row. */
export type Draft = { readonly task: Task } | { readonly faults: readonly ProblemDetail[] };

/** Reads a row by its roles. */
export function draftOf(row: Row, roles: Roles, file: string): Draft {
  const faults: ProblemDetail[] = [];
  const { values, line } = row;
  const read = <T>(cell: Cell<T>, otherwise: T): T => {
    if ('value' in cell) return cell.value;
    faults.push(detail(file, line, cell.fault, cell.hint));
    return otherwise;
  };
  const messages = read(messagesCell(values[roles.messages]), undefined);
  const input = read(inputCell(values[roles.input]), FAULTY);
  const expected = read(labelCell(values[roles.expected]), FAULTY);
  const id = roles.id in values ? read(idCell(values[roles.id]!), '') : '';
  const weight = read(weightCell(values[roles.weight]), 1);
  const scorer = read(scorerCell(values[roles.scorer]), undefined);
  faults.push(...absences(row, roles, file, { input, messages, expected }));
  faults.push(...longCells(row, file));
  if (faults.length > 0) return { faults };
  const task: Task = {
    id,
    input: isBlank(input) && messages ? lastUserText(messages) : input,
    ...(messages ? { messages } : {}),
    ...(expected === undefined ? {} : { expected }),
    segment: roles.segment.map((name) => textOf(values[name])).join(' / '),
    weight,
    ...(scorer === undefined ? {} : { scorer }),
    columns: columnsOf(row),
  };
  return { task };
}

/** Stands for a value that was already reported, so that it is not reported as missing too. */
const FAULTY = '?';

interface Asked {
  readonly input: string;
  readonly messages: readonly ChatMessage[] | undefined;
  readonly expected: Json | undefined;
}

/** A label or input that should be there and is not. */
function absences(
  row: Row,
  roles: Roles,
  file: string,
  { input, messages, expected }: Asked,
): readonly ProblemDetail[] {
  const faults: ProblemDetail[] = [];
  const absent = (name: string, message: string, hint: string): void => {
    const inRow = name in row.values;
    faults.push(inRow ? detail(file, row.line, message, hint) : missingColumn(name, row.columns, file, row.line));
  };
  if (!messages && isBlank(input) && !isGiven(row, roles.messages))
    absent(roles.input, 'empty input', 'a task needs text to ask, or messages');
  if (expected === undefined && !roles.allow_unlabelled) {
    absent(
      roles.expected,
      `missing label: column ${quoted(roles.expected)} is empty`,
      'an empty label would match an empty answer; fill it in, or set allow_unlabelled: true for tasks that only a judge grades',
    );
  }
  return faults;
}

function isGiven(row: Row, name: string): boolean {
  return name in row.values && !isBlank(row.values[name]);
}

function longCells(row: Row, file: string): readonly ProblemDetail[] {
  return row.columns
    .filter((name) => lengthOf(row.values[name]!) > MAX_CELL_LENGTH)
    .map((name) =>
      detail(file, row.line, `cell longer than 10 MB (column ${quoted(name)})`, 'no model reads that much: shorten it'),
    );
}

/** Only text can be that long without the record itself being refused. */
function lengthOf(value: Json): number {
  return typeof value === 'string' ? value.length : 0;
}

function lastUserText(messages: readonly ChatMessage[]): string {
  return (messages.findLast(({ role }) => role === 'user') ?? messages.at(-1))?.content ?? '';
}

/** Every column as text. CSV rows are that already. */
function columnsOf({ columns, values }: Row): Readonly<Record<string, string>> {
  if (columns.every((name) => typeof values[name] === 'string')) return values as Readonly<Record<string, string>>;
  const texts: Record<string, string> = Object.create(null);
  for (const name of columns) texts[name] = textOf(values[name]);
  return texts;
}
