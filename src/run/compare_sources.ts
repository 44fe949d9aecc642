import type { RunFigures, SideCell } from '../analysis/gate/side.ts';
import type { Completion } from '../domain/completion.ts';
import type { Judgement } from '../domain/judge.ts';

const NONE: readonly string[] = [];

/** Which runs asked for the answers and judgements of a run: those of earlier ones are reused. */
export class Sources {
  readonly #run: string;
  readonly #asked = new Map<string, Map<string, readonly string[]>>();
  readonly #judged = new Map<string, Set<string>>();

  constructor(run: string) {
    this.#run = run;
  }

  /** Only plain answers are ever reused; the others say nothing. */
  answer(record: Completion): Completion {
    if (record.status !== 'ok' || record.key === '') return record;
    const cells = this.#asked.get(record.model) ?? new Map<string, readonly string[]>();
    const known = cells.get(record.task_id) ?? NONE;
    const source = record.reused_from ?? this.#run;
    if (!known.includes(source)) cells.set(record.task_id, [...known, source]);
    this.#asked.set(record.model, cells);
    return record;
  }

  judgement(record: Judgement): Judgement {
    if (record.purpose !== 'verdict' || record.score === undefined) return record;
    const runs = this.#judged.get(record.model) ?? new Set<string>();
    this.#judged.set(record.model, runs.add(record.reused_from ?? this.#run));
    return record;
  }

  /** Runs that asked for the answers of one model to one task. */
  of(model: string, task: string): readonly string[] {
    return this.#asked.get(model)?.get(task) ?? NONE;
  }

  askedIn(model: string): ReadonlySet<string> {
    return new Set([...(this.#asked.get(model)?.values() ?? [])].flat());
  }

  judgedIn(model: string): ReadonlySet<string> {
    return this.#judged.get(model) ?? new Set();
  }
}

/** What one run of a model came to; null where a part is unknown. */
export function figuresOf(cells: ReadonlyMap<string, SideCell>): RunFigures {
  let [usd, logs]: [number | null, number | null] = [0, 0];
  for (const cell of cells.values()) {
    usd = usd === null || cell.usd === null ? null : usd + Number(cell.usd);
    logs = logs === null || cell.ms === null || cell.ms <= 0 ? null : logs + Math.log(cell.ms);
  }
  const n = cells.size;
  return { usd: usd === null || n === 0 ? null : usd / n, ms: logs === null || n === 0 ? null : Math.exp(logs / n) };
}
