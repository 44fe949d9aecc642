import Big from 'big.js';
import type { Report } from '../../analysis/report_types.ts';
import { judgeCost } from '../judge_words.ts';
import { dollars, dollarsInWords } from '../money.ts';
import { count, counted } from '../numbers.ts';
import type { Bill, HtmlInput, Meter } from './input.ts';
import { type Child, html, type Markup } from './markup.ts';
import { facts } from './section.ts';
import { type HeadCell, table } from './table.ts';

const METERS: Readonly<Record<Meter, string>> = {
  input: 'input',
  cached: 'cached input',
  cache_write: 'cache writes',
  output: 'output',
  reasoning: 'reasoning',
  request: 'per call',
  compute: 'compute time',
};

/** Where the money went: per model and meter, then what is no model's cost. */
export function money({ report, bills }: HtmlInput): Child {
  return [
    billsTable(bills, report),
    meterBars(bills),
    html`<h3>In all, and beside the answers</h3>\n`,
    facts(besides(report, bills)),
  ];
}

function billsTable(bills: readonly Bill[], report: Report): Markup {
  const meters = (Object.keys(METERS) as Meter[]).filter((meter) => bills.some((bill) => partOf(bill, meter)));
  const unsplit = bills.some(({ unsplit_usd }) => unsplit_usd !== '0');
  const reused = bills.some(({ reused_usd }) => reused_usd !== '0');
  const columns: readonly HeadCell[] = [
    { head: 'model' },
    { head: 'answers', number: true },
    ...meters.map((meter) => ({ head: `${METERS[meter]}, $`, number: true as const })),
    ...(unsplit ? [{ head: 'not split, $', number: true as const }] : []),
    { head: 'in all, $', number: true },
    ...(reused ? [{ head: 'of it paid by earlier runs, $', number: true as const }] : []),
    { head: 'cost unknown', number: true },
  ];
  const rows = bills.map((bill) => billRow(bill, meters, unsplit, reused));
  return table({
    id: 'money-t',
    caption: `What the answers of run ${report.run.id} cost, by what was billed.${unsplit ? ' Not split: reported or recorded as one sum.' : ''}`,
    columns,
    rows: rows.map((cells) => ({ cells })),
  });
}

const partOf = (bill: Bill, meter: Meter) => bill.meters.find((part) => part.meter === meter);

/** The money of a row shares its decimals; `>` where the sum is of known costs alone, as in the table of models. */
function billRow(bill: Bill, meters: readonly Meter[], unsplit: boolean, reused: boolean): Child[] {
  const parts = meters.map((meter) => partOf(bill, meter));
  const known = bill.cost_usd !== null;
  const amounts = [
    ...parts.map((part) => part?.usd ?? '0'),
    ...(unsplit ? [bill.unsplit_usd] : []),
    bill.cost_usd,
    ...(reused ? [bill.reused_usd] : []),
  ];
  const total = parts.length + (unsplit ? 1 : 0);
  const least = bill.cost_unknown > 0 ? '>' : '';
  const texts = known
    ? dollars(amounts).map((text, i) => (i === total ? least + text : text))
    : amounts.map(() => 'unknown');
  const cells = texts.map((text, i): Child => {
    const tokens = parts[i]?.tokens ?? null;
    return tokens === null ? text : html`${text}<br><small>${counted(tokens, 'token')}</small>`;
  });
  return [bill.model, count(bill.answers), ...cells, count(bill.cost_unknown)];
}

/** The same as bars: what each model's cost consists of. The table holds the numbers. */
function meterBars(bills: readonly Bill[]): Child {
  const split = bills.filter(({ meters }) => meters.length > 1);
  if (split.length === 0) return null;
  return html`<div class="bars" aria-hidden="true">
${split.map(({ model, meters, cost_usd }) => html`<div class="bar-name">${model}</div><div class="bar">${meters.map(({ meter, usd }) => barPart(meter, usd, cost_usd!))}</div>\n`)}<p class="bar-key">${(Object.keys(METERS) as Meter[]).filter((meter) => split.some((bill) => partOf(bill, meter))).map((meter) => html`<span><i class="${`m-${meter}`}"></i>${METERS[meter]}</span> `)}</p>
</div>
`;
}

