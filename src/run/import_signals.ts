import type { Completion } from '../domain/completion.ts';
import { usd } from '../domain/money.ts';
import { didYouMean } from '../domain/nearest.ts';
import type { ProblemDetail } from '../domain/problem.ts';
import type { Json } from '../domain/task.ts';
import { isBlank, numberIn } from '../providers/recorded/cells.ts';
import type { Fault } from './import_tasks.ts';
import { listed, type Role, type RoleColumns, splitPair, textOf } from './outcome_columns.ts';

/** What verifiers said of one row's answer, as its completion keeps it, and what is wrong with it. */
export interface RowSignals {
  readonly fields: Pick<Completion, 'signals' | 'signals_usd'>;
  readonly faults: readonly Fault[];
}

interface SignalColumn {
  readonly name: string;
  /** A column, or dollars of each reading; undefined where nobody said. */
  readonly cost: string | number | undefined;
}

const NOTHING: RowSignals = { fields: {}, faults: [] };

/** Roles that hold the outcome itself: no verifier knows it. */
const OUTCOME: readonly Role[] = ['score', 'expected'];

/** The columns of `--verifier`: numbers, higher where the answer is more to be trusted. An empty cell is no reading. */
export class SignalColumns {
  readonly #columns: readonly SignalColumn[];

  /** `texts` are `COLUMN` or `COLUMN=COST`; Problem (exit 2) for one that begins with "=". */
  constructor(texts: readonly string[]) {
    this.#columns = texts.map(columnOf);
  }

  /** One detail for each column that the file does not have, or that holds the outcome itself. */
  faults(found: readonly string[], roles: RoleColumns, file: string): readonly ProblemDetail[] {
    const outcome = OUTCOME.map((role) => roles.get(role));
    const named = this.#columns.flatMap(({ name, cost }) => (typeof cost === 'string' ? [name, cost] : [name]));
    const missing = named
      .filter((name) => !found.includes(name))
      .map((name) => ({
        code: 'IMPORT',
        message: `--verifier: no column "${name}"`,
        file,
        hint: didYouMean(name, found) ?? `the columns are ${listed(found)}`,
      }));
    const known = this.#columns
      .filter(({ name }) => outcome.includes(name))
      .map(({ name }) => ({
        code: 'IMPORT',
        message: `--verifier: "${name}" is the outcome itself`,
        file,
        hint: 'a verifier is what can be known of an answer without its label',
      }));
    return [...missing, ...known];
  }

  of(values: Readonly<Record<string, Json>>): RowSignals {
    if (this.#columns.length === 0) return NOTHING;
    const faults: Fault[] = [];
    const [signals, costs]: [[string, number][], [string, string][]] = [[], []];
    for (const { name, cost } of this.#columns) {
      const trust = cellNumber(name, values[name], faults);
      if (trust !== undefined) signals.push([name, trust]);
      const dollars = typeof cost === 'string' ? cellNumber(cost, values[cost], faults, 0) : cost;
      if (dollars !== undefined) costs.push([name, usd(dollars)]);
    }
    const fields = {
      ...(signals.length > 0 ? { signals: Object.fromEntries(signals) } : {}),
      ...(costs.length > 0 ? { signals_usd: Object.fromEntries(costs) } : {}),
    };
    return { fields, faults };
  }
}

function columnOf(text: string): SignalColumn {
  if (!text.includes('=')) return { name: text, cost: undefined };
  const [name, cost] = splitPair(text, '--verifier', 'judge_score=judge_usd');
  const dollars = numberIn(cost);
  return { name, cost: dollars !== undefined && dollars >= 0 ? dollars : cost };
}

/** Undefined for an empty cell; also for one that is no number of at least `least`, which is a fault. */
function cellNumber(column: string, cell: Json | undefined, faults: Fault[], least = Number.NEGATIVE_INFINITY) {
  if (isBlank(cell)) return undefined;
  const number = numberIn(cell);
  if (number !== undefined && number >= least) return number;
  const wanted = least === 0 ? 'an amount of dollars' : 'a number';
  const text = textOf(cell);
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
  faults.push({ message: `${column} ${shown} is not ${wanted}`, hint: 'leave the cell empty where nothing is known' });
  return undefined;
}
