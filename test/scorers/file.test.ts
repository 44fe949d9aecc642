import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openFileScorer } from '../../src/scorers/file.ts';
import { openScorer, openTaskScorer } from '../../src/scorers/table.ts';
import { taskOf } from './grading.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-scorer-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function verdictOf(body: string, name = 'mine.mjs') {
  writeFileSync(join(folder, name), body);
  return (await openScorer(`./${name}`, folder)).grade('answer', taskOf('label'));
}

describe("a user's own scorer", () => {
  it.each<[string, unknown]>([
    ['export default () => 0.5', { state: 'scored', score: 0.5 }],
    ['export default async () => ({ score: 1, detail: "well" })', { state: 'scored', score: 1, detail: 'well' }],
    [
      'export default (text, task) => text === "answer" && task.expected === "label" ? 1 : 0',
      { state: 'scored', score: 1 },
    ],
    ['export default () => ({ unscored: "no idea" })', { state: 'unscored', why: 'no idea' }],
    ['export default () => { throw new Error("oops") }', { state: 'unscored', why: 'the scorer threw: oops' }],
    ['export default async () => { throw "text" }', { state: 'unscored', why: 'the scorer threw: text' }],
    ['export default () => NaN', { state: 'unscored', why: 'the scorer returned NaN, which is not in 0..1' }],
    ['export default () => 1.5', { state: 'unscored', why: 'the scorer returned 1.5, which is not in 0..1' }],
    ['export default () => undefined', { state: 'unscored', why: 'the scorer returned no number but undefined' }],
    ['export default () => ({ score: null })', { state: 'unscored', why: 'the scorer returned no number but null' }],
  ])('%s', async (body, wanted) => {
    expect(await verdictOf(body)).toEqual(wanted);
  });

  it('is named by the hash of its bytes, and read anew when it changed', async () => {
    const body = 'module.exports = () => 0.25';
    expect(await verdictOf(body, 'old.cjs')).toEqual({ state: 'scored', score: 0.25 });
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
    expect((await openScorer('./old.cjs', folder)).name).toBe(`old.cjs@${hash}`);
  });

  it.each<[string, string | undefined, RegExp]>([
    ['./missing.js', undefined, /^scorer file \.\/missing\.js cannot be read: there is no such file$/],
    ['./folder.js/', undefined, /is not JavaScript/],
    ['./throws.mjs', 'throw new Error("at once")', /cannot be loaded: at once/],
    ['./broken.mjs', 'export default (', /cannot be loaded/],
    ['./none.mjs', 'export const x = 1', /has no function as default export/],
    ['./typed.ts', 'export default () => 1', /is not JavaScript/],
  ])('%s is refused', async (path, body, message) => {
    if (body !== undefined) writeFileSync(join(folder, path), body);
    await expect(openScorer(path, folder)).rejects.toMatchObject({
      name: 'Problem',
      exitCode: 2,
      message: expect.stringMatching(message),
    });
  });

  it('says where a missing file was looked for', async () => {
    await expect(openScorer('./missing.js', folder)).rejects.toMatchObject({
      details: [
        {
          file: './missing.js',
          hint: `the path is relative to the config's folder: ${folder}/missing.js was looked for`,
        },
      ],
    });
  });

  it('stops code that never ends, and grades the next answer in a new thread', async () => {
    const body =
      'export default async (text) => { if (text === "wait") await new Promise(() => {}); while (text === "loop"); return 1; }';
    writeFileSync(join(folder, 'endless.mjs'), body);
    const scorer = await openFileScorer('./endless.mjs', folder, 150);
    const late = { state: 'unscored', why: 'scorer took longer than 0.15 s' };
    const right = { state: 'scored', score: 1 };
    const texts = ['a', 'loop', 'b', 'wait', 'c'];
    const verdicts = await Promise.all(texts.map((text) => scorer.grade(text, taskOf('label'))));
    expect(verdicts).toEqual([right, late, right, late, right]);
  });

  it.each([
    ['setTimeout(() => { throw new Error("astray") }); await new Promise(() => {})', 'the scorer threw: astray'],
    ['process.exit(0)', 'the scorer threw: it ended its own thread'],
  ])('survives %s', async (statement, why) => {
    writeFileSync(
      join(folder, 'rough.mjs'),
      `export default async (text) => { if (text === 'x') { ${statement} } return 1; }`,
    );
    const scorer = await openScorer('./rough.mjs', folder);
    expect(await scorer.grade('x', taskOf('label'))).toEqual({ state: 'unscored', why });
    expect(await scorer.grade('y', taskOf('label'))).toEqual({ state: 'scored', score: 1 });
  });

  it('takes no options, and cannot be named by a dataset', async () => {
    writeFileSync(join(folder, 'fine.mjs'), 'export default () => 1');
    await expect(openScorer({ type: './fine.mjs', x: 1 }, folder)).rejects.toThrow('has no option "x"');
    await expect(openTaskScorer('./fine.mjs')).rejects.toThrow('a dataset may not name a scorer file: ./fine.mjs');
    expect((await openTaskScorer('exact')).name).toBe('exact@1');
  });
});
