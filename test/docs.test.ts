import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../src/cli/main.ts';
import { jsonSchemaText } from '../src/config/json_schema.ts';
import { lineItemsTable } from '../src/report/finance/line_items.ts';
import { projectionTable } from '../src/report/finance/projection.ts';
import { summaryTable } from '../src/report/finance/summary.ts';
import { scorerOptions } from '../src/scorers/table.ts';
import { batchLines, inspectLog, jsonl, openrouterCsv, promptfooJson } from './datasets/foreign/fixtures.ts';
import { fakeIo } from './support/io.ts';
import { tasksCsv } from './support/workbench.ts';

const ROOT = new URL('../', import.meta.url);
const DOCS = new URL('docs/', ROOT);
const NAMES = readdirSync(DOCS).filter((name) => name.endsWith('.md'));

interface Generator {
  filled(text: string, parts: Readonly<Record<string, string>>): string;
  partsOf(sources: object): Readonly<Record<string, string>>;
}

it.each(NAMES)('the generated parts of %s are up to date (npm run build && node scripts/docs.js)', async (name) => {
  const { filled, partsOf } = (await import(new URL('scripts/docs_text.js', ROOT).href)) as Generator;
  const parts = partsOf({
    schema: JSON.parse(jsonSchemaText()) as object,
    scorers: scorerOptions,
    tables: [summaryTable, lineItemsTable, projectionTable],
  });
  const text = readFileSync(new URL(name, DOCS), 'utf8');
  expect(text).toBe(filled(text, parts));
});

/** The lines of code blocks marked sh that call bench. */
function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((block) => block[1] ?? '');
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('bench '));
}

describe('every command that the docs show', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (line: string) => runIn(folder, line);

  beforeAll(async () => {
    expect((await run('bench init')).code).toBe(0);
    writeFileSync(join(folder, 'tasks.csv'), tasksCsv(4));
    writeFileSync(join(folder, 'outcomes.csv'), OUTCOMES);
    writeFileSync(join(folder, 'trusted.csv'), TRUSTED);
    writeFileSync(join(folder, 'results.json'), JSON.stringify(promptfooJson));
    writeFileSync(join(folder, 'batch.jsonl'), jsonl(batchLines));
    writeFileSync(join(folder, 'activity.csv'), openrouterCsv);
    writeFileSync(join(folder, 'promptfoo-tests.csv'), 'question,__expected\nCapital of France?,Paris\n');
    const logs = mkdtempSync(join(folder, 'logs-'));
    writeFileSync(join(logs, 'gpt-5.5.json'), JSON.stringify(inspectLog('openai/gpt-5.5', ['C', 'C'])));
    writeFileSync(join(logs, 'v4-flash.json'), JSON.stringify(inspectLog('deepseek/v4-flash', ['C', 'I'])));
    cpSync(logs, join(folder, 'logs'), { recursive: true });
    expect((await run('bench run')).code).toBe(0);
    cpSync(join(folder, 'results'), join(folder, 'kept'), { recursive: true });
  });

  it.each(NAMES)('of %s runs', async (name) => {
    // The newest run is the shipped dataset's, whatever the page before it did.
    rmSync(join(folder, 'results'), { recursive: true, force: true });
    cpSync(join(folder, 'kept'), join(folder, 'results'), { recursive: true });
    for (const command of commandsIn(readFileSync(new URL(name, DOCS), 'utf8'))) {
      const { code, err } = await run(command);
      expect(code, `${command}\n${err}`).toBe(0);
    }
  });
});

describe('every command that the README shows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-readme-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const readme = readFileSync(new URL('README.md', ROOT), 'utf8');
  const named = [...readme.matchAll(/`(bench [a-z][^`]*)`/g)].map((span) => span[1] ?? '');
  const commands = [...new Set([...commandsIn(readme), ...named])];
  let newest = '';

  beforeAll(async () => {
    expect((await runIn(folder, 'bench init')).code).toBe(0);
    for (const name of ['support-desk.csv', 'support-desk.train.csv']) thinOut(join(folder, 'datasets', name));
    writeFileSync(join(folder, 'outcomes.csv'), OUTCOMES);
    expect((await runIn(folder, 'bench run')).code).toBe(0);
    newest = readdirSync(join(folder, 'results')).find((name) => /^\d/.test(name)) ?? '';
    cpSync(join(folder, 'results'), join(folder, 'kept'), { recursive: true });
  });

  it('is found in its text, its table of commands and its blocks marked sh', () => {
    expect(commands).toEqual(expect.arrayContaining(['bench run', 'bench run --dry-run', 'bench gate [RUN]']));
  });

  it.each(commands)('%s', async (command) => {
    rmSync(join(folder, 'results'), { recursive: true, force: true });
    cpSync(join(folder, 'kept'), join(folder, 'results'), { recursive: true });
    const { code, err } = await runIn(folder, filledIn(command, newest));
    expect(code, err).toBe(OTHER_CODES[command] ?? 0);
  });
});

/** Every sixth record is enough to see a command run; of those that stand in one line. */
function thinOut(dataset: string): void {
  const [header, ...rows] = readFileSync(dataset, 'utf8').split('\n');
  const whole = rows.filter((row) => /^s[dt]-\d+,.*,\w+$/.test(row) && (row.match(/"/g) ?? []).length % 2 === 0);
  writeFileSync(dataset, `${[header, ...whole.filter((_, index) => index % 6 === 0)].join('\n')}\n`);
}

/** Where the README has a placeholder, something that is there. */
function filledIn(command: string, newest: string): string {
  return command
    .replace(/ \[[A-Z.]+\]/, '')
    .replace(/\bA B\b/, `${newest} ${newest}`)
    .replace(/\bFILE\b/, 'outcomes.csv')
    .replace(/\bSHELL\b/, 'bash')
    .replace(/^bench (baseline|export|judge)$/, '$& --help');
}

/** What is no success as it stands: there is a config already, no limit is set, or a flag that it needs is named elsewhere. */
const OTHER_CODES: Readonly<Record<string, number>> = {
  'bench init': 2,
  'bench gate [RUN]': 3,
  'bench export finance': 2,
  'bench export parquet': 2,
  'bench reprice [RUN]': 2,
};

const TRUSTED =
  'task_id,model,score,cost_usd,agreement,judge_score,judge_usd\na,gpt-5.5,1,0.02,,,\na,v4-flash,1,0.001,0.8,1,0.0002\n';
const OUTCOMES = 'task_id,model,score,cost_usd\na,gpt-5.5,1,0.02\na,v4-flash,1,0.001\n';

async function runIn(cwd: string, line: string): Promise<{ code: number; err: string }> {
  const words = line.replace(/ +[|#].*$/, '').match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const argv = words.slice(1).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
  const io = fakeIo({ cwd });
  return { code: await main(argv, io), err: io.err() };
}
