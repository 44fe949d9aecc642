import type { Judgement } from '../../domain/judge.ts';
import type { Reading } from '../../scorers/judge/question.ts';

/** What judges said, by the key of exactly what they were asked; a verdict outranks failures to get one. */
export class Readings {
  readonly #byKey = new Map<string, Reading>();

  add({ key, purpose, score, why, detail = '' }: Judgement): void {
    if (purpose === 'again' || this.settled(key)) return;
    this.#byKey.set(
      key,
      score === undefined ? { state: 'none', why: why ?? 'failed', detail } : { state: 'verdict', score, detail },
    );
  }

  of(key: string): Reading | undefined {
    return this.#byKey.get(key);
  }

  /** There is a verdict, or the judge said that it cannot tell: asking once more would only buy the same. */
  settled(key: string): boolean {
    const reading = this.#byKey.get(key);
    return reading !== undefined && (reading.state === 'verdict' || reading.why === 'abstained');
  }

  /** An answer came that holds no verdict: the same question may fare better. */
  unreadable(key: string): boolean {
    const reading = this.#byKey.get(key);
    return reading?.state === 'none' && reading.why !== 'abstained' && reading.why !== 'failed';
  }
}
