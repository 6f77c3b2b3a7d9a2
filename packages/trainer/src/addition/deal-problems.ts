import { ArgumentError, permutation, randomStream } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';

/** Sums of two numbers that are written in images: each image is a digit of one number of one problem, or left over. */
export interface AdditionProblems {
  readonly set: DigitSet;
  /** How many digits a number has: N. */
  readonly digits: number;
  /** How many problems there are: an Nth of half the images. */
  readonly size: number;
  /** Which images of the set, [size × 2N]: the first number's digits, the most significant first, then the second's. */
  readonly images: Uint32Array;
  /** The digits of the sums, [size × (N + 1)], the most significant first. */
  readonly sums: Uint8Array;
}

/**
 * Deals the images of a set out into problems, in random order and each image once, as MNIST addition has them (Manhaeve et al.
 * 2018, DeepProbLog).
 *
 * @throws `ArgumentError` where the set has too few images for one problem.
 */
export function dealProblems(set: DigitSet, digits: number, seed: number): AdditionProblems {
  const size = Math.floor(set.size / (2 * digits));
  if (size === 0)
    throw new ArgumentError('digits', `at most ${Math.floor(set.size / 2)} for ${set.size} images`, digits);
  const images = permutation(set.size, randomStream(seed, 'problems')).slice(0, size * 2 * digits);
  const sums = new Uint8Array(size * (digits + 1));
  for (let problem = 0; problem < size; problem++) {
    const shown = Array.from(images.subarray(problem * 2 * digits, (problem + 1) * 2 * digits), (i) => set.labels[i]!);
    sums.set(addDigits(shown.slice(0, digits), shown.slice(digits)), problem * (digits + 1));
  }
  return { set, digits, size, images, sums };
}

/** Adds two numbers of N digits, the most significant first: the sum's N + 1 digits. */
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
