import { DIGIT_CLASSES, IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import { checkInteger, type DatasetCode, DatasetError } from '../errors.js';
import type { IdxArray } from '../idx/parse-idx.js';

/** Images of digits, each with its label. */
export interface DigitSet {
  /** The images, [size × 784], each row by row: 0 is background, 255 is ink. */
  readonly images: Uint8Array;
  /** The digit that each image shows, [size], 0..9. */
  readonly labels: Uint8Array;
  /** Number of images. */
  readonly size: number;
}

/** Images and labels as they were read. */
export interface DigitArrays {
  /** The images, [n × 28 × 28]. */
  readonly images: IdxArray;
  /** The labels, [n], 0..9. */
  readonly labels: IdxArray;
}

/** How images are stored. */
export interface CreateDigitSetOptions {
  /** Whether images are stored column by column, as EMNIST's are. They are then turned upright, in a copy. Default: false. */
  readonly transposed?: boolean | undefined;
}

/**
 * Makes a set of images and labels, after checking that they belong together. The set uses the same memory, unless images
 * are `transposed`.
 *
 * @throws `DatasetError` unless there is one label per image, all images are 28×28 and all labels are 0..9.
 */
export function createDigitSet(
  { images, labels }: DigitArrays,
  { transposed = false }: CreateDigitSetOptions = {},
): DigitSet {
  const size = countImages(images);
  checkLabels(labels);
  if (labels.data.length !== size) {
    throw digitSetError('count-mismatch', {
      source: `${images.source} and ${labels.source}`,
      expected: 'as many labels as images',
      found: `${size} images and ${labels.data.length} labels`,
    });
  }
  return { images: transposed ? transposeImages(images.data) : images.data, labels: labels.data, size };
}

/**
 * One image out of many, as a view: nothing is copied.
 *
 * @param images [n × 784]
 * @param index 0..n − 1
 * @returns [784]
 * @throws `ArgumentError` when there is no such image.
 */
export function imageAt(images: Uint8Array, index: number): Uint8Array {
  checkInteger('index', index, 0, Math.floor(images.length / IMAGE_PIXELS) - 1);
  return images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
}

/**
 * The first `count` images of a set with their labels, as views: nothing is copied. If the set has fewer images, it is the
 * whole set.
 *
 * @throws `ArgumentError` unless `count` is an integer of at least 0.
 */
export function firstImages({ images, labels, size }: DigitSet, count: number): DigitSet {
  checkInteger('count', count, 0);
  return {
    images: images.subarray(0, count * IMAGE_PIXELS),
    labels: labels.subarray(0, count),
    size: Math.min(count, size),
  };
}

function countImages({ source, dimensions }: IdxArray): number {
  const [count, height, width] = dimensions;
  if (count === undefined || dimensions.length !== 3 || height !== IMAGE_SIDE || width !== IMAGE_SIDE) {
    throw digitSetError('image-shape', {
      source,
      expected: `images of ${IMAGE_SIDE}×${IMAGE_SIDE} pixels, dimensions n×${IMAGE_SIDE}×${IMAGE_SIDE}`,
      found: `dimensions ${dimensions.join('×')}`,
    });
  }
  if (count === 0) throw digitSetError('empty-set', { source, expected: 'at least one image', found: 'none' });
  return count;
}

function checkLabels({ source, dimensions, data }: IdxArray): void {
  if (dimensions.length !== 1) {
    throw digitSetError('label-shape', {
      source,
      expected: 'one list of labels',
      found: `dimensions ${dimensions.join('×')}`,
    });
  }
  const wrong = data.findIndex((label) => label >= DIGIT_CLASSES);
  if (wrong !== -1) {
    throw digitSetError('label-range', {
      source,
      expected: `labels from 0 to ${DIGIT_CLASSES - 1}`,
      found: `${data[wrong]!} for image ${wrong}`,
    });
  }
}

function digitSetError(
  code: DatasetCode,
  facts: { readonly source: string; readonly expected: string; readonly found: string },
): DatasetError {
  const { source, expected, found } = facts;
  const message = `${source}: expected ${expected}, found ${found}. Use data in MNIST's layout.`;
  return new DatasetError(code, message, { facts });
}

function transposeImages(images: Uint8Array): Uint8Array {
  const upright = new Uint8Array(images.length);
  for (let image = 0; image < images.length; image += IMAGE_PIXELS) {
    for (let row = 0; row < IMAGE_SIDE; row++) {
      for (let column = 0; column < IMAGE_SIDE; column++) {
        upright[image + row * IMAGE_SIDE + column] = images[image + column * IMAGE_SIDE + row]!;
      }
    }
  }
  return upright;
}
