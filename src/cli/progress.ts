import type { Ora } from 'ora';
import { usd } from '../domain/money.ts';
import { dollars } from '../report/money.ts';
import { inert } from '../report/text.ts';
import type { Lap, Progress } from '../run/host.ts';
import type { Io } from './io.ts';
import { isCi } from './paint.ts';

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 10_000;

/** A spinner where a person looks, a plain line now and then elsewhere. Always on stderr. */
export function openProgress(io: Io, argv: readonly string[]): Progress {
  return new Display(io, spins(io, argv));
}

/** On a terminal of width 0 ora loops for ever; in a log its frames are noise. */
function spins({ stderr, env }: Io, argv: readonly string[]): boolean {
  return stderr.isTTY && stderr.columns > 0 && !isCi(env) && env.TERM !== 'dumb' && !argv.includes('--no-progress');
}

class Display implements Progress {
  readonly #io: Io;
  readonly #spins: boolean;
  #spinner: Ora | undefined;
  #laps: Map<string, { total: number; done: number; failed: number }> = new Map();
  /** For the eye only: the report's sum is exact. */
  #usd: number | undefined;
  /** Calls that were sent and whose cost nobody knows. */
  #unknown = 0;
  #started = 0;
  #doneBefore = 0;
  #lastShown = 0;
  #lastTenth = 0;

  constructor(io: Io, spinning: boolean) {
    this.#io = io;
    this.#spins = spinning;
  }

  get done(): number {
    return this.#sum('done');
  }

  get total(): number {
    return this.#sum('total');
  }

  note(text: string): void {
    this.#spinner?.clear();
    void this.#io.stderr.write(`${inert(text)}\n`).catch(() => {});
    this.#spinner?.render();
  }

  start(laps: readonly Lap[]): void {
    this.#laps = new Map(laps.map(({ model, total, done }) => [model, { total, done, failed: 0 }]));
    this.#started = performance.now();
    this.#doneBefore = this.done;
    this.#lastShown = this.#started;
    this.#lastTenth = this.#tenth();
    if (this.#spins) void this.#spin();
  }

  async #spin(): Promise<void> {
    const { default: ora } = await import('ora');
    if (this.#laps.size > 0)
      this.#spinner = ora({ text: this.#line(), stream: process.stderr, discardStdin: false }).start();
  }

  advance(model: string, cell: { readonly failed: boolean; readonly usd?: string | null }): void {
    const lap = this.#laps.get(model);
    if (!lap) return;
    lap.done++;
    if (cell.failed) lap.failed++;
    if (cell.usd === null) this.#unknown++;
    else if (cell.usd !== undefined) this.#usd = (this.#usd ?? 0) + Number(cell.usd);
    this.#show();
  }

  stop(): void {
    this.#spinner?.stop();
    this.#spinner = undefined;
    this.#laps = new Map([['', { total: this.total, done: this.done, failed: this.#sum('failed') }]]);
  }

  #show(): void {
    const now = performance.now();
    if (this.#spinner && now - this.#lastShown > REDRAW_MS) {
      this.#spinner.text = this.#line();
      this.#lastShown = now;
    }
    if (this.#spins) return;
    const tenth = this.#tenth();
    const due = tenth > this.#lastTenth && (tenth === 10 || now - this.#lastShown > PLAIN_LINE_MS);
    if (!due) return;
    this.#lastTenth = tenth;
    this.#lastShown = now;
    this.note(this.#line());
  }

  #tenth(): number {
    return this.total === 0 ? 0 : Math.floor((10 * this.done) / this.total);
  }

  #line(): string {
    const failed = this.#sum('failed');
    const parts = [`${this.done}/${this.total}`, ...this.#perModel(), ...this.#spent(), ...this.#eta()];
    return [...parts, ...(failed > 0 ? [`${failed} failed`] : [])].join('  ');
  }

  /** Nothing where nothing is sent; what is not known is counted, never $0. */
  #spent(): readonly string[] {
    const known = this.#usd === undefined ? [] : [`$${dollars([usd(this.#usd)])[0]}`];
    const unknown = this.#unknown > 0 ? [`${this.#unknown} of unknown cost`] : [];
    return known.length + unknown.length > 0 ? [[...known, ...unknown].join(' + ')] : [];
  }

  #perModel(): readonly string[] {
    const texts = [...this.#laps].map(
      ([model, { done, total }]) => `${inert(model)} ${Math.floor((100 * done) / Math.max(1, total))} %`,
    );
    return texts.join('  ').length < (this.#io.stderr.columns || 80) - 40 ? texts : [];
  }

  #eta(): readonly string[] {
    const asked = this.done - this.#doneBefore;
    const left = this.total - this.done;
    if (asked === 0 || left === 0) return [];
    const seconds = Math.ceil(((performance.now() - this.#started) / 1000 / asked) * left);
    return [seconds < 90 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`];
  }

  #sum(what: 'done' | 'total' | 'failed'): number {
    let sum = 0;
    for (const lap of this.#laps.values()) sum += lap[what];
    return sum;
  }
}
