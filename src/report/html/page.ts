import type { Report } from '../../analysis/report_types.ts';
import { adaptiveWords } from '../adaptive_words.ts';
import { count, counted } from '../numbers.ts';
import { frontierNotes } from '../plot/frontier_model.ts';
import { frontierSvg } from '../plot/frontier_svg.ts';
import { PLOT_CSS } from '../plot/palette.ts';
import { segmentsNotes, segmentsSvg } from '../plot/segments_svg.ts';
import { warnings } from '../words.ts';
import { answer } from './answer.ts';
import { claims } from './claims.ts';
import { examples, filterRules } from './examples.ts';
import type { HtmlInput } from './input.ts';
import { judge } from './judge.ts';
import { type Child, html, type Markup, ours } from './markup.ts';
import { method } from './method.ts';
import { modelsTable } from './models.ts';
import { money } from './money.ts';
import { noise } from './noise.ts';
import { picture } from './picture.ts';
import { portfolio } from './portfolio.ts';
import { fileName, provenance } from './provenance.ts';
import { contents, figure, list, type Section, sectionMarkup } from './section.ts';
import { shares } from './shares.ts';
import { STYLE } from './style.ts';

/** Nothing is loaded and no script runs, whatever the page holds. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The report as one file for a browser: without a script or anything that is loaded. The same input gives the same bytes. */
export function page(input: HtmlInput): string {
  const { report } = input;
  const parts = sections(input);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ours(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${fileName(report.run.dataset)}: cost and quality of ${counted(report.run.models.length, 'model')}</title>
<style>${ours(PLOT_CSS)}${ours(STYLE)}${ours(filterRules(input.examples))}</style>
</head>
<body>
<a class="skip" href="#answer">Skip to the answer</a>
${header(report)}<main id="answer">
${answer(report)}${claims(report)}${contents(parts)}${parts.map(sectionMarkup)}</main>
<footer><p>Made by bench from run ${report.run.id}. It holds prompts and answers of the dataset: share it as you would share them.</p></footer>
</body>
</html>
`.text;
}

function header({ run }: Report): Markup {
  const segments = run.segments.filter((segment) => segment !== '').length;
  const parts = [
    counted(run.tasks, 'task'),
    segments === 0 ? 'no segments' : counted(segments, 'segment'),
    ...(run.repeats > 1 ? [`${count(run.repeats)} repeats`] : []),
    counted(run.models.length, 'model'),
    `reference ${run.reference}`,
  ];
  return html`<header>
<h1>${fileName(run.dataset)}: cost and quality</h1>
<p>${parts.join(', ')}</p>
</header>
`;
}

/** To add a part of the report: one entry here. */
function sections(input: HtmlInput): Section[] {
  const { report } = input;
  return [
    { id: 'plot', title: 'Cost against quality', body: frontier(report) },
    { id: 'models', title: 'Models', body: modelsTable(report) },
    { id: 'findings', title: 'Findings', body: findings(report) },
    { id: 'share', title: 'What can move', body: shares(report) },
    ...(report.detail?.portfolio
      ? [{ id: 'portfolio', title: 'More than two models', body: portfolio(report.detail.portfolio) }]
      : []),
    ...segments(report),
    ...(report.detail?.noise
      ? [{ id: 'noise', title: 'Noise', body: noise(report.detail.noise, report.run.reference) }]
      : []),
    { id: 'money', title: 'Where the money goes', body: money(input) },
    { id: 'judge', title: 'The judge’s record', body: judge(report) },
    { id: 'examples', title: 'What only the reference gets right', body: examples(input) },
    { id: 'method', title: 'How it was measured', body: method(report) },
    { id: 'provenance', title: 'Provenance', body: provenance(input) },
  ];
}

function frontier(report: Report): Child {
  return figure(
    picture((width, prefix) => frontierSvg(report, { width, prefix }), 'frontier'),
    frontierNotes(report),
  );
}

/** Left out where the dataset has no segments. */
function segments(report: Report): Section[] {
  if (report.run.segments.every((segment) => segment === '')) return [];
  const drawn = picture((width, prefix) => segmentsSvg(report, { width, prefix }), 'segments');
  return [{ id: 'segments', title: 'Segment by segment', body: figure(drawn, segmentsNotes(report)) }];
}

function findings(report: Report): Child {
  const words = [...adaptiveWords(report), ...warnings(report)];
  return words.length === 0 ? html`<p>Nothing that deserves a warning.</p>\n` : list(words);
}
