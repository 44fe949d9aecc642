import type { Report } from '../../analysis/report_types.ts';
import { CLAIMS_TITLE, claimWords } from '../claims_words.ts';
import { unbroken } from './answer.ts';
import { type Child, html } from './markup.ts';

/** What this workload says to two public claims, one line each; nothing where they were not looked at. */
export function claims(report: Report): Child {
  const words = claimWords(report);
  if (words.length === 0) return null;
  return html`<ul class="claims" aria-label="${CLAIMS_TITLE}">
${words.map(({ claim, answer }) => html`<li><strong>${unbroken(claim)}:</strong> ${unbroken(answer)}</li>\n`)}</ul>
`;
}
