/**
 * The probabilities that a network gives to images of digits, for each digit: a normal distribution of log-ratios. An image whose
 * probabilities are far from all ten does not look like a digit.
 */
export interface Familiarity {
  /** [10][9], the mean log-ratios of the images of each digit. */
  readonly means: readonly (readonly number[])[];
  /**
   * [10][45], for each digit the lower triangle, row by row, of the matrix that gives its log-ratios a unit covariance: the inverse of
   * the Cholesky factor of their covariance.
   */
  readonly whitening: readonly (readonly number[])[];
  /** The distance that 1 % of the validation images exceed. */
  readonly threshold: number;
}

/** The number of log-ratios: ten probabilities that add up to 1 have nine degrees of freedom. */
export const LOG_RATIOS = 9;

/** Smaller probabilities count as this one: some backends round them to 0. */
const TINY = 1e-30;
const LOG_TINY = Math.log(TINY);

/**
 * The log-ratios of ten probabilities to the last of them (Aitchison 1982): the logits of a softmax, less what it ignores.
 *
 * @param logarithm the logarithm of the probability of a digit.
 * @returns [9]
 */
export function logRatios(logarithm: (digit: number) => number): Float64Array {
  const last = Math.max(LOG_TINY, logarithm(LOG_RATIOS));
  return Float64Array.from({ length: LOG_RATIOS }, (_, digit) => Math.max(LOG_TINY, logarithm(digit)) - last);
}

/**
 * How far log-ratios are from those of digits: −2 · the logarithm of their highest density among the ten normal distributions, up to a
 * constant. This is the Mahalanobis distance to the closest digit (Lee et al. 2018), with a covariance for each digit.
 *
 * @param ratios [9]
 */
export function distance({ means, whitening }: Omit<Familiarity, 'threshold'>, ratios: Float64Array): number {
  let closest = Infinity;
  means.forEach((mean, digit) => {
    let [total, place] = [0, 0];
    for (let row = 0; row < LOG_RATIOS; row++) {
      let value = 0;
      for (let column = 0; column <= row; column++) {
        value += whitening[digit]![place++]! * (ratios[column]! - mean[column]!);
      }
      total += value * value - 2 * Math.log(whitening[digit]![place - 1]!);
    }
    closest = Math.min(closest, total);
  });
  return closest;
}

/**
 * Whether an image does not look like a digit, judged by the probabilities that a network gives to it.
 *
 * @param probabilities [10]
 */
export const isUnusual = (familiarity: Familiarity, probabilities: ArrayLike<number>): boolean =>
  distance(
    familiarity,
    logRatios((digit) => Math.log(probabilities[digit]!)),
  ) > familiarity.threshold;
