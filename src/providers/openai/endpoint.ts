import type { Dispatcher } from 'undici';
import type { HostLimits, Limits } from '../../domain/model.ts';
import { type Clock, systemClock } from './clock.ts';

/** Requests per minute or tokens per minute as a line in time: whoever takes `cost` moves its end by cost x 60 s / perMinute. */
class Line {
  #end = Number.NEGATIVE_INFINITY;
  readonly #msPerUnit: number;

  constructor(perMinute: number | undefined) {
    this.#msPerUnit = perMinute === undefined ? 0 : 60_000 / perMinute;
  }

  /** When the caller may go. */
  take(cost: number, now: number): number {
    const start = Math.max(this.#end, now);
    this.#end = start + cost * this.#msPerUnit;
    return start;
  }

  /** The cost turned out to differ from what was taken. */
  correct(difference: number): void {
    this.#end += difference * this.#msPerUnit;
  }
}

/** What all models on one host share: its pace, its pause after a 429, its connections. One instance per host; the caller closes it. */
export class Endpoint {
  readonly limits: HostLimits;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly maxWaitMs: number;
  readonly clock: Clock;
  readonly #dispatchers = new Map<string, Dispatcher>();
  readonly #requests: Line;
  readonly #tokens: Line;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #answered = 0;

  constructor(limits: Limits, host: string, clock: Clock) {
    this.limits = { ...limits, ...limits.hosts[host] };
    this.timeoutMs = limits.timeout_s * 1000;
    this.retries = limits.retries;
    this.maxWaitMs = limits.max_wait_s * 1000;
    this.clock = clock;
    this.#requests = new Line(this.limits.rpm);
    this.#tokens = new Line(this.limits.tpm);
  }

  /** How many answers came from this host; while it grows, a 429 means "slower", not "never". */
  get answered(): number {
    return this.#answered;
  }

  /** Resolves when one request of about `tokens` tokens may go out; rejects with the signal's reason. */
  async turn(tokens: number, signal: AbortSignal): Promise<void> {
    do {
      await this.#until(() => this.#pausedUntil, signal);
      const now = this.clock.now();
      const slot = Math.max(this.#requests.take(1, now), this.#tokens.take(tokens, now));
      await this.#until(() => slot, signal);
    } while (this.clock.now() < this.#pausedUntil);
  }

  /** An answer arrived: `difference` is its tokens less what `turn` was told. */
  settle(difference: number): void {
    this.#answered += 1;
    this.#tokens.correct(difference);
  }

  /** Nobody sends to this host for `ms` from now. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.clock.now() + ms);
  }

  /** The connections to one origin, opened on first use. */
  async dispatcher(origin: string, open: () => Promise<Dispatcher>): Promise<Dispatcher> {
    const known = this.#dispatchers.get(origin);
    if (known !== undefined) return known;
    const opened = await open();
    const first = this.#dispatchers.get(origin) ?? opened;
    this.#dispatchers.set(origin, first);
    return first;
  }

  /** Cuts all connections; requests still under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((one) => one.destroy()));
  }

  /** A timer may fire early, and a pause may grow while it is waited for: so look again. */
  async #until(time: () => number, signal: AbortSignal): Promise<void> {
    for (let wait = time() - this.clock.now(); wait > 0; wait = time() - this.clock.now()) {
      await this.clock.sleep(wait, signal);
    }
  }
}

/** Opens the shared state of one host; `host` (with port) selects its entry in `limits.hosts`. */
export function openEndpoint(limits: Limits, host: string, clock: Clock = systemClock): Endpoint {
  return new Endpoint(limits, host, clock);
}
