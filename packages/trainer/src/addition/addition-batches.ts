import { ArgumentError, IMAGE_PIXELS, permutation, randomStream } from '@mnist-adder/dataset';
import type { AdditionProblems } from './deal-problems.js';

/** Some problems, with their images. */
interface AdditionBatch {
  /** [problems × 2N × 784], 0..255, in the order of `AdditionProblems.images`. */
  readonly images: Uint8Array;
  /** [problems × 2N], 0..9: what the images show, to tell how well they are read; the training may not look. */
  readonly digits: Uint8Array;
  /** [problems × (N + 1)], 0..9: the digits of the sums. */
  readonly sums: Uint8Array;
}

export interface AdditionBatches {
  readonly perEpoch: number;
  /** One batch of an epoch: a pure function of the problems, the seed and the two numbers. */
  at(epoch: number, index: number): AdditionBatch;
}

/**
 * Cuts problems into batches, in another random order each epoch; those that do not fill a batch are left out of it.
 *
 * @param batchSize in images: a multiple of a problem's 2N.
 * @throws `ArgumentError` where there are too few problems for one batch.
 */
export function additionBatches(problems: AdditionProblems, batchSize: number, seed: number): AdditionBatches {
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
          images.set(set.images.subarray(image * IMAGE_PIXELS, (image + 1) * IMAGE_PIXELS), at * IMAGE_PIXELS);
          labels[at] = set.labels[image]!;
        });
        const sum = problems.sums.subarray(problem * (digits + 1), (problem + 1) * (digits + 1));
        sums.set(sum, row * (digits + 1));
      });
      return { images, digits: labels, sums };
    },
  };
}
