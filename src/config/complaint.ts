/** What is wrong with one value, in words that follow the value's name, and what to do about it. */
export interface Complaint {
  readonly message: string;
  readonly hint?: string;
}

/** Keys and list positions from the root of the config to a value. */
export type Path = readonly (string | number)[];

/** Takes complaints; `key` true means that the key itself is meant, not its value. */
export type Complain = (path: Path, complaint: Complaint, key?: boolean) => void;

/** `models[1].price.input`. */
export function pathName(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}

const LONGEST_SHOWN = 60;

/** A value as JSON, cut to 60 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}

/** True for a map of YAML or JSON. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No more are gathered from one file: nobody reads them, and placing each costs time. */
export const MOST_COMPLAINTS = 100;
