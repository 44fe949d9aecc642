import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../src/domain/model.ts';
import type { Task } from '../../src/domain/task.ts';
import { openPrompt, promptProblems } from '../../src/run/prompt.ts';

const model = (change: Partial<ModelSpec> = {}): ModelSpec => ({
  id: 'm',
  provider: 'openai',
  model: 'm',
  params: {},
  ...change,
});
const task = (columns: Record<string, string>, change: Partial<Task> = {}): Task => ({
  id: 't1',
  input: 'hello',
  segment: '',
  weight: 1,
  columns: Object.assign(Object.create(null), columns),
  ...change,
});
const user = (content: string) => ({ role: 'user', content });
const system = (content: string) => ({ role: 'system', content });

describe('a prompt', () => {
  it('fills in columns literally: no second round, no code, no variables', () => {
    const prompt = openPrompt(model(), 'Q: {{input}} ({{lang}})');
    const hostile = task({ input: '{{lang}} $& $HOME \\n', lang: 'de' });
    expect(prompt.render(hostile)).toEqual([user('Q: {{lang}} $& $HOME \\n (de)')]);
  });

  it('{{input}} works whatever the column is called', () => {
    expect(openPrompt(model(), '{{input}}').render(task({ question: 'hello' }))).toEqual([user('hello')]);
  });

  it("a model's own prompt and system prompt win over the run's", () => {
    const own = openPrompt(model({ prompt: 'mine {{input}}', system: 'S {{lang}}' }), 'run {{input}}', 'run system');
    expect(own.render(task({ input: 'hello', lang: 'fr' }))).toEqual([system('S fr'), user('mine hello')]);
    expect(openPrompt(model(), 'run {{input}}', 'run system').render(task({ input: 'x' }))).toEqual([
      system('run system'),
      user('run x'),
    ]);
  });

  it('a chat goes as it is; the system prompt only where it brings none', () => {
    const messages = [{ role: 'user', content: 'a {{input}}' }] as const;
    expect(openPrompt(model(), '{{input}}').render(task({}, { messages }))).toEqual(messages);
    expect(openPrompt(model(), '{{input}}', 'S').render(task({}, { messages }))).toEqual([system('S'), ...messages]);
    const withSystem = [{ role: 'system', content: 'theirs' } as const, ...messages];
    expect(openPrompt(model(), '{{input}}', 'S').render(task({}, { messages: withSystem }))).toEqual(withSystem);
  });

  it('names the columns that a task lacks, in the prompt and in the system prompt', () => {
    const prompt = openPrompt(model(), '{{input}} {{lang}} {{constructor}}', '{{tone}}');
    expect(prompt.missing(task({ lang: 'de' }))).toEqual(['constructor', 'tone']);
    expect(prompt.missing(task({ lang: 'de' }, { messages: [] }))).toEqual(['tone']);
    expect(promptProblems(model(), prompt, task({ lang: 'de', tone: 'x' }))).toEqual([
      {
        model: 'm',
        column: 'constructor',
        detail: {
          code: 'TEMPLATE',
          message: 'the prompt of model m uses {{constructor}}, a column that task "t1" does not have',
          hint: 'its columns are lang, tone',
        },
      },
    ]);
  });
});
