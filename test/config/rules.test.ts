import { describe, expect, it } from 'vitest';
import { load, problemsOf } from './problems.ts';

const three = (rest = '') => `dataset: t.csv\nmodels:\n  - id: gpt-big\n  - id: gpt-mid\n  - id: gpt-small\n${rest}`;

describe('models', () => {
  it('have ids of their own', () => {
    expect(problemsOf('dataset: t.csv\nreference: a\nmodels:\n  - id: a\n  - {id: b}\n  - id: a\n  - id: a\n')).toEqual(
      [
        'bench.yaml:6:9 models[2].id: "a" is also the id of models[0] | give each model an id of its own',
        'bench.yaml:7:9 models[3].id: "a" is also the id of models[0] | give each model an id of its own',
      ],
    );
  });
});

describe('reference', () => {
  it('is the model itself where there is one', () => {
    expect(load('dataset: t.csv\nmodels: [{id: a}]').reference).toBe('a');
  });

  it('is asked for where there are more', () => {
    expect(problemsOf(three())).toEqual([
      'bench.yaml:1:1 reference: missing: which model is the one to match? | add "reference: ID" with one of gpt-big, gpt-mid, gpt-small',
    ]);
  });

  it('is one of the models', () => {
    expect(problemsOf(three('reference: gpt-bgi\n'))).toEqual([
      'bench.yaml:6:12 reference: "gpt-bgi" is not one of the models | did you mean gpt-big?',
    ]);
    expect(problemsOf(three('reference:\n'))).toEqual(['bench.yaml:6:11 reference: empty']);
  });
});

describe('--models', () => {
  const withReference = three('reference: gpt-big\n');

  it('names known models, at least one', () => {
    expect(problemsOf(withReference, { flags: { models: 'gpt-big,gpt-smal,x' } })).toEqual([
      '- --models: "gpt-smal" is not one of the models | did you mean gpt-small?',
      '- --models: "x" is not one of the models | known are gpt-big, gpt-mid, gpt-small',
    ]);
    expect(problemsOf(withReference, { flags: { models: ',' } })).toContain(
      '- --models: names no model | known are gpt-big, gpt-mid, gpt-small',
    );
  });

  it('keeps the reference', () => {
    expect(problemsOf(withReference, { flags: { models: 'gpt-mid,gpt-small' } })).toEqual([
      '- --models: leaves out the reference, gpt-big | add it, or choose another with --reference',
    ]);
    expect(load(withReference, { flags: { models: 'gpt-mid,gpt-small', reference: 'gpt-mid' } }).reference).toBe(
      'gpt-mid',
    );
  });

  it('makes a single model its own reference where the file names none', () => {
    expect(load(three(), { flags: { models: 'gpt-mid' } })).toMatchObject({
      reference: 'gpt-mid',
      models: [{ id: 'gpt-mid' }],
    });
  });
});
