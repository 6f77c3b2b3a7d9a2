import { ArgumentError, checkInteger } from '../errors.js';
import { IMAGE_PIXELS } from '../constants.js';
import { imageAt } from '../digits/digit-set.js';
import type { AddendsPerImage, PairSet } from '../pairs/pair.js';
import { memoizeLast } from '../random/memoize-last.js';
import { permutation } from '../random/permutation.js';
import { randomStream } from '../random/random-stream.js';

/** Some images, what they show, what is added to each, and what that gives. */
export interface PairBatch {
  /** Number of images. */
  readonly size: number;
  /** [size × 784], 0..255 */
  readonly images: Uint8Array;
  /** [size], 0..9 */
  readonly digits: Uint8Array;
  /** With 10, the pairing `all`, an image is in the batch once and meets every addend. */
  readonly addendsPerImage: AddendsPerImage;
  /** [size × addendsPerImage], 0..9 */
  readonly addends: Uint8Array;
  /** [size × addendsPerImage], 0..18: digit + addend. */
  readonly sums: Uint8Array;
}

/** All batches of all epochs, made when asked for. A batch is a copy: it is the caller's to keep. */
export interface Batches {
  /** Number of batches in an epoch. */
  readonly perEpoch: number;
  /**
   * One batch: epoch 0, 1, …, index 0..perEpoch − 1. Always the same one, in whatever order batches are asked for.
   *
   * @throws `ArgumentError` when there is no such batch.
   */
  at(epoch: number, index: number): PairBatch;
  /** The batches of an epoch in order; can be gone through again. */
  epoch(epoch: number): Iterable<PairBatch>;
}

export interface CreateBatchesOptions {
  /** Images in a batch: at least 1 and, with `remainder: 'drop'`, at most the images of the set. */
  readonly batchSize: number;
  /** Which orders the images come in. Default: 0. */
  readonly seed?: number | undefined;
  /** Whether each epoch has a random order of its own, or the set's order. Default: true. */
  readonly shuffle?: boolean | undefined;
  /**
   * What becomes of the images that do not fill a batch: `drop` leaves them out of this epoch, so that all batches have one
   * shape; `keep` makes a last, smaller batch of them. Default: `drop`.
   */
  readonly remainder?: 'drop' | 'keep' | undefined;
}

/**
 * Cuts pairs into batches. **A batch is a pure function of (seed, epoch, index)**: training can stop anywhere and go on
 * exactly, and several workers can each make their share.
 *
 * @throws `ArgumentError` for a batch size that is out of range or a seed that is no integer.
 */
export function createBatches(
  pairs: PairSet,
  { batchSize, seed = 0, shuffle = true, remainder = 'drop' }: CreateBatchesOptions,
): Batches {
  const { size } = pairs.digits;
  checkInteger('seed', seed, Number.MIN_SAFE_INTEGER);
  checkInteger('digits.size', size, 1);
  const perEpoch = countBatches(size, batchSize, remainder);
  const orderOf = memoizeLast((epoch) => permutation(size, randomStream(seed, 'shuffle', epoch)));

  function at(epoch: number, index: number): PairBatch {
    checkInteger('epoch', epoch, 0);
    checkInteger('index', index, 0, perEpoch - 1);
    const start = index * batchSize;
    const end = Math.min(start + batchSize, size);
    const indices = shuffle ? orderOf(epoch).subarray(start, end) : range(start, end);
    return gather(pairs, pairs.addends(epoch), indices);
  }

  return {
    perEpoch,
    at,
    epoch(epoch) {
      checkInteger('epoch', epoch, 0);
      return {
        *[Symbol.iterator]() {
          for (let index = 0; index < perEpoch; index++) yield at(epoch, index);
        },
      };
    },
  };
}

function countBatches(size: number, batchSize: number, remainder: 'drop' | 'keep'): number {
  switch (remainder) {
    case 'drop':
      checkInteger('batchSize', batchSize, 1, size);
      return Math.floor(size / batchSize);
    case 'keep':
      checkInteger('batchSize', batchSize, 1);
      return Math.ceil(size / batchSize);
    default:
      throw new ArgumentError('remainder', 'drop or keep', remainder);
  }
}

function range(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, offset) => start + offset);
}

function gather({ digits: set, addendsPerImage }: PairSet, epochAddends: Uint8Array, indices: Uint32Array): PairBatch {
  const size = indices.length;
  const images = new Uint8Array(size * IMAGE_PIXELS);
  const digits = new Uint8Array(size);
  const addends = new Uint8Array(size * addendsPerImage);
  const sums = new Uint8Array(size * addendsPerImage);
  for (let row = 0; row < size; row++) {
    const index = indices[row]!;
    const digit = set.labels[index]!;
    images.set(imageAt(set.images, index), row * IMAGE_PIXELS);
    digits[row] = digit;
    for (let nth = 0; nth < addendsPerImage; nth++) {
      const addend = epochAddends[index * addendsPerImage + nth]!;
      addends[row * addendsPerImage + nth] = addend;
      sums[row * addendsPerImage + nth] = digit + addend;
    }
  }
  return { size, images, digits, addendsPerImage, addends, sums };
}
