import type { Report } from '../../analysis/report_types.ts';
import { count, counted, percent } from '../numbers.ts';
import { segmentName } from '../route.ts';
import type { Example, ExampleAnswer, Examples, HtmlInput } from './input.ts';
import { type Child, html, lines, type Markup } from './markup.ts';
import { table } from './table.ts';

/** The tasks that candidates score lower, side by side with the reference, to be chosen by candidate and segment without a script. */
export function examples({ report, examples: found }: HtmlInput): Child {
  if (found.shown.length === 0) return html`<p>${nothing(report)}</p>\n`;
  const hasTexts = found.shown.some((one) => one.reference.text !== '' || one.candidate.text !== '');
  const filters = new Filters(found.shown);
  return [
    html`<p>${intro(found, report)}</p>\n`,
    found.without_tasks === null
      ? null
      : html`<p class="note">What was asked is not shown: ${found.without_tasks}.</p>\n`,
    hasTexts ? null : html`<p class="note">These outcomes were recorded without the texts of the answers.</p>\n`,
    html`<div class="examples">
${filters.controls()}${hasTexts ? found.shown.map((one, i) => example(one, i, filters)) : outcomes(found.shown, report, filters)}</div>
`,
  ];
}

function nothing({ run, standings }: Report): string {
  return standings.length < 2
    ? 'There is no other model to compare with.'
    : `No candidate scores any task lower than ${run.reference}.`;
}

function intro({ shown, counts }: Examples, { run }: Report): string {
  const all = counts.reduce((sum, { losses }) => sum + losses, 0);
  const each = counts.slice(0, 6).map(({ candidate, losses }) => `${candidate} ${count(losses)}`);
  const more = counts.length > 6 ? ` and ${count(counts.length - 6)} more candidates` : '';
  const part =
    shown.length === all ? 'all are shown' : `${count(shown.length)} are shown, each candidate's worst first`;
  return `Tasks on which a candidate scores lower than ${run.reference} (${each.join(', ')}${more}): ${part}.`;
}

/** The choices and the classes they work by: numbers, never names, stand in selectors. */
class Filters {
  readonly #candidates: readonly string[];
  readonly #segments: readonly string[];

  constructor(shown: readonly Example[]) {
    this.#candidates = [...new Set(shown.map(({ candidate }) => candidate.model))];
    this.#segments = [...new Set(shown.map(({ segment }) => segment))].sort((a, b) => (a < b ? -1 : 1));
  }

  classes({ candidate, segment }: Example): string {
    return `ex c${this.#candidates.indexOf(candidate.model)} s${this.#segments.indexOf(segment)}`;
  }

  controls(): Child {
    const groups = [
      choice('candidate', 'c', this.#candidates),
      choice('segment', 's', this.#segments.map(segmentName)),
    ].filter((group) => group !== null);
    return groups.length === 0 ? null : html`<div class="filters">${groups}</div>\n`;
  }

  rules(): string {
    const classes = [...this.#candidates.map((_, i) => `c${i}`), ...this.#segments.map((_, i) => `s${i}`)];
    const hide = (name: string) => `.examples:has(option[value=${name}]:checked) .ex:not(.${name}){display:none}`;
    return `@media screen{${classes.map(hide).join('')}}`;
  }
}

/** CSS that hides the examples that were not chosen: on the screen only, so that print holds everything. */
export function filterRules({ shown }: Examples): string {
  return new Filters(shown).rules();
}

function choice(name: string, prefix: string, options: readonly string[]): Markup | null {
  if (options.length < 2) return null;
  return html`<label>${name} <select autocomplete="off">
<option value="" selected>all</option>
${options.map((option, i) => html`<option value="${prefix}${i}">${option}</option>\n`)}</select></label>
`;
}

function example(one: Example, i: number, filters: Filters): Markup {
  const { task_id, segment, reference, candidate } = one;
  const where = segment === '' ? null : html` <span class="mark">${segment}</span>`;
  return html`<details class="${filters.classes(one)}"${i === 0 ? OPEN : null}>
<summary><span class="task">${task_id}</span>${where} <span class="scores">${reference.model} ${score(reference)}, ${candidate.model} ${score(candidate)}</span></summary>
${text('asked', one.input, one.input_chars)}${text('label', one.expected, one.expected_chars)}<div class="pair">
${answer(reference, 'reference')}${answer(candidate, 'candidate')}</div>
</details>
`;
}

const OPEN = html` open`;

const score = ({ score: value }: ExampleAnswer) => percent(value);

function text(name: string, value: string | null, chars: number): Child {
  if (value === null || value === '') return null;
  return html`<div class="text"><h3>${name}</h3><pre tabindex="0">${lines(value)}</pre>${cutNote(value, chars)}</div>
`;
}

function cutNote(value: string, chars: number): Child {
  if (value.length >= chars) return null;
  return html`<p class="note">Cut: the first ${count(value.length)} of ${counted(chars, 'character')}.</p>`;
}

function answer(one: ExampleAnswer, role: string): Markup {
  const { model, repeat, text: said, chars, status, detail } = one;
  const again = repeat > 0 ? ` (repeat ${count(repeat + 1)})` : '';
  const empty = html`<p class="note">${status === null ? 'recorded without a text' : 'no text'}</p>`;
  return html`<div class="text answer-of ${role}"><h3>${model}${again} <span class="mark">${role}</span> ${score(one)}${status === null ? null : html` <strong class="warn">${status}</strong>`}</h3>
${said === '' ? empty : html`<pre tabindex="0">${lines(said)}</pre>`}${cutNote(said, chars)}${detail === null ? null : html`<p class="note">graded: ${detail}</p>`}</div>
`;
}

/** Without texts there is only who was right on what. */
function outcomes(shown: readonly Example[], { run }: Report, filters: Filters): Markup {
  return table({
    id: 'examples-t',
    caption: `Tasks by candidate that scores lower than ${run.reference}.`,
    columns: [
      { head: 'task' },
      { head: 'segment' },
      { head: 'candidate' },
      { head: 'scores', number: true },
      { head: run.reference, number: true },
    ],
    rows: shown.map((one) => ({
      kind: filters.classes(one),
      cells: [one.task_id, segmentName(one.segment), one.candidate.model, score(one.candidate), score(one.reference)],
    })),
  });
}
