import { Problem } from '../domain/problem.ts';
import { isMap } from './complaint.ts';
import { readSource, type Source } from './source.ts';

const FRONT = /^---[ \t]*\n([\s\S]*?\n)?---[ \t]*(?:\n|$)/;
const TITLE = /^(\s*)#[ \t]+.*/;
const WEIGHT = /\(weight ([^()]*)\)$/;

interface Section {
  readonly line: number;
  readonly name: string;
  readonly weight?: string;
  readonly lines: string[];
}

/**
 * Reads a rubric in Markdown: YAML between two lines of `---` with the fields of a YAML rubric, then a text. What stands before its first `##` heading
 * are the instructions, without a `#` title at their beginning; each `## name` or `## name (weight 2)` is a criterion with the text below it. Without such headings the criteria stand in the YAML.
 * Throws a Problem (exit 2, RUBRIC) for what cannot be read at all.
 */
export function readMarkdown(written: string, file: string): Source {
  const text = written.replaceAll('\r\n', '\n');
  const front = FRONT.exec(text);
  if (front === null) throw noFront(file);
  // The lines of the YAML keep their numbers: a blank line stands for the first ---.
  const yaml = readSource(`\n${front[1] ?? ''}`, file, 'RUBRIC');
  // Its line is kept for the numbers of the others.
  const body = text.slice(front[0].length).replace(TITLE, '$1');
  const { before, sections } = sectionsOf(body, front[0].split('\n').length);
  const isFromText = sections.length > 0 && !(isMap(yaml.data) && yaml.data.criteria !== undefined);
  return {
    data: joined(yaml.data, isFromText ? before : body, isFromText ? sections : []),
    locate(path, key) {
      const section = isFromText && path[0] === 'criteria' ? sections[Number(path[1] ?? 0)] : undefined;
      return section === undefined ? yaml.locate(path, key) : { line: section.line, column: 1 };
    },
  };
}

function noFront(file: string): Problem {
  return new Problem(2, {
    code: 'RUBRIC',
    message: 'the rubric does not begin with ---, its fields in YAML, and ---',
    hint: 'for example: ---, kind: pass_fail, --- on three lines, then ## headings with what to look at',
    file,
    line: 1,
    column: 1,
  });
}

/** Headings inside fenced code are text. */
function sectionsOf(
  body: string,
  firstLine: number,
): { readonly before: string; readonly sections: readonly Section[] } {
  const before: string[] = [];
  const sections: Section[] = [];
  let isCode = false;
  for (const [i, line] of body.split('\n').entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) isCode = !isCode;
    if (!isCode && /^##\s/.test(line)) sections.push(sectionOf(line.slice(3).trim(), firstLine + i));
    else (sections.at(-1)?.lines ?? before).push(line);
  }
  return { before: before.join('\n'), sections };
}

function sectionOf(heading: string, line: number): Section {
  const weight = WEIGHT.exec(heading);
  if (weight === null) return { line, name: heading, lines: [] };
  return { line, name: heading.slice(0, weight.index).trim(), weight: weight[1]!.trim(), lines: [] };
}

/** Fields of the YAML win over the text. */
function joined(fields: unknown, instructions: string, sections: readonly Section[]): unknown {
  if (fields !== null && fields !== undefined && !isMap(fields)) return fields;
  const criteria = sections.map(({ name, weight, lines }) => ({
    name,
    text: lines.join('\n').trim(),
    ...(weight === undefined ? {} : { weight: /^\d+(?:\.\d+)?$/.test(weight) ? Number(weight) : weight }),
  }));
  return {
    ...(instructions.trim() === '' ? {} : { instructions: instructions.trim() }),
    ...(criteria.length === 0 ? {} : { criteria }),
    ...fields,
  };
}
