import type { Noise } from '../../analysis/noise_types.ts';
import { flakyTable, noiseLegend, noiseTable } from '../noise_table.ts';
import { figures } from './figures.ts';
import { type Child, html } from './markup.ts';

/** How far the models agree with themselves, and the tasks on which they do not, folded away. */
export function noise(found: Noise, reference: string): Child {
  return [
    figures({ ...noiseTable(found, reference), notes: noiseLegend(found, reference) }, 'noise-t'),
    found.flaky.length === 0
      ? null
      : html`<details class="more"><summary>flaky tasks</summary>\n${figures(flakyTable(found), 'flaky-t')}</details>\n`,
  ];
}
