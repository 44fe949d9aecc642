import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTemplate, TemplateSyntaxError, templateColumns } from '../../src/config/template.ts';
import { Problem } from '../../src/domain/problem.ts';

const columns = { input: 'Where is it?', 'order no': '7', braces: '{{input}} $& $1', é: 'accent' };

describe('compileTemplate', () => {
  it.each([
    ['{{input}}', 'Where is it?'],
    ['Q: {{ input }}\nA:', 'Q: Where is it?\nA:'],
    ['{{order no}}/{{order no}} {{é}}', '7/7 accent'],
    ['{{braces}}', '{{input}} $& $1'],
    ['{"a": {"b": {{input}}}}', '{"a": {"b": Where is it?}}'],
    ['{{{input}}}', '{Where is it?}'],
    ['{{{{input}}', '{{input}}'],
    ['{{{{{{input}}', '{{Where is it?'],
    ['no columns } }} { at all', 'no columns } }} { at all'],
    [`\${HOME} {% x %}`, `\${HOME} {% x %}`],
    ['', ''],
  ])('%j gives %j', (template, expected) => {
    expect(compileTemplate(template)(columns)).toBe(expected);
  });

  it.each([
    ['{{input', 'has a "{{" without a column name and "}}"'],
    ['one\ntwo {{input}', 'has a "{{" without a column name and "}}" in its line 2'],
    ['{{a{b}}', 'has a "{{" without a column name and "}}"'],
    ['{{}}', 'has an empty {{}}'],
    ['{{  }}', 'has an empty {{}}'],
  ])('refuses %j', (template, message) => {
    expect(() => compileTemplate(template)).toThrow(new TemplateSyntaxError(message));
  });

  it('refuses a column the task lacks, inherited names included', () => {
    for (const name of ['nope', 'constructor', '__proto__', 'toString']) {
      const render = compileTemplate(`{{${name}}}`);
      expect(() => render(columns)).toThrow(Problem);
    }
  });

  it('takes columns named like inherited properties', () => {
    const own: Record<string, string> = Object.create(null);
    Object.defineProperty(own, '__proto__', { value: 'mine', enumerable: true });
    expect(compileTemplate('{{__proto__}}')(own)).toBe('mine');
  });

  it('inserts any text as it is', () => {
    fc.assert(fc.property(fc.string(), (text) => compileTemplate('<{{x}}>')({ x: text }) === `<${text}>`));
  });

  it('keeps any text without double braces', () => {
    const plain = fc.string().filter((text) => !text.includes('{{'));
    fc.assert(fc.property(plain, (text) => compileTemplate(text)({}) === text));
  });
});

describe('templateColumns', () => {
  it('names each column once, in order', () => {
    expect(templateColumns('{{b}} {{ a }} {{b}} {{{{c}}')).toEqual(['b', 'a']);
  });
});
