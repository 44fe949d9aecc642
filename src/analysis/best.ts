/** The first of those with the largest value. */
export function best<T>(items: readonly T[], value: (item: T) => number): T | undefined {
  let [top, most] = [undefined as T | undefined, Number.NEGATIVE_INFINITY];
  for (const item of items) {
    const v = value(item);
    if (v > most) [top, most] = [item, v];
  }
  return top;
}
