import type { GateCheck, GateVerdict } from '../analysis/gate/gate_types.ts';
import { withSafeVerdict } from './gate_safe.ts';
import { allowedWords, LIMIT_WORDS, noteWords, seenWords, stateWords, testWords, verdictLine } from './gate_words.ts';
import { json } from './json.ts';
import { markdownText } from './markdown.ts';
import { wrap } from './measure.ts';
import { counted } from './numbers.ts';
import type { Paint } from './paint.ts';
import type { RenderOptions } from './renderer.ts';
import { alignedTable, type Cell, type Column } from './terminal.ts';
import { inert } from './text.ts';

/** A gate's verdict as text that ends with a newline. */
export type GateRenderer = (verdict: GateVerdict, options: RenderOptions) => string;

/** To add a format: a function here, a line in this table. */
export const gateRenderers = {
  table: gateText,
  json: (verdict) => json(verdict),
  markdown: gateMarkdown,
} satisfies Record<string, GateRenderer>;

/** Of more limits only those that are not kept are shown, but for --full. */
const MOST_ROWS = 16;

const COLUMNS: readonly Column[] = [
  { head: 'model', align: 'left', elastic: true },
  { head: 'limit', align: 'left' },
  { head: 'allowed', align: 'right' },
  { head: 'seen', align: 'right' },
  { head: '', align: 'left' },
];

function heading({ run, baseline, dataset, tasks, confirmed_by }: GateVerdict): string {
  const against = baseline === null ? '' : ` against baseline ${baseline}`;
  return `gate  run ${run}${confirmed_by === null ? '' : ` and ${confirmed_by}`}${against}  ${dataset}  ${counted(tasks, 'task')}`;
}

/** That nothing is missing needs no line. */
const worthALine = ({ limit, observed, allowed }: GateCheck): boolean =>
  limit !== 'max_unscored' || observed !== 0 || allowed > 0;

function gateText(raw: GateVerdict, { width, color, unicode, full }: RenderOptions): string {
  const verdict = withSafeVerdict(raw, inert);
  const all = verdict.checks.filter(worthALine);
  const checks = full || all.length <= MOST_ROWS ? all : all.filter(({ state }) => state !== 'ok');
  const kept = all.length - checks.length;
  const rows = checks.map((check): Cell[] => [
    check.model,
    LIMIT_WORDS[check.limit],
    allowedWords(check),
    seenWords(check),
    { text: isShort(check) ? stateWords(check) : check.state, paint: paintOf(check, color) },
  ]);
  const lines = (text: string, indent: string) => wrap(text, width, indent, unicode ? '…' : '~');
  const tests = checks.flatMap((check) => {
    const words = [testWords(check), ...(check.state === 'undecided' ? [stateWords(check)] : [])].filter(Boolean);
    return words.length === 0 ? [] : lines(`${check.model}, ${LIMIT_WORDS[check.limit]}: ${words.join('. ')}`, '  ');
  });
  const notes = verdict.notes.flatMap((note) => lines(`note: ${noteWords(note)}`, '  '));
  const paint = { pass: color.green, fail: color.red, undecided: color.yellow, empty: color.yellow }[verdict.verdict];
  return `${[
    ...lines(heading(verdict), '  '),
    ...(rows.length === 0 ? [] : [alignedTable(rows, COLUMNS, { width, unicode, paintHead: color.dim })]),
    ...(kept > 0 ? [`${counted(kept, 'limit')} kept: bench gate --full shows all`] : []),
    ...tests,
    ...notes,
    ...lines(verdictLine(verdict), '  ').map(paint),
  ].join('\n')}\n`;
}

/** What fits into a cell: the others have a line of their own. */
function isShort({ state, confirmed }: GateCheck): boolean {
  return state === 'broken' || (state === 'ok' && confirmed === false);
}

function paintOf({ state }: GateCheck, color: Paint): (text: string) => string {
  return { ok: color.green, broken: color.red, undecided: color.yellow }[state];
}

/** The verdict first, then every limit. GitHub-flavoured Markdown without any HTML. */
function gateMarkdown(raw: GateVerdict): string {
  const verdict = withSafeVerdict(raw, markdownText);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = verdict.checks
    .filter(worthALine)
    .map((check) =>
      line([
        check.model,
        LIMIT_WORDS[check.limit],
        allowedWords(check),
        seenWords(check),
        stateWords(check),
        testWords(check),
      ]),
    );
  const notes = verdict.notes.map((note) => `- ${noteWords(note)}`);
  const blocks = [
    `**${verdictLine(verdict)}**`,
    heading(verdict),
    ...(rows.length === 0
      ? []
      : [
          [
            line(['model', 'limit', 'allowed', 'seen', 'state', 'test']),
            '| --- | --- | ---: | ---: | --- | --- |',
            ...rows,
          ].join('\n'),
        ]),
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
  ];
  return `${blocks.join('\n\n')}\n`;
}
