import type { ReportRun } from '../../analysis/report_types.ts';
import { count, points } from '../numbers.ts';
import type { HtmlInput, ModelFact, PriceFact, Provenance, RateFact } from './input.ts';
import { type Child, html, lines, type Markup } from './markup.ts';
import { facts } from './section.ts';
import { type HeadCell, table } from './table.ts';

/** What was run, with which versions, settings and prices. */
export function provenance({ report, provenance: facts_ }: HtmlInput): Child {
  return [
    facts(runFacts(report.run, facts_)),
    modelsTable(
      'made-t',
      'Models as they were asked, and the prices used; dates are those of the price.',
      facts_.models,
    ),
    facts_.judges.length === 0 ? null : modelsTable('judges-t', 'Judges and their prices.', facts_.judges),
    prompts(facts_),
  ];
}

/** The last part of a path: where a file stood is nobody's business who reads the page. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) || path;
}

function runFacts(run: ReportRun, { bench, node, kind, status, git }: Provenance): (readonly [Child, Child])[] {
  return [
    ['run', html`${run.id} <span class="mark">${kind === 'import' ? 'imported outcomes' : status}</span>`],
    ['began', time(run.started_at)],
    ['ended', time(run.finished_at)],
    [
      'dataset',
      html`${/^([/\\]|[A-Za-z]:)/.test(run.dataset) ? fileName(run.dataset) : run.dataset}, ${count(run.tasks)} tasks`,
    ],
    ['sha256 of the dataset', html`<code>${run.dataset_sha256 ?? 'unknown'}</code>`],
    ['scorers', (run.scorers ?? []).join(', ') || 'recorded scores'],
    ['reference', run.reference],
    ['quality floors', run.quality_floors.map(points).join(', ')],
    ['repeats', count(run.repeats)],
    ['seed', html`<code>${String(run.seed)}</code>`],
    ['bench', `${bench}, Node.js ${node}`],
    ['git', git ? html`<code>${git.commit}</code>${git.dirty ? ' with uncommitted changes' : ''}` : 'no checkout'],
  ];
}

function time(at: string | undefined): Child {
  return at === undefined
    ? 'unknown'
    : html`<time datetime="${at}">${at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>`;
}

const HEADS: readonly HeadCell[] = [
  { head: 'id' },
  { head: 'provider' },
  { head: 'model' },
  { head: 'parameters' },
  { head: 'hash of its settings', number: true },
  { head: 'price' },
  { head: 'source' },
  { head: 'date', number: true },
];

function modelsTable(id: string, caption: string, models: readonly ModelFact[]): Markup {
  return table({
    id,
    caption,
    columns: HEADS,
    rows: models.map(({ price, ...model }) => ({
      cells: [
        model.id,
        model.host === null ? model.provider : `${model.provider} at ${model.host}`,
        model.model,
        model.params === '{}' ? 'none' : html`<code class="params">${model.params}</code>`,
        html`<code title="${model.identity}">${model.identity.slice(0, 12)}</code>`,
        ...priceCells(price),
      ],
    })),
  });
}

function priceCells(price: PriceFact | null): Child[] {
  if (price === null) return ['unknown', 'none', 'none'];
  const times = price.multiplier === 1 ? '' : `, all times ${String(price.multiplier)}`;
  const varies = price.varies ? '; rates change with the time of the call' : '';
  return [
    `${price.rates.map(rateWords).join(', ') || 'no rate'}${times}${varies}`,
    price.source,
    price.date ?? 'unknown',
  ];
}

function rateWords({ meter, usd, per, above }: RateFact): string {
  const from = above === 0 ? '' : ` above ${count(above)} prompt tokens`;
  return `${meter.replace('_', ' ')} $${usd} per ${per}${from}`;
}

function prompts({ prompt, system }: Provenance): Child {
  return [
    html`<div class="text"><h3>Prompt</h3><pre tabindex="0">${lines(prompt)}</pre></div>\n`,
    system === null
      ? null
      : html`<div class="text"><h3>System prompt</h3><pre tabindex="0">${lines(system)}</pre></div>\n`,
  ];
}
