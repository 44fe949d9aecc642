import { didYouMean } from '../domain/nearest.ts';
import { Problem, type ProblemDetail } from '../domain/problem.ts';
import type { Json } from '../domain/task.ts';
import { listed, splitPair, textOf } from './outcome_columns.ts';

const VALUES_SHOWN = 10;

/** The conditions of `--where`, all of which must hold. Until a row passes it notes what occurs instead. */
export class RowFilter {
  readonly #conditions: readonly (readonly [column: string, value: string])[];
  /** Column -> up to 11 values. */
  readonly #occurring = new Map<string, Set<string>>();
  #passed = false;

  /** `texts` are `column=value`; Problem (exit 2) for one that is not. */
  constructor(texts: readonly string[]) {
    this.#conditions = texts.map((text) => splitPair(text, '--where', 'benchmark=swe-bench'));
  }

  /** One detail for each column that the file does not have. */
  faults(found: readonly string[], file: string): readonly ProblemDetail[] {
    const missing = this.#conditions.map(([column]) => column).filter((column) => !found.includes(column));
    return missing.map((column) => ({
      code: 'IMPORT',
      message: `--where: no column "${column}"`,
      file,
      hint: didYouMean(column, found) ?? `the columns are ${listed(found)}`,
    }));
  }

  passes(values: Readonly<Record<string, Json>>): boolean {
    if (this.#conditions.every(([column, value]) => textOf(values[column]) === value)) {
      this.#passed = true;
      return true;
    }
    if (!this.#passed) for (const [column] of this.#conditions) this.#note(column, textOf(values[column]));
    return false;
  }

  #note(column: string, value: string): void {
    const values = this.#occurring.get(column) ?? new Set();
    this.#occurring.set(column, values);
    if (values.size <= VALUES_SHOWN) values.add(value);
  }

  /** Says why nothing passed (exit 2): the file is empty, or has other values. */
  nothing(file: string): Problem {
    if (this.#occurring.size === 0) {
      return new Problem(2, { code: 'IMPORT', message: 'no outcomes: the file has no rows', file });
    }
    const wanted = this.#conditions.map((condition) => condition.join('=')).join(' and ');
    const hint = [...this.#occurring].map(([column, values]) => `${column} is ${alternatives([...values])}`).join('; ');
    return new Problem(2, { code: 'IMPORT', message: `no row has ${wanted}`, file, hint });
  }
}

function alternatives(values: readonly string[]): string {
  const shown = values.slice(0, VALUES_SHOWN).map((value) => (value.trim() === '' ? '""' : value));
  return shown.join(', ') + (values.length > VALUES_SHOWN ? ', ...' : '');
}
