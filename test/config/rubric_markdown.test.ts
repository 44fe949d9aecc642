import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRubric } from '../../src/config/rubric.ts';
import type { Problem } from '../../src/domain/problem.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rubric-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function open(text: string) {
  await writeFile(join(folder, 'own.md'), text);
  return openRubric('own.md', folder);
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const problem = await open(text).then(
    () => undefined,
    (error: Problem) => error,
  );
  return (problem?.details ?? []).map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
}

const TEXT = `---
kind: pointwise
about: House style
---
# House rules

Be strict.

## Tone (weight 2)
Friendly.

- no blame

## Short and clear
At most ten lines.
`;

describe('a rubric in Markdown', () => {
  const wanted = {
    name: 'own.md',
    kind: 'pointwise',
    about: 'House style',
    instructions: 'Be strict.',
    criteria: [
      { name: 'Tone', text: 'Friendly.\n\n- no blame', weight: 2 },
      { name: 'Short and clear', text: 'At most ten lines.', weight: 1 },
    ],
  };

  it.each([
    ['LF', TEXT],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${TEXT}`],
  ])('has headings as criteria: %s', async (_, text) => {
    expect(await open(text)).toMatchObject(wanted);
  });

  it('has its body as instructions where the criteria stand above', async () => {
    const rubric = await open('---\nkind: pass_fail\ncriteria: [{name: A, text: a}]\n---\nOne.\n## Two\nThree.\n');
    expect(rubric).toMatchObject({ instructions: 'One.\n## Two\nThree.', criteria: [{ name: 'A' }] });
  });

  it('takes only what stands first for a title', async () => {
    const rubric = await open('---\nkind: pass_fail\n---\nBe strict.\n# Not a title\n## A\na\n');
    expect(rubric.instructions).toBe('Be strict.\n# Not a title');
    expect(await problemsOf('---\nkind: pass_fail\n---\n# T\n## A\n')).toEqual(['RUBRIC 5:1 criteria[0].text: empty']);
  });

  it('leaves headings in code alone', async () => {
    const rubric = await open('---\nkind: pass_fail\n---\n## A\n```\n## not one\n```\n');
    expect(rubric.criteria).toEqual([{ name: 'A', text: '```\n## not one\n```', weight: 1 }]);
  });

  it.each([
    ['# Title\n', ['RUBRIC 1:1 the rubric does not begin with ---, its fields in YAML, and ---']],
    ['---\nkind: pass_fail\n', ['RUBRIC 1:1 the rubric does not begin with ---, its fields in YAML, and ---']],
    ['---\nkind: pass\n---\n## A\na\n', ['RUBRIC 2:7 kind: "pass" is not one of pointwise, pass_fail, pairwise']],
    ['---\nkind: pass_fail\n---\nText.\n', ['RUBRIC 2:1 criteria: missing']],
    [
      '---\nkind: pass_fail\n---\n\n## A (weight heavy)\na\n## B\n## A\nb\n',
      [
        'RUBRIC 5:1 criteria[0].weight: "heavy" is not a plain decimal',
        'RUBRIC 7:1 criteria[1].text: empty',
        'RUBRIC 8:1 criteria[2].name: "A" is also the name of criteria[0]',
      ],
    ],
    ['---\na: [\n---\n', [expect.stringMatching(/^RUBRIC \d:\d+ not YAML/)]],
    ['---\n- a\n---\n## A\na\n', ['RUBRIC 2:1 the rubric must be a map of fields']],
  ])('%j', async (text, problems) => {
    expect(await problemsOf(text)).toEqual(problems);
  });

  it('reads 1 MB of headings soon', async () => {
    const start = performance.now();
    await problemsOf(`---\nkind: pass_fail\n---\n${`## ${' (weight 1'.repeat(45_000)}\n`.repeat(2)}`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
