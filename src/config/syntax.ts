import { type Document, isScalar, type Node, visit } from 'yaml';
import type { Complaint } from './complaint.ts';

/** Something wrong with the YAML itself; `offset` counts UTF-16 units from 0. */
export interface SyntaxComplaint extends Complaint {
  readonly offset: number;
}

/** What is wrong with the syntax, unknown tags and keys that stand twice included. */
export function syntaxComplaints(doc: Document.Parsed): readonly SyntaxComplaint[] {
  const errors = [...doc.errors, ...doc.warnings].map(({ code, message, pos }) => ({
    ...worded(code, message),
    offset: pos[0],
  }));
  return [...errors, ...duplicateKeys(doc)];
}

/** The first alias without an anchor before it; call it only when there is one: each look-up reads the whole document. */
export function danglingAlias(doc: Document.Parsed): SyntaxComplaint | undefined {
  let found: SyntaxComplaint | undefined;
  visit(doc, {
    Alias(_, node) {
      if (node.resolve(doc) !== undefined) return undefined;
      const hint = `write &${node.source} before the first of its values`;
      found = { message: `*${node.source} has no anchor`, hint, offset: offsetOfNode(node) };
      return visit.BREAK;
    },
  });
  return found;
}

/** Where a node begins; 0 where the parser does not say. */
export function offsetOfNode(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

function worded(code: string, message: string): Complaint {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab cannot indent YAML', hint: 'use two blanks' };
    case 'MULTIPLE_DOCS':
      return { message: 'a second document begins here', hint: 'one file is one document: remove the ---' };
    case 'TAG_RESOLVE_FAILED':
      return { message: `${message}: this file is data only`, hint: 'remove the tag' };
    case 'RESOURCE_EXHAUSTION':
      return { message: 'nested too deeply' };
    default:
      return { message: `not YAML: ${message}` };
  }
}

/** Own check, because the one of `yaml` compares each key with each other: 97 s for 60,000 keys. */
function duplicateKeys(doc: Document.Parsed): readonly SyntaxComplaint[] {
  const found: SyntaxComplaint[] = [];
  visit(doc, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name))
          found.push({
            message: `the key ${name} stands here twice`,
            hint: 'keep one of the two',
            offset: offsetOfNode(key),
          });
        seen.add(name);
      }
    },
  });
  return found;
}
