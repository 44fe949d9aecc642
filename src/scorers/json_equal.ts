import type { Json } from '../domain/task.ts';
import { isList, isObject } from './label.ts';
import { isNear } from './near.ts';

/**
 * Whether an answer's value is the label's, where a careful reader would not insist on the type: 1840 and "1840.00", true and "True" are equal,
 * null is also "" or absent; text is compared after the normalisers. A label in text keeps its zeros: "0163" is not 163. Lists keep their order.
 */
export function sameJson(value: Json | undefined, label: Json, normalised: (text: string) => string): boolean {
  if (label === null) return value === null || value === undefined || value === '';
  if (value === undefined || value === null) return false;
  if (isList(label))
    return (
      isList(value) && value.length === label.length && label.every((entry, i) => sameJson(value[i], entry, normalised))
    );
  if (isObject(label)) {
    return (
      isObject(value) && Object.keys(label).every((key) => sameJson(memberOf(value, key), label[key]!, normalised))
    );
  }
  if (typeof value === 'object') return false;
  return sameScalar(value, label, normalised);
}

/** An own member of an object; undefined for what is only inherited. */
export function memberOf(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

type Scalar = string | number | boolean;

function sameScalar(value: Scalar, label: Scalar, normalised: (text: string) => string): boolean {
  if (typeof label === 'number' && typeof value !== 'boolean') {
    return (typeof value === 'number' || value.trim() !== '') && isNear(Number(value), label);
  }
  if (typeof label === 'boolean') return String(value).trim().toLowerCase() === String(label);
  return normalised(String(value)) === normalised(String(label));
}
