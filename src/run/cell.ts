import type { Completion } from '../domain/completion.ts';

/** A text that names one cell of a run. */
export function cellOf(cell: { readonly task_id: string; readonly model: string; readonly repeat: number }): string {
  return `${cell.repeat} ${cell.model}\n${cell.task_id}`;
}

/** What a cost cap counts for one call, in dollars. */
export function chargeOf({
  charged_usd,
  cost,
  reused_from,
}: Pick<Completion, 'charged_usd' | 'cost' | 'reused_from'>): string {
  return charged_usd ?? (cost.state === 'known' && reused_from === undefined ? cost.usd : '0');
}
