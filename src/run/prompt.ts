import { compileTemplate, templateColumns } from '../config/template.ts';
import type { ModelSpec } from '../domain/model.ts';
import { didYouMean } from '../domain/nearest.ts';
import type { ProblemDetail } from '../domain/problem.ts';
import type { ChatMessage, Task } from '../domain/task.ts';

/** How one model's messages are made of a task; compiled once. */
export interface Prompt {
  render(task: Task): readonly ChatMessage[];
  /** The columns it names that this task lacks. */
  missing(task: Task): readonly string[];
}

/** The model's own prompt and system prompt, or the run's. A task with a chat column is sent as it is. */
export function openPrompt(model: ModelSpec, prompt: string, system?: string): Prompt {
  const userText = compileTemplate(model.prompt ?? prompt);
  const systemTemplate = model.system ?? system;
  const systemText = systemTemplate === undefined ? undefined : compileTemplate(systemTemplate);
  const systemColumns = systemTemplate === undefined ? [] : templateColumns(systemTemplate);
  const columns = [...new Set([...templateColumns(model.prompt ?? prompt), ...systemColumns])];
  return {
    render(task) {
      const own = systemText ? [{ role: 'system', content: systemText(valuesOf(task)) } as const] : [];
      if (task.messages) return task.messages[0]?.role === 'system' ? task.messages : [...own, ...task.messages];
      return [...own, { role: 'user', content: userText(valuesOf(task)) }];
    },
    missing: (task) => (task.messages ? systemColumns : columns).filter((column) => !hasValue(task, column)),
  };
}

/** `{{input}}` works whatever the column is called in the dataset. */
function valuesOf(task: Task): Readonly<Record<string, string>> {
  if (Object.hasOwn(task.columns, 'input')) return task.columns;
  const values: Record<string, string> = Object.assign(Object.create(null), task.columns);
  values.input = task.input;
  return values;
}

function hasValue(task: Task, column: string): boolean {
  return column === 'input' || Object.hasOwn(task.columns, column);
}

/** A column that a prompt names and a task lacks. */
export interface MissingColumn {
  readonly model: string;
  readonly column: string;
  readonly detail: ProblemDetail;
}

/** What is wrong with a task for this prompt. */
export function promptProblems(model: ModelSpec, prompt: Prompt, task: Task): readonly MissingColumn[] {
  const known = Object.keys(task.columns);
  return prompt.missing(task).map((column) => ({
    model: model.id,
    column,
    detail: {
      code: 'TEMPLATE',
      message: `the prompt of model ${model.id} uses {{${column}}}, a column that task "${task.id}" does not have`,
      hint: `${didYouMean(column, ['input', ...known]) ?? `its columns are ${known.join(', ')}`}`,
    },
  }));
}
