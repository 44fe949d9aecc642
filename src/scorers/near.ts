/** True when two numbers are the same but for the rounding of binary fractions (0.1 + 0.2 and 0.3), or within a tolerance; `size` of the label sets the scale. */
export function isNear(value: number, label: number, tolerance = 0): boolean {
  const size = Math.abs(label);
  return Math.abs(value - label) <= tolerance + 1e-9 * Math.min(1, size) + 4 * Number.EPSILON * size;
}
