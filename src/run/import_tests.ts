import { resolve } from 'node:path';
import { readPromptfooTests } from '../datasets/foreign/promptfoo_tests.ts';
import type { Host } from './host.ts';

/** Tests of promptfoo as the text of a JSONL dataset; says what could not be taken over. Problem (exit 2) for files that hold no tests. */
export async function importTests(files: readonly string[], host: Host): Promise<string> {
  const lines: string[] = [];
  for (const file of files) {
    const { tasks, untranslated } = await readPromptfooTests(resolve(host.cwd, file), file, lines.length);
    host.progress.note(`${file}: read as promptfoo tests, ${tasks.length} tasks`);
    for (const [kinds, count] of untranslated) {
      const which = kinds === 'none' ? 'no assertion' : `assertions that no scorer says the same as (${kinds})`;
      host.progress.note(`warning: ${file}: ${count} ${count === 1 ? 'task has' : 'tasks have'} ${which}: no label`);
    }
    lines.push(...tasks.map((task) => `${JSON.stringify(task)}\n`));
  }
  return lines.join('');
}
