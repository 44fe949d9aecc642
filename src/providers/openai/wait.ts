import type { Clock } from './clock.ts';

const SHORTEST_MS = 250;
const FIRST_MS = 500;
const LONGEST_MS = 30_000;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How long the provider asks to wait, in milliseconds, from `retry-after-ms` or `retry-after` (seconds or an HTTP date).
 * Undefined for none, garbage, zero, the past: then the ordinary back-off applies, never an immediate retry.
 */
export function retryAfterMs(headers: Headers, wall: number): number | undefined {
  const ms = positive(headers['retry-after-ms'], 1);
  return ms ?? positive(headers['retry-after'], 1000) ?? untilDate(headers['retry-after'], wall);
}

/** Full jitter: uniform between 0 and 0.5 s x 2^failures (at most 30 s), but at least 0.25 s. Source: AWS, "Exponential Backoff And Jitter". */
export function backOffMs(failures: number, clock: Pick<Clock, 'random'>): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.max(SHORTEST_MS, clock.random() * ceiling);
}

/** "24 h", "90 s": a wait for people. */
export function spokenWait(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}

function positive(value: string | string[] | undefined, unitMs: number): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * unitMs : 0;
  return ms > 0 && Number.isFinite(ms) ? ms : undefined;
}

/** Date.parse finds a date in almost anything; only the HTTP form is believed. */
function untilDate(value: string | string[] | undefined, wall: number): number | undefined {
  if (typeof value !== 'string' || !/^[A-Z][a-z]{2,}, .*GMT$/.test(value.trim())) return undefined;
  const ms = Date.parse(value) - wall;
  return ms > 0 ? ms : undefined;
}
