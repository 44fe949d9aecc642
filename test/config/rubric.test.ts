import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRubric } from '../../src/config/rubric.ts';
import { SHIPPED_RUBRICS } from '../../src/config/shipped_rubrics.ts';
import { Problem } from '../../src/domain/problem.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rubric-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens a rubric that holds the text. */
async function open(text: string | Uint8Array, name = './own.yaml') {
  await writeFile(join(folder, name), text);
  return openRubric(name, folder);
}

/** Each problem as `line:column message | hint`. */
async function problemsOf(opening: Promise<unknown>): Promise<readonly string[]> {
  try {
    await opening;
    return [];
  } catch (error) {
    if (!(error instanceof Problem) || error.exitCode !== 2) throw error;
    return error.details.map(({ code, line, column, message, hint }) => {
      if (code !== 'RUBRIC') throw new Error(`code ${code}`);
      return `${line === undefined ? '-' : `${line}:${column}`} ${message}${hint === undefined ? '' : ` | ${hint}`}`;
    });
  }
}

describe('rubrics that ship', () => {
  const root = new URL('../../rubrics/', import.meta.url);

  it('are the files of the folder', async () => {
    expect((await readdir(root)).sort()).toEqual(SHIPPED_RUBRICS.map((name) => `${name}.yaml`).sort());
  });

  it.each(SHIPPED_RUBRICS)('%s is complete', async (name) => {
    const rubric = await openRubric(name, '/nowhere');
    expect(rubric.name).toBe(name);
    for (const text of [rubric.about, rubric.origin, rubric.instructions]) expect(text.length).toBeGreaterThan(40);
    expect(rubric.origin).toMatch(/arXiv \d{4}\.\d{5}|https:\/\//);
    expect(rubric.criteria.length).toBeGreaterThanOrEqual(3);
    const bytes = await readFile(new URL(`${name}.yaml`, root));
    expect(rubric.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('grade as their names promise', async () => {
    const opened = await Promise.all(SHIPPED_RUBRICS.map((name) => openRubric(name, '.')));
    expect(opened.map(({ name, kind, reference_answer }) => `${name} ${kind} ${reference_answer}`)).toEqual([
      'agreement pass_fail required',
      'summary pointwise if_present',
      'support-reply pointwise if_present',
      'code-review pointwise if_present',
      'refusal pass_fail if_present',
      'verify pointwise never',
    ]);
  });
});

describe('a rubric of the user', () => {
  it('needs no more than a kind and criteria', async () => {
    const text = 'kind: pass_fail\ncriteria: [{name: Polite, text: It is polite.}]\n';
    expect(await open(text)).toEqual({
      name: './own.yaml',
      about: '',
      origin: '',
      kind: 'pass_fail',
      instructions: '',
      reference_answer: 'if_present',
      scale: { min: 1, max: 5, labels: {} },
      criteria: [{ name: 'Polite', text: 'It is polite.', weight: 1 }],
      sha256: createHash('sha256').update(text).digest('hex'),
    });
  });

  it('takes every field', async () => {
    const text = `about: a
origin: b
kind: pointwise
reference_answer: never
instructions: |
  One.

  Two.
scale: { min: 0, max: 2, labels: { 0: bad, 2: good } }
criteria:
  - { name: A, text: a, weight: 2.5 }
`;
    expect(await open(text, './own.yml')).toMatchObject({
      about: 'a',
      origin: 'b',
      kind: 'pointwise',
      reference_answer: 'never',
      instructions: 'One.\n\nTwo.',
      scale: { min: 0, max: 2, labels: { 0: 'bad', 2: 'good' } },
      criteria: [{ name: 'A', text: 'a', weight: 2.5 }],
    });
  });

  const NO_MAP = 'the rubric must be a map of fields | write kind: pass_fail, and the list under criteria:';

  it('is told everything that is wrong, with its place', async () => {
    const text = `kind: passfail
critera: []
reference_answer: sometimes
scale: { min: 1, max: 3, labels: { 4: great, x: y } }
criteria:
  - { name: A, text: "", weight: 0 }
  - { name: A }
  - { text: c, wieght: 2 }
`;
    expect(await problemsOf(open(text))).toEqual([
      '1:7 kind: "passfail" is not one of pointwise, pass_fail, pairwise | did you mean pass_fail?',
      '2:1 critera: unknown key | did you mean criteria?',
      '3:19 reference_answer: "sometimes" is not one of required, if_present, never',
      '4:36 scale.labels.4: "4" is not a level from 1 to 3',
      '4:46 scale.labels.x: "x" is not a level from 1 to 3',
      '6:22 criteria[0].text: empty',
      '6:34 criteria[0].weight: 0 must be more than 0',
      '7:5 criteria[1].text: missing',
      '7:13 criteria[1].name: "A" is also the name of criteria[0]',
      '8:5 criteria[2].name: missing',
      '8:16 criteria[2].wieght: unknown key | did you mean weight?',
    ]);
  });

  it.each([
    ['', ['1:1 the rubric: empty']],
    ['just text', [`1:1 ${NO_MAP}`]],
    ['[]', [`1:1 ${NO_MAP}`]],
    ['- { name: A, text: a }\n', [`1:1 ${NO_MAP}`]],
    ['kind: pairwise\n', ['1:1 criteria: missing']],
    ['kind: pairwise\ncriteria: []\n', ['2:11 criteria: the list is empty']],
    [
      'kind: pairwise\nscale: {min: 3, max: 3}\ncriteria: [{name: a, text: b}]\n',
      ['2:8 scale: the best level, 3, must be above the worst, 3'],
    ],
    [
      'kind: pairwise\nscale: {max: 1000}\ncriteria: [{name: a, text: b}]\n',
      ['2:8 scale: more than 101 levels | judges tell few levels apart: 1 to 5'],
    ],
    ['kind: pairwise\ncriteria: [{name: "a\\nb", text: b}]\n', ['2:19 criteria[0].name: must be one line']],
    ['kind: pairwise\nkind: pairwise\n', ['2:1 the key kind stands here twice | keep one of the two']],
  ])('%j', async (text, problems) => {
    expect(await problemsOf(open(text))).toEqual(problems);
  });
});

describe('the name of a rubric', () => {
  const own = 'a file of your own is named by its path: ./my-rubric.yaml (or .md)';
  const ship = `agreement, summary, support-reply, code-review, refusal, verify ship; ${own}`;

  it.each([
    ['sumary', `- the rubric "sumary" is not one that ships | did you mean summary? ${ship}`],
    ['constructor', `- the rubric "constructor" is not one that ships | ${ship}`],
    ['', `- the rubric "" is not one that ships | ${ship}`],
    ['./own.txt', `- the rubric "./own.txt" is neither .yaml nor .md | ${own}`],
    ['../rubrics/summary', `- the rubric "../rubrics/summary" is neither .yaml nor .md | ${own}`],
  ])('%j is refused', async (name, problem) => {
    expect(await problemsOf(openRubric(name, folder))).toEqual([problem]);
  });

  it('is a path to a file that can be read', async () => {
    await mkdir(join(folder, 'a.yaml'));
    expect(await problemsOf(openRubric('none.yaml', folder))).toEqual([
      `- the rubric "none.yaml" does not exist | looked for at ${join(folder, 'none.yaml')}`,
    ]);
    expect(await problemsOf(openRubric('a.yaml', folder))).toEqual([
      '- the rubric "a.yaml" is not a file | name the rubric itself',
    ]);
    expect(await problemsOf(open(new Uint8Array([0xff, 0xfe])))).toEqual([
      '- the rubric "./own.yaml" is not UTF-8 text | save it as UTF-8',
    ]);
    expect(await problemsOf(open(`# ${'x'.repeat(1_000_000)}`))).toEqual([
      '- the rubric "./own.yaml" is larger than 1 MB | a judge reads it with every answer',
    ]);
  });
});
