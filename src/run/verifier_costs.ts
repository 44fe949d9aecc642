import type { Judgement } from '../domain/judge.ts';
import type { RunFolder } from '../results/folder.ts';
import { readJournal } from '../results/read.ts';
import { cellOf } from './cell.ts';
import type { KeptAnswers } from './verifier_answers.ts';

type Cell = Pick<Judgement, 'task_id' | 'model' | 'repeat'>;

/** What one judge's calls about one answer cost. */
interface Bill {
  /** Identity and prompt: two judges of one name cannot be told apart in a score, so then nobody knows the cost. */
  readonly who: string;
  readonly usd: number | null;
}

/** What judges cost, answer by answer. Equal questions are asked once: an equal answer of another cell costs the same. */
export class JudgeCosts {
  readonly #answers: KeptAnswers;
  readonly #byCell = new Map<string, Bill>();
  readonly #byText = new Map<string, Bill>();

  private constructor(answers: KeptAnswers) {
    this.#answers = answers;
  }

  /** Reads judgements.jsonl. `each` may put another record in the place of one. */
  static async read(
    folder: RunFolder,
    answers: KeptAnswers,
    each: (judgement: Judgement) => Judgement = (judgement) => judgement,
  ): Promise<JudgeCosts> {
    const costs = new JudgeCosts(answers);
    const shown = `${folder.shown}/judgements.jsonl`;
    for await (const { record } of readJournal<Judgement>(folder.judgements, shown, () => {})) {
      if (record.purpose === 'verdict') costs.#add(each(record));
    }
    return costs;
  }

  /** Dollars of these judges' calls about an answer; null where any of them is unknown. */
  of(cell: Cell, judges: readonly string[]): number | null {
    let sum = 0;
    for (const judge of judges) {
      const bill = this.#byCell.get(this.#cellKey(cell, judge)) ?? this.#byText.get(this.#textKey(cell, judge) ?? '');
      if (bill === undefined || bill.usd === null) return null;
      sum += bill.usd;
    }
    return sum;
  }

  #add(judgement: Judgement): void {
    const { judge, identity, prompt_hash } = judgement;
    const key = this.#cellKey(judgement, judge);
    const who = `${identity} ${prompt_hash}`;
    const before = this.#byCell.get(key) ?? { who, usd: 0 };
    const usd = paid(judgement);
    const bill = { who, usd: before.who !== who || before.usd === null || usd === null ? null : before.usd + usd };
    this.#byCell.set(key, bill);
    const text = this.#textKey(judgement, judge);
    if (text !== undefined) this.#byText.set(text, bill);
  }

  #cellKey(cell: Cell, judge: string): string {
    return `${cellOf(cell)}\n${judge}`;
  }

  #textKey({ task_id, model, repeat }: Cell, judge: string): string | undefined {
    const text = this.#answers.get(model)?.get(task_id)?.[repeat]?.text;
    return text === undefined ? undefined : `${text} ${task_id}\n${judge}`;
  }
}

/** A request that was refused is on nobody's bill. */
function paid({ cost, attempts }: Judgement): number | null {
  if (cost.state === 'known') return Number(cost.usd);
  return attempts?.every(({ billed }) => billed === 'no') ? 0 : null;
}
