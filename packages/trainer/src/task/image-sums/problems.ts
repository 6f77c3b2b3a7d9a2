import { ArgumentError, permutation, randomStream, type DigitSet } from '@mnist-adder/dataset';

/** Problems: sums of two numbers whose digits are images. Each image is used in one problem at most. */
export interface AdditionProblems {
  /** The images and their labels. */
  readonly set: DigitSet;
  /** The number of digits in a number: N. */
  readonly digits: number;
  /** The number of problems: floor(images / 2N). */
  readonly size: number;
  /** Indices of images in the set, [size × 2N]: the first number's digits, the most significant first, then the second's. */
  readonly images: Uint32Array;
  /** The digits of the sums, [size × (N + 1)], the most significant first, 0..9. */
  readonly sums: Uint8Array;
}

/**
 * Makes addition problems of a set's images, in random order and each image at most once, as in MNIST addition (Manhaeve et al. 2018,
 * DeepProbLog).
 *
 * @param digits the number of digits in a number: N.
 * @throws `ArgumentError` if the set has too few images for one problem.
 */
export function createProblems(set: DigitSet, digits: number, seed: number): AdditionProblems {
  const size = Math.floor(set.size / (2 * digits));
  if (size === 0) {
    throw new ArgumentError('digits', `at most ${Math.floor(set.size / 2)} for ${set.size} images`, digits);
  }
  const images = permutation(set.size, randomStream(seed, 'problems')).slice(0, size * 2 * digits);
  const sums = new Uint8Array(size * (digits + 1));
  for (let problem = 0; problem < size; problem++) {
    const shown = Array.from(images.subarray(problem * 2 * digits, (problem + 1) * 2 * digits), (i) => set.labels[i]!);
    sums.set(addDigits(shown.slice(0, digits), shown.slice(digits)), problem * (digits + 1));
  }
  return { set, digits, size, images, sums };
}

/** Adds two numbers of N digits, the most significant first, to the N + 1 digits of their sum. */
export function addDigits(first: readonly number[], second: readonly number[]): number[] {
  const sum = new Array<number>(first.length + 1).fill(0);
  let carry = 0;
  for (let place = first.length - 1; place >= 0; place--) {
    const total = first[place]! + second[place]! + carry;
    sum[place + 1] = total % 10;
    carry = Number(total >= 10);
  }
  sum[0] = carry;
  return sum;
}
