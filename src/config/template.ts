import { Problem } from '../domain/problem.ts';

type Part = { readonly text: string } | { readonly column: string };

/** What is wrong with a template, in words that follow "the template". */
export class TemplateSyntaxError extends Error {}

/**
 * Compiles `{{column}}` (blanks inside the braces do not count) into a function from a task's columns to text. Literal replacement: no code, and
 * what a column holds is never read as a template. `{{{{` stands for a literal `{{`; `}}` alone and single braces are text, so JSON needs no escape.
 * The function throws a Problem (exit 2) for a column that the task lacks; compiling throws TemplateSyntaxError.
 */
export function compileTemplate(template: string): (columns: Readonly<Record<string, string>>) => string {
  const parts = parse(template);
  return (columns) => parts.map((part) => ('text' in part ? part.text : columnText(part.column, columns))).join('');
}

/** The columns a template names, each once, in order; throws TemplateSyntaxError. */
export function templateColumns(template: string): readonly string[] {
  return [...new Set(parse(template).flatMap((part) => ('column' in part ? [part.column] : [])))];
}

function columnText(column: string, columns: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (value !== undefined) return value;
  throw new Problem(2, {
    code: 'TEMPLATE',
    message: `the prompt uses {{${column}}}, a column that the task does not have`,
  });
}

// Alternatives in order: an escape; the lone brace before a placeholder as in `{{{x}}`; a placeholder; an opening that never closes; text.
const PIECE = /(?<escaped>\{{4})|(?<brace>\{(?=\{\{[^{]))|\{\{(?<column>[^{}\n]*)\}\}|(?<open>\{\{)|(?<text>\{|[^{]+)/g;

function parse(template: string): readonly Part[] {
  return [...template.matchAll(PIECE)].map((match): Part => {
    const { escaped, column, open } = match.groups ?? {};
    if (escaped !== undefined) return { text: '{{' };
    if (open !== undefined) throw new TemplateSyntaxError(unclosed(template, match.index));
    if (column === undefined) return { text: match[0] };
    if (column.trim() === '') throw new TemplateSyntaxError('has an empty {{}}');
    return { column: column.trim() };
  });
}

function unclosed(template: string, at: number): string {
  const line = template.slice(0, at).split('\n').length;
  const where = template.includes('\n') ? ` in its line ${line}` : '';
  return `has a "{{" without a column name and "}}"${where}`;
}
