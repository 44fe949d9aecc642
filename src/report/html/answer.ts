import { certifiedOf } from '../../analysis/judging/correct_share.ts';
import type { Report } from '../../analysis/report_types.ts';
import type { MovedShare } from '../../analysis/share_types.ts';
import { dollarsInWords, perThousand } from '../money.ts';
import { count, interval, percent, percentDown, points } from '../numbers.ts';
import { sentence } from '../sentence.ts';
import { type Child, html, type Markup } from './markup.ts';

/** The answer in one sentence, and under it what changes: dollars, share and quality, before and after. */
export function answer(report: Report): Markup {
  return html`<section class="answer" aria-label="The answer">
<p class="lead">${unbroken(sentence(report))}</p>
${tiles(report)}</section>
`;
}

/** A number and its percent sign stay in one line, and so does an arrow, which is a sign of its own on a page. */
export function unbroken(text: string): string {
  return text.replace(/(\d) %/g, '$1\u00a0%').replaceAll(' -> ', ' \u2192 ');
}

function tiles(report: Report): Child {
  const { headline, shares } = report;
  const share = headline.share === null ? undefined : shares[headline.share];
  const moved = share ? certifiedOf(share) : null;
  if (!share || !moved || moved.task_share === 0) return null;
  const [before, after] = dollarsInWords([perThousand(moved.cost_before_usd), perThousand(moved.cost_after_usd)]);
  const within = `${count(moved.tested)} tasks tested, quality kept within ${points(share.floor)}`;
  return html`<dl class="tiles">
${tile('cost of 1,000 tasks', arrow(before!, after!), saved(moved))}
${tile(`moves to ${share.candidate}`, html`${percentDown(moved.task_share)} <small>of tasks</small>`, html`certified at 95 % confidence; ${spend(moved)}`)}
${tile('quality', arrow(percent(moved.quality_before, 1), percent(moved.quality, 1)), html`95 % interval after: ${interval(moved.quality_low, moved.quality_high)} %; ${within}`)}
</dl>
`;
}

function spend({ spend_share }: MovedShare): string {
  return spend_share === null ? 'its part of the spend is unknown' : `${percent(spend_share)} of the spend`;
}

function arrow(before: string, after: string): Markup {
  return html`<span class="before">${before}</span> <span class="to" aria-hidden="true">→</span><span class="hidden"> becomes </span> <strong>${after}</strong>`;
}

function saved({ saving }: MovedShare): string {
  if (saving === null) return 'saving unknown, because costs are';
  return `${percent(Math.abs(saving))} ${saving < 0 ? 'more' : 'less'}`;
}

function tile(name: string, value: Child, note: Child): Markup {
  return html`<div><dt>${name}</dt><dd class="big">${value}</dd><dd>${note}</dd></div>`;
}
