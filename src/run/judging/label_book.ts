import type { Judged, Label } from '../../domain/judge.ts';
import type { Trial } from '../../domain/trial.ts';
import { cellOf } from '../cell.ts';

/** What people said, cell by cell. A label speaks of one kind and one rubric only; the last word of each rater on them counts. */
export class LabelBook {
  /** Cell -> kind and rubric -> rater -> label. */
  readonly #cells = new Map<string, Map<string, Map<string, Label>>>();

  add(label: Label): void {
    const cell = cellOf(label);
    const asked = askedOf(label);
    const questions = this.#cells.get(cell) ?? new Map<string, Map<string, Label>>();
    const raters = questions.get(asked) ?? new Map<string, Label>();
    this.#cells.set(cell, questions.set(asked, raters.set(label.rater, label)));
  }

  /** The mean over raters, 0..1; undefined when nobody labelled the cell for this kind and rubric. */
  of(cell: Cell, judged: Asked): number | undefined {
    const labels = this.#cells.size === 0 ? undefined : this.#cells.get(cellOf(cell))?.get(askedOf(judged));
    if (!labels) return undefined;
    let sum = 0;
    for (const { label } of labels.values()) sum += label;
    return sum / labels.size;
  }

  /** Who stands behind the labels of these trials, and how many labels of their answers are of another kind or rubric. */
  facts(trials: () => Iterable<Trial>): LabelFacts {
    const raters = new Set<string>();
    const facts: { -readonly [Field in keyof LabelFacts]: LabelFacts[Field] } = { raters: 0, other_labels: 0 };
    for (const trial of this.#cells.size === 0 ? [] : trials()) {
      const { judged, score } = trial;
      if (!judged || score === undefined) continue;
      for (const [asked, labels] of this.#cells.get(cellOf(trial)) ?? []) {
        if (asked !== askedOf(judged)) facts.other_labels += labels.size;
        else
          for (const { rater, at } of labels.values()) {
            raters.add(rater);
            if (facts.labelled_at === undefined || at > facts.labelled_at) facts.labelled_at = at;
          }
      }
    }
    return { ...facts, raters: raters.size };
  }
}

export interface LabelFacts {
  readonly raters: number;
  /** When the last label was given (ISO 8601 UTC). */
  readonly labelled_at?: string;
  /** Labels of judged answers that were given for another kind or rubric than the verdict's. */
  readonly other_labels: number;
}

type Cell = Parameters<typeof cellOf>[0];
type Asked = Pick<Judged, 'kind' | 'rubric_sha256'>;

/** A text that names what was asked of an answer. */
export function askedOf({ kind, rubric_sha256 }: Asked): string {
  return `${kind} ${rubric_sha256}`;
}
