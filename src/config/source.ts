import { type Document, isAlias, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Path } from './complaint.ts';
import { MAX_CONFIG_BYTES, tooLarge } from './size.ts';

/** Line and column, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A config file as data, with the place of everything in it. */
export interface Source {
  readonly data: unknown;
  /** Where the value at `path` begins, or its key; of a value that is missing, where the nearest thing around it begins. */
  locate(path: Path, key?: boolean): Position;
}

/** Reads YAML 1.2 (core: data only, no code, no custom tags); throws a Problem with everything that is wrong with the syntax. */
export function readSource(text: string, file: string): Source {
  if (Buffer.byteLength(text) > MAX_CONFIG_BYTES) throw tooLarge(file);
  const lines = new LineCounter();
  const doc = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [first, ...rest] = [...doc.errors, ...doc.warnings].map(
    (error): ProblemDetail => ({
      code: 'CONFIG',
      ...worded(error.code, error.message),
      file,
      ...position(lines, error.pos[0]),
    }),
  );
  if (first !== undefined) throw new Problem(2, first, ...rest);
  return { data: plainData(doc, file), locate: (path, key) => position(lines, offsetOf(doc, path, key === true)) };
}

function worded(code: string, message: string): { readonly message: string; readonly hint?: string } {
  if (code === 'TAB_AS_INDENT') return { message: 'a tab cannot indent YAML', hint: 'use two blanks' };
  if (code === 'DUPLICATE_KEY') return { message: 'this key stands here twice', hint: 'keep one of the two' };
  if (code === 'MULTIPLE_DOCS')
    return { message: 'a second document begins here', hint: 'one config is one document: remove the ---' };
  if (code === 'TAG_RESOLVE_FAILED') return { message: `${message}: a config is data only`, hint: 'remove the tag' };
  return { message: `not YAML: ${message}` };
}

function plainData(doc: Document.Parsed, file: string): unknown {
  try {
    return doc.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // yaml throws ReferenceError for "Excessive alias count" (a YAML bomb) and for an alias without an anchor.
    if (!(error instanceof ReferenceError)) throw error;
    throw new Problem(2, {
      code: 'CONFIG',
      message: error.message,
      hint: 'write the values out instead of using * aliases',
      file,
    });
  }
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function offsetOf(doc: Document.Parsed, path: Path, key: boolean): number {
  let node: Node | null | undefined = doc.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    const found = child(resolved(node, doc), step);
    if (found === undefined) return offset;
    offset = (key && i === path.length - 1 ? found.key : found.value)?.range?.[0] ?? found.key?.range?.[0] ?? offset;
    node = found.value;
  }
  return offset;
}

function resolved(node: Node | null | undefined, doc: Document.Parsed): Node | null | undefined {
  return isAlias(node) ? node.resolve(doc) : node;
}

interface Child {
  readonly key?: Node | null;
  readonly value?: Node | null;
}

function child(node: Node | null | undefined, step: string | number): Child | undefined {
  if (isSeq(node))
    return typeof step === 'number' && step < node.items.length ? { value: node.items[step] as Node } : undefined;
  if (!isMap<Node & { readonly value?: unknown }, Node | null>(node)) return undefined;
  return node.items.find((pair) => String(pair.key.value) === String(step));
}
