import { checkFields, checkInteger, checkOptions, is } from '../check-arguments.js';
import { ArgumentError } from '../errors.js';
import { IMAGE_PIXELS } from '../constants.js';
import { imageAt, checkDigitSet } from '../digits/digit-set.js';
import { permutation, randomStream } from '../random/random-stream.js';
import { type AddendsPerImage, memoizeEpoch, type PairSet } from './pair.js';

/** Some images with their digits, addends and sums. */
export interface PairBatch {
  /** Number of images. */
  readonly size: number;
  /** The images, [size × 784], 0..255. */
  readonly images: Uint8Array;
  /** The digit that each image shows, [size], 0..9. */
  readonly digits: Uint8Array;
  /** Number of addends per image. If it is 10 (the pairing `all`), each image is there once, with every addend. */
  readonly addendsPerImage: AddendsPerImage;
  /** The addends, [size × addendsPerImage], 0..9. */
  readonly addends: Uint8Array;
  /** The sums of digit and addend, [size × addendsPerImage], 0..18. */
  readonly sums: Uint8Array;
}

/** All batches of all epochs. A batch is made when it is asked for; it is a copy that the caller may keep and change. */
export interface Batches {
  /** Number of batches in an epoch. */
  readonly perEpoch: number;
  /**
   * Makes one batch. It is always the same one, in any order of calls.
   *
   * @param epoch an integer from 0
   * @param index 0..perEpoch − 1
   * @throws `ArgumentError` when there is no such batch.
   */
  at(epoch: number, index: number): PairBatch;
  /** Makes the batches of an epoch in order. The result can be iterated again. */
  epoch(epoch: number): Iterable<PairBatch>;
}

/** How pairs are cut into batches. */
export interface CreateBatchesOptions {
  /** Number of images in a batch, at least 1. With `remainder: 'drop'` it is at most the number of images in the set. */
  readonly batchSize: number;
  /** Seed of the order of the images. Default: 0. */
  readonly seed?: number | undefined;
  /** Whether each epoch has its own random order. Otherwise it has the order of the set. Default: true. */
  readonly shuffle?: boolean | undefined;
  /**
   * What happens to the images that do not fill a batch. `drop` leaves them out of this epoch, so that all batches have one
   * shape. `keep` puts them into a smaller last batch. Default: `drop`.
   */
  readonly remainder?: 'drop' | 'keep' | undefined;
}

/**
 * Cuts pairs into batches. **A batch is a pure function of (seed, epoch, index)**, so training can stop anywhere and
 * continue exactly, and several workers can each make a part of the batches.
 *
 * @throws `ArgumentError` for a batch size that is out of range, or a seed that is not an integer.
 */
export function createBatches(pairs: PairSet, options: CreateBatchesOptions): Batches {
  checkFields('pairs', pairs, { digits: is.object('images', 'labels', 'size'), addends: is.function });
  checkDigitSet('pairs.digits', pairs.digits);
  checkOptions('options', options, {
    batchSize: is.integer(1),
    seed: is.optional(is.integer()),
    shuffle: is.optional(is.boolean),
    remainder: is.optional(is.oneOf('drop', 'keep')),
  });
  const { batchSize, seed = 0, shuffle = true, remainder = 'drop' } = options;
  const { size } = pairs.digits;
  checkInteger('seed', seed, Number.MIN_SAFE_INTEGER);
  checkInteger('digits.size', size, 1);
  const perEpoch = countBatches(size, batchSize, remainder);
  const orderOf = memoizeEpoch((epoch) => permutation(size, randomStream(seed, 'shuffle', epoch)));

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
