import { ArgumentError, IMAGE_PIXELS, imageAt, permutation, randomStream } from '@mnist-adder/dataset';
import type { AdditionProblems } from './problems.js';

/** A batch of problems, with their images. */
interface ProblemBatch {
  /** [problems × 2N × 784], 0..255, in the order of `AdditionProblems.images`. */
  readonly images: Uint8Array;
  /** [problems × 2N], 0..9: the images' labels, to score how well they are read. Training must not use them. */
  readonly digits: Uint8Array;
  /** [problems × (N + 1)], 0..9: the digits of the sums. */
  readonly sums: Uint8Array;
}

/** All batches of all epochs. */
export interface ProblemBatches {
  /** Number of batches in an epoch. */
  readonly perEpoch: number;
  /** One batch of an epoch: a pure function of the problems, the seed and the two numbers. */
  at(epoch: number, index: number): ProblemBatch;
}

/**
 * Cuts problems into batches, in a new random order each epoch. Problems that do not fill a batch are left out of that epoch.
 *
 * @param batchSize the number of images: a multiple of a problem's 2N.
 * @throws `ArgumentError` if there are too few problems for one batch.
 */
export function createProblemBatches(problems: AdditionProblems, batchSize: number, seed: number): ProblemBatches {
  const { set, digits, size } = problems;
  const inBatch = batchSize / (2 * digits);
  const perEpoch = Math.floor(size / inBatch);
  if (perEpoch === 0) throw new ArgumentError('batchSize', `at most ${2 * digits * size}`, batchSize);
  let ordered: { readonly epoch: number; readonly order: Uint32Array } = { epoch: -1, order: new Uint32Array() };
  return {
    perEpoch,
    at(epoch, index) {
      if (ordered.epoch !== epoch) ordered = { epoch, order: permutation(size, randomStream(seed, 'shuffle', epoch)) };
      const images = new Uint8Array(batchSize * IMAGE_PIXELS);
      const labels = new Uint8Array(batchSize);
      const sums = new Uint8Array(inBatch * (digits + 1));
      ordered.order.subarray(index * inBatch, (index + 1) * inBatch).forEach((problem, row) => {
        const shown = problems.images.subarray(problem * 2 * digits, (problem + 1) * 2 * digits);
        shown.forEach((image, i) => {
          const at = row * 2 * digits + i;
          images.set(imageAt(set.images, image), at * IMAGE_PIXELS);
          labels[at] = set.labels[image]!;
        });
        const sum = problems.sums.subarray(problem * (digits + 1), (problem + 1) * (digits + 1));
        sums.set(sum, row * (digits + 1));
      });
      return { images, digits: labels, sums };
    },
  };
}
