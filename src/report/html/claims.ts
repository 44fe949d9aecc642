import type { Report } from '../../analysis/report_types.ts';
import { CLAIMS_TITLE, claimWords } from '../claims_words.ts';
import { capital } from '../text.ts';
import { unbroken } from './answer.ts';
import { type Child, html } from './markup.ts';

/** What this workload says to two public claims, one line each; nothing where they were not looked at. */
export function claims(report: Report): Child {
  const words = claimWords(report);
  if (words.length === 0) return null;
  return html`<p class="note" id="claims-t">${capital(unbroken(CLAIMS_TITLE))}.</p>
<ul class="claims" aria-labelledby="claims-t">
${words.map(({ claim, answer }) => html`<li><strong>${unbroken(claim)}:</strong> ${unbroken(answer)}</li>\n`)}</ul>
`;
}
