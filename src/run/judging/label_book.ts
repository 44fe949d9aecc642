import type { Label } from '../../domain/judge.ts';
import { cellOf } from '../cell.ts';

/** What people said, cell by cell; the last word of each rater counts. */
export class LabelBook {
  /** Cell -> rater -> label. */
  readonly #cells = new Map<string, Map<string, number>>();
  readonly #raters = new Set<string>();
  #last: string | undefined;

  add(label: Label): void {
    const cell = cellOf(label);
    const labels = this.#cells.get(cell) ?? new Map<string, number>();
    this.#cells.set(cell, labels.set(label.rater, label.label));
    this.#raters.add(label.rater);
    if (this.#last === undefined || label.at > this.#last) this.#last = label.at;
  }

  /** The mean over raters, 0..1; undefined when nobody labelled the cell. */
  of(cell: { readonly task_id: string; readonly model: string; readonly repeat: number }): number | undefined {
    const labels = this.#cells.size === 0 ? undefined : this.#cells.get(cellOf(cell));
    if (!labels) return undefined;
    let sum = 0;
    for (const label of labels.values()) sum += label;
    return sum / labels.size;
  }

  get raters(): number {
    return this.#raters.size;
  }

  /** When the last label was given (ISO 8601 UTC). */
  get labelledAt(): string | undefined {
    return this.#last;
  }
}
