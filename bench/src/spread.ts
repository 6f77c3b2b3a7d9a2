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

/** Fractions in per cent: `99.21 ± 0.04`. */
export function percentText({ mean, deviation }: Spread): string {
  const text = (100 * mean).toFixed(2);
  return deviation === undefined ? text : `${text} ± ${(100 * deviation).toFixed(2)}`;
}