function barPart(meter: Meter, usd: string, total: string): Child {
  const part = new Big(total).eq(0) ? new Big(0) : new Big(usd).div(total).times(100);
  return part.lt(0.05) ? null : html`<span class="${`m-${meter}`}" style="width:${part.toFixed(2)}%"></span>`;
}

/** What was paid, or may have been, and stands in no model's cost. */
function besides(report: Report, bills: readonly Bill[]): (readonly [Child, Child])[] {
  const { judging } = report;
  const replaced = bills.filter((bill) => bill.replaced > 0);
  const doubtful = bills.filter((bill) => bill.possibly_billed > 0);
  return [
    ['paid in this run', paid(report, bills)],
    ['judge', judging ? `${judgeCost(judging.cost_usd, judging.cost_unknown)}, in no model's cost` : 'none was asked'],
    ['calls that were asked again', replaced.length === 0 ? 'none' : replaced.map(replacedWords).join('; ')],
    [
      'attempts that may have been billed without an answer',
      doubtful.length === 0 ? 'none' : doubtful.map(doubtfulWords).join('; '),
    ],
  ];
}

/** Answers, calls that were asked again, and the judge; without what others or earlier runs paid. A lower bound where some cost is unknown. */
function paid({ judging }: Report, bills: readonly Bill[]): string {
  const own = bills.filter(({ elsewhere }) => !elsewhere);
  const judges = judging ? [judging, ...(judging.earlier ? [judging.earlier] : [])] : [];
  const known = [
    ...own.flatMap((bill) => paidOf(bill) ?? []),
    ...judges.flatMap(({ cost_usd }) => (cost_usd === null ? [] : new Big(cost_usd))),
  ];
  const unknown = [...own, ...judges].reduce((n, { cost_unknown }) => n + cost_unknown, 0) + replacedUnknown(own);
  const recorded = own.length < bills.length ? ELSEWHERE : '';
  const sum = known.reduce((all, usd) => all.plus(usd), new Big(0));
  if (unknown === 0 && sum.eq(0) && own.length === 0) return `nothing, ${recorded}`;
  if (known.length === 0) return unknown === 0 ? 'nothing' : 'unknown';
  const [text] = dollarsInWords([sum.toFixed()]);
  const least = unknown === 0 ? '' : `, and ${counted(unknown, 'call')} of unknown cost`;
  if (own.length === 0) return `${text}: the judge; ${recorded}${least}`;
  const others = recorded && `; of some models ${recorded}`;
  return `${text}: answers, calls that were asked again, and the judge; without what earlier runs paid${others}${least}`;
}

const ELSEWHERE = 'the outcomes were recorded elsewhere';

/** Undefined where nobody knows the cost of any call. */
function paidOf({ cost_usd, reused_usd, replaced_usd }: Bill): Big | undefined {
  return cost_usd === null && (replaced_usd === null || replaced_usd === '0')
    ? undefined
    : new Big(cost_usd ?? 0).minus(reused_usd).plus(replaced_usd ?? 0);
}

function replacedUnknown(bills: readonly Bill[]): number {
  return bills.reduce((n, { replaced_unknown }) => n + replaced_unknown, 0);
}

function replacedWords({ model, replaced, replaced_usd, replaced_unknown: n }: Bill): string {
  const unknown = n === 0 || replaced_usd === null ? '' : ` and ${counted(n, 'call')} of unknown cost`;
  return `${model}: ${counted(replaced, 'call')}, ${dollarsInWords([replaced_usd])[0]}${unknown}`;
}

function doubtfulWords({ model, possibly_billed: n, possibly_usd }: Bill): string {
  const most = possibly_usd === null ? 'how much is unknown' : `at most $${dollars([possibly_usd])[0]}`;
  return `${model}: ${counted(n, 'attempt')}, ${most}`;
}
