/** The mean of vectors, and the sums of the products of what remains when it is taken away. */
export interface Moments {
  readonly count: number;
  readonly mean: Float64Array;
  /** Row by row, symmetric. */
  readonly scatter: Float64Array;
}

/** Calculates the moments of some vectors of the same length. */
export function momentsOf(vectors: readonly Float64Array[], length: number): Moments {
  const mean = new Float64Array(length);
  for (const vector of vectors) for (let i = 0; i < length; i++) mean[i]! += vector[i]! / vectors.length;
  const scatter = new Float64Array(length * length);
  for (const vector of vectors) {
    for (let i = 0; i < length; i++) {
      for (let j = 0; j < length; j++) scatter[i * length + j]! += (vector[i]! - mean[i]!) * (vector[j]! - mean[j]!);
    }
  }
  return { count: vectors.length, mean, scatter };
}

/**
 * The inverse W of the Cholesky factor of a covariance: |W · (x − mean)| is the Mahalanobis distance of x.
 *
 * @param covariance row by row, symmetric and positive definite.
 * @returns the lower triangle, row by row.
 */
export function whiten(covariance: Float64Array): number[] {
  const length = Math.sqrt(covariance.length);
  const factor = new Float64Array(length * length);
  for (let row = 0; row < length; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = covariance[row * length + column]!;
      for (let i = 0; i < column; i++) rest -= factor[row * length + i]! * factor[column * length + i]!;
      factor[row * length + column] = row === column ? Math.sqrt(rest) : rest / factor[column * length + column]!;
    }
  }
  const inverse = new Float64Array(length * length);
  for (let row = 0; row < length; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = row === column ? 1 : 0;
      for (let i = column; i < row; i++) rest -= factor[row * length + i]! * inverse[i * length + column]!;
      inverse[row * length + column] = rest / factor[row * length + row]!;
    }
  }
  return Array.from({ length }, (_, row) => [...inverse.subarray(row * length, row * length + row + 1)]).flat();
}
