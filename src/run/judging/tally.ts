import Big from 'big.js';
import type { EarlierJudges, JudgeCalls } from '../../analysis/judging/judging_types.ts';
import type { Judgement } from '../../domain/judge.ts';
import type { RunJudgeModel } from '../../results/run_file.ts';
import { chargeOf } from '../cell.ts';

/** What one judge was asked, added up. */
type Calls = Omit<JudgeCalls, 'judge' | 'model' | 'prompt_hash' | 'same_family'>;

class Sums {
  readonly served = new Set<string>();
  /** By prompts and name, or by prompts and key. */
  readonly probes = new Map<string, boolean | undefined>();
  readonly again = new Map<string, boolean>();
  calls = 0;
  reused = 0;
  cost = new Big(0);
  known = 0;
  unknown = 0;
  withUsage = 0;
  input = 0;
  output = 0;

  add(judgement: Judgement): void {
    const { served_model, reused_from } = judgement;
    if (served_model !== undefined) this.served.add(served_model);
    if (judgement.purpose !== 'verdict') this.#test(judgement);
    if (reused_from !== undefined) this.reused++;
    else this.#pay(judgement);
  }

  /** A probe without a name only saw whether the judge can be reached. */
  #test({ purpose, model, score, flipped, key, prompt_hash }: Judgement): void {
    const place = `${prompt_hash} ${purpose === 'probe' ? model : key}`;
    if (purpose === 'again' && flipped !== undefined) this.again.set(place, flipped);
    if (purpose === 'probe' && model !== '' && typeof this.probes.get(place) !== 'boolean')
      this.probes.set(place, score === undefined ? undefined : score > 0.5);
  }

  /** A request that was refused is on nobody's bill. */
  #pay({ cost, usage, attempts }: Judgement): void {
    this.calls++;
    if (cost.state === 'known') {
      this.known++;
      this.cost = this.cost.plus(cost.usd);
    } else if (attempts?.some(({ billed }) => billed !== 'no')) this.unknown++;
    if (!usage) return;
    this.withUsage++;
    this.input += usage.input;
    this.output += usage.output;
  }

  total(promptHashes: readonly string[]): Calls {
    const isOfThese = ([place]: readonly [string, unknown]) => promptHashes.includes(place.slice(0, HASH));
    const probes = [...this.probes].filter(isOfThese);
    const again = [...this.again].filter(isOfThese);
    const passed = probes.filter(([, passes]) => passes).map(([place]) => place.slice(HASH + 1));
    return {
      served: [...this.served].sort(),
      calls: this.calls,
      reused: this.reused,
      cost_usd: this.known > 0 || this.unknown === 0 ? this.cost.toFixed() : null,
      cost_unknown: this.unknown,
      input_tokens: this.withUsage > 0 ? this.input : null,
      output_tokens: this.withUsage > 0 ? this.output : null,
      probes: probes.filter(([, passes]) => passes !== undefined).length,
      probes_unread: probes.filter(([, passes]) => passes === undefined).length,
      probes_passed: passed.sort(),
      asked_again: again.length,
      flipped: again.filter(([, flips]) => flips).length,
    };
  }
}

/** Hex digits of a prompt hash. */
const HASH = 8;

/** Calls to judges, judge by judge, in any order of arrival. */
export class JudgeTally {
  /** By id and identity: a run may have been judged by another judge of that id before. */
  readonly #judges = new Map<string, Sums>();
  #charged = new Big(0);

  add(judgement: Judgement): void {
    const who = `${judgement.identity} ${judgement.judge}`;
    const sums = this.#judges.get(who) ?? new Sums();
    this.#judges.set(who, sums);
    sums.add(judgement);
    this.#charged = this.#charged.plus(chargeOf(judgement));
  }

  /** What one judge was asked; probes and repetitions only as far as they were of these prompts. */
  of({ id, identity }: Asker, promptHashes: readonly string[]): Calls {
    return (this.#judges.get(whoIs({ id, identity })) ?? new Sums()).total(promptHashes);
  }

  /** What others were asked, before these judged. */
  except(judges: readonly Asker[]): EarlierJudges {
    const current = new Set(judges.map(whoIs));
    const others = [...this.#judges].filter(([who]) => !current.has(who)).map(([, sums]) => sums);
    const known = others.some(({ known }) => known > 0);
    const unknown = others.reduce((all, one) => all + one.unknown, 0);
    return {
      calls: others.reduce((all, one) => all + one.calls, 0),
      cost_usd: known || unknown === 0 ? others.reduce((all, one) => all.plus(one.cost), new Big(0)).toFixed() : null,
      cost_unknown: unknown,
    };
  }

  /** What a cost cap counts for all judges, in dollars. */
  get charged_usd(): string {
    return this.#charged.toFixed();
  }
}

type Asker = Pick<RunJudgeModel, 'id' | 'identity'>;

function whoIs({ id, identity }: Asker): string {
  return `${identity.slice(0, HASH)} ${id}`;
}
