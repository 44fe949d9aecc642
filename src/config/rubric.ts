import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rubric } from '../domain/judge.ts';
import { didYouMean } from '../domain/nearest.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import { type Complain, isMap, MOST_COMPLAINTS, pathName } from './complaint.ts';
import { complainOfIssues } from './issues.ts';
import { keysIn } from './places.ts';
import { readMarkdown } from './rubric_markdown.ts';
import { complainOfRubric, rubricSchema, type WrittenRubric } from './rubric_schema.ts';
import { SHIPPED_RUBRICS } from './shipped_rubrics.ts';
import { readSource, type Source } from './source.ts';

/** Largest rubric, in bytes. */
const MAX_RUBRIC_BYTES = 1_000_000;

/** Opens a rubric by its shipped name, or by the path of a `.yaml`, `.yml` or `.md` file relative to `baseDir`. Throws a Problem (exit 2, RUBRIC) with everything that is wrong. */
export async function openRubric(name: string, baseDir: string): Promise<Rubric> {
  const path = pathOf(name, baseDir);
  const bytes = await readBytes(path, name);
  const { criteria, scale, ...written } = checked(textOf(bytes, name), name, path);
  const instructions = written.instructions.trim();
  return { ...written, name, instructions, criteria, scale, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function pathOf(name: string, baseDir: string): string {
  if (SHIPPED_RUBRICS.some((shipped) => shipped === name))
    return fileURLToPath(new URL(`../../rubrics/${name}.yaml`, import.meta.url));
  if (/\.(?:ya?ml|md)$/i.test(name)) return resolve(baseDir, name);
  const own = 'a file of your own is named by its path: ./my-rubric.yaml (or .md)';
  if (/[\\/]/.test(name)) throw refusal(name, 'is neither .yaml nor .md', own);
  const meant = didYouMean(name, SHIPPED_RUBRICS);
  const known = `${SHIPPED_RUBRICS.join(', ')} ship; ${own}`;
  throw refusal(name, 'is not one that ships', meant === undefined ? known : `${meant} ${known}`, null);
}

function refusal(name: string, what: string, hint: string, file: string | null = name): Problem {
  const message = `the rubric ${JSON.stringify(name)} ${what}`;
  return new Problem(2, { code: 'RUBRIC', message, hint, ...(file === null ? {} : { file }) });
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by you',
};

async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw refusal(name, 'is not a file', 'name the rubric itself');
    if (found.size > MAX_RUBRIC_BYTES) throw refusal(name, 'is larger than 1 MB', 'a judge reads it with every answer');
    return await readFile(path);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw refusal(name, UNREADABLE[code] ?? `cannot be read: ${code}`, `looked for at ${path}`);
  }
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(name, 'is not UTF-8 text', 'save it as UTF-8');
  }
}

function checked(text: string, name: string, path: string): WrittenRubric {
  const source = /\.md$/i.test(path) ? readMarkdown(text, name) : readSource(text, name, 'RUBRIC');
  if (source.data !== null && source.data !== undefined && !isMap(source.data)) throw noMap(name, source);
  const parsed = rubricSchema.safeParse(source.data);
  const [first, ...rest] = collected(source, name, (complain) => {
    const issues = parsed.error?.issues ?? [];
    complainOfIssues(issues, source.data, complain, (_, parent) => ({ known: keysIn(rubricSchema, parent) }));
    complainOfRubric(source.data, complain);
  });
  if (first !== undefined) throw new Problem(2, first, ...rest);
  return parsed.data as WrittenRubric;
}

function noMap(file: string, { locate }: Source): Problem {
  return new Problem(2, {
    code: 'RUBRIC',
    message: 'the rubric must be a map of fields',
    hint: 'write kind: pass_fail, and the list under criteria:',
    file,
    ...locate([]),
  });
}

/** Complaints with their places, in the order of the file. */
function collected(source: Source, file: string, find: (complain: Complain) => void): readonly ProblemDetail[] {
  const details: (ProblemDetail & { readonly line: number; readonly column: number })[] = [];
  find((path, { message, hint }, key) => {
    if (details.length >= MOST_COMPLAINTS) return;
    const subject = path.length === 0 ? 'the rubric' : pathName(path);
    const words = { message: `${subject}: ${message}`, ...(hint === undefined ? {} : { hint }) };
    details.push({ code: 'RUBRIC', ...words, file, ...source.locate(path, key) });
  });
  return details.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
