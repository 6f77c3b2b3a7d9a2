/** The mean of some values and how far they spread around it. */
export interface Spread {
  readonly mean: number;
  /** Sample standard deviation; missing if there is only one value. */
  readonly deviation?: number;
}

/** Mean and sample standard deviation of at least one value. */
export function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** Writes fractions in per cent: `99.21 ± 0.04`. */
export function percentText({ mean, deviation }: Spread): string {
  const text = (100 * mean).toFixed(2);
  return deviation === undefined ? text : `${text} ± ${(100 * deviation).toFixed(2)}`;
}

/** The middle value. If the number of values is even, it is the mean of the two values in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle - 0.5)]! + sorted[Math.floor(middle)]!) / 2;
}

/** The smallest value that this part of the values does not exceed: of 100 values and 0.99, the second largest. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
}
