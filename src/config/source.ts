import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { Problem } from '../domain/problem.ts';
import type { Path } from './complaint.ts';
import { MAX_CONFIG_BYTES, tooLarge } from './size.ts';
import { danglingAlias, offsetOfNode, type SyntaxComplaint, syntaxComplaints } from './syntax.ts';

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

/** Reads YAML 1.2 (core: data only, no code, no custom tags); throws a Problem (exit 2, with the code) with everything that is wrong with the syntax. */
export function readSource(text: string, file: string, code = 'CONFIG'): Source {
  if (Buffer.byteLength(text) > MAX_CONFIG_BYTES) throw tooLarge(file);
  const lines = new LineCounter();
  const doc = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const refuse = (complaints: readonly SyntaxComplaint[]) => refuseSyntax(complaints, { code, file }, lines);
  refuse(syntaxComplaints(doc));
  return {
    data: plainData(doc, (complaint) => refuse([complaint])),
    locate: (path, key) => position(lines, offsetOf(doc, path, key === true)),
  };
}

function refuseSyntax(
  complaints: readonly SyntaxComplaint[],
  where: { readonly code: string; readonly file: string },
  lines: LineCounter,
): void {
  const details = complaints.map(({ offset, ...words }) => ({ ...where, ...words, ...position(lines, offset) }));
  const [first, ...rest] = details.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (first !== undefined) throw new Problem(2, first, ...rest);
}

function plainData(doc: Document.Parsed, refuseIt: (complaint: SyntaxComplaint) => void): unknown {
  try {
    return doc.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // yaml throws ReferenceError for an alias without an anchor, and for aliases that multiply (a YAML bomb).
    if (!(error instanceof ReferenceError)) throw error;
    const bomb = { message: 'too many aliases', hint: 'write the values out instead of using *', offset: 0 };
    return refuseIt(/alias count/.test(error.message) ? bomb : (danglingAlias(doc) ?? bomb));
  }
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function offsetOf(doc: Document.Parsed, path: Path, key: boolean): number {
  let node: Node | null | undefined = doc.contents;
  let around: Node | null | undefined = node;
  for (const [i, step] of path.entries()) {
    const found = child(isAlias(node) ? node.resolve(doc) : node, step);
    if (found === undefined) break;
    const wantsKey = key && i === path.length - 1;
    around = (wantsKey ? undefined : found.value) ?? found.key ?? around;
    node = found.value;
  }
  return offsetOfNode(around);
}

interface Child {
  readonly key?: Node;
  readonly value: Node | null;
}

function child(node: Node | null | undefined, step: string | number): Child | undefined {
  if (isSeq<Node>(node)) {
    const value = node.items[Number(step)];
    return value === undefined ? undefined : { value };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
}
