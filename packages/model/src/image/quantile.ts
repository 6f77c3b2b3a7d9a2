/**
 * The value that this part of the values lies below, 0..1.
 *
 * @param values at least one; they stay in their order.
 */
export function quantile(values: Float32Array | Float64Array, part: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(part * (sorted.length - 1))]!;
}
