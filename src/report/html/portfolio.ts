import type { Portfolio } from '../../analysis/portfolio/portfolio_types.ts';
import { choicesTable, portfolioTable } from '../portfolio_table.ts';
import { figures } from './figures.ts';
import type { Child } from './markup.ts';

/** Each segment to one of a few models: what that is worth beside the best pair, and which goes where. */
export function portfolio(found: Portfolio): Child {
  return [figures({ ...portfolioTable(found), notes: [] }, 'portfolio-t'), figures(choicesTable(found), 'choices-t')];
}
