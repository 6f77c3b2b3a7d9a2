/** What several runs came to, together. */
export interface Spread {
  readonly mean: number;
  /** Sample standard deviation; absent where there is one run. */
  readonly deviation?: number;
}

/** Of at least one value. */
export function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
