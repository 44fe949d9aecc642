import { readLevels, readWord } from './members.ts';
import { none, type Question, type Reading } from './question.ts';

/** A verdict line is short; a longer one that begins with the nonce is none. */
const LONGEST_LINE = 200;

/** Reads a verdict in lines that begin with the nonce. Only emphasis marks may stand around a line; any such line that is no verdict spoils it. */
export function readLines(text: string, question: Question): Reading {
  const said = text
    .split('\n')
    .filter((line) => line.includes(question.nonce))
    .map((line) => line.replace(/^[\s*`]{1,20}/, ''))
    .filter((line) => line.startsWith(question.nonce));
  if (said.some((line) => line.length > LONGEST_LINE)) return none('unparsable', 'a verdict line is too long');
  const rests = said.map((line) => line.slice(question.nonce.length).replace(/[\s*`.]+$/, ''));
  if (rests.some((rest) => !/^[\s:*`]/.test(rest))) return none('unparsable', 'a verdict line holds no verdict');
  const words = [...new Set(rests.map((rest) => rest.replace(/^[\s:*`]+/, '').toLowerCase()))];
  if (words.length === 0) return none('unparsable', 'no verdict line');
  return question.kind === 'pointwise' ? levelLines(words, question) : wordLine(words, question.kind);
}

function wordLine(words: readonly string[], kind: 'pass_fail' | 'pairwise'): Reading {
  const readings = words.map((word) => readWord(word, kind));
  return (
    readings.find((reading) => reading.state === 'none' && reading.why === 'unparsable') ??
    (readings.length > 1 ? none('ambiguous', 'two different verdicts') : readings[0]!)
  );
}

function levelLines(lines: readonly string[], question: Question): Reading {
  const values: unknown[] = question.criteria.map(() => undefined);
  for (const line of lines) {
    const [, number, level] = /^(\d{1,4})\s*[=:]\s*(cannot_tell|null|[+-]?\d+(?:\.\d+)?)$/.exec(line) ?? [];
    const at = Number(number) - 1;
    if (level === undefined || !(at >= 0 && at < values.length))
      return none('unparsable', 'a verdict line holds no level');
    const value = /^[cn]/.test(level) ? null : Number(level);
    if (values[at] !== undefined && values[at] !== value) return none('ambiguous', 'two different levels');
    values[at] = value;
  }
  return readLevels(values, question);
}
